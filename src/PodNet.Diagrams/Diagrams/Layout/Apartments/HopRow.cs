using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Packets;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>A row of <see cref="HopList"/>: the place, what decided there, and the packet's addresses where they say something
/// new.</summary>
/// <param name="before">The row before on the same way; null: the packet starts here.</param>
/// <param name="last">Whether the way ends here.</param>
internal sealed class HopRow(StoryRow story, int? number, Role role, StoryRow? before, bool last)
{
    /// <summary>Width in px.</summary>
    public const double Column = 420;

    /// <summary>Lines of the row that decided where there is room.</summary>
    public const int Wrapped = 3;
    private const double Indent = 26, Line = 14, Padding = 5;
    private const double Bar = 9;
    private const int LongestNode = 14;

    private readonly Decision _decision = Deciding(story);

    /// <summary>Most lines of the row that decided.</summary>
    public int MostLines { get; set; } = Wrapped;

    public Role Role => role;

    public bool Failed => story.Ending is Dropped or Rejected;

    /// <summary>Whether it is where a packet starts, is inside another, or ends: the rows a reader needs most.</summary>
    public bool Matters => before is null || last || Failed;

    public double Height => Line * (1 + Decided.Count + Packet.Length) + Padding;

    private IReadOnlyList<string> Decided => TextMetrics.Wrap(
        Printable.Clean(_decision.Text), Failed ? TextStyle.MonoBold : TextStyle.Mono, Column - Indent, MostLines);

    private string[] Packet => Matters || story.Frame.Inner is not null || PacketWords.AddressesOnly(story.Frame) != PacketWords.AddressesOnly(before!.Frame)
        ? Addresses(story.Frame) : [];

    /// <summary>What decided there: the first row, or what ended the way.</summary>
    public static Decision Deciding(StoryRow row) => row.Ending is Dropped or Rejected ? row.Decisions[^1] : row.Decisions[0];

    /// <summary>From whom to whom; for a packet inside another two lines.</summary>
    public static string[] Addresses(Packet frame)
    {
        string one = PacketWords.AddressesOnly(frame.Innermost);
        return one.Length == 0 ? [] : frame.Inner is null ? [one] : [one, $"inside {PacketWords.AddressesOnly(frame)}"];
    }

    public void Paint(SceneBuilder scene, TraceStory of, double left, double top)
    {
        double x = left + Indent, right = left + Column;
        scene.Add(Layer.Wires, new Line(Role.Rule, [new(left, top), new(right, top)]));
        PaintSigns(scene, left + 11, top);
        (string place, string kind, string name) = ApartmentWords.Where(of.Cluster, story, _decision, LongestNode);
        double beside = kind.Length == 0 ? 0 : TextMetrics.Width(kind, TextStyle.Word) + 12 + Math.Min(90, TextMetrics.Width(name, TextStyle.Word));
        double y = top + 14, end = scene.Text(new(x, y), place, TextStyle.Strong, Column - Indent - beside) + 8;
        if (kind.Length > 0) end = scene.Text(new(end, y), kind, TextStyle.Word) + 4;
        if (kind.Length > 0) scene.Name(new(end, y), name, TextStyle.Word, right - end);
        foreach (string line in Decided)
            scene.Text(new(x, y += Line), line, Failed ? TextStyle.MonoBold : TextStyle.Mono, full: Decided.Count == 1 ? _decision.Text : null);
        PaintPacket(scene, x, y, right);
    }

    // A packet inside another has a double bar at its side.
    private void PaintPacket(SceneBuilder scene, double x, double y, double right)
    {
        string[] lines = Packet;
        if (lines.Length > 1)
        {
            scene.Add(Layer.Devices, new Box(Role.Phone, new(x, y + 5, 2, 2 * Line - 3), 0) { Title = Inside(story.Frame) });
            scene.Add(Layer.Devices, new Box(Role.Phone, new(x + 4, y + 5, 2, 2 * Line - 3), 0));
            x += Bar;
        }

        foreach (string line in lines) scene.Text(new(x, y += Line), line, TextStyle.MonoMuted, right - x);
    }

    private void PaintSigns(SceneBuilder scene, double x, double top)
    {
        double y = top + Math.Min(Height, 47) / 2;
        if (Failed)
        {
            (Role bad, MarkKind kind) = DispositionWords.Sign(story.Ending!.Disposition);
            bool both = number is not null && Height >= 44;
            scene.Add(Layer.Discs, new Mark(bad, new(x, both ? top + 35 : y), kind));
            if (!both) return;
            y = top + 13;
        }

        if (number is { } n) scene.Add(Layer.Discs, new Disc(role, new(x, y), n));
    }

    /// <summary>How the packet went inside another; "" when it never did.</summary>
    public static string Inside(Packet? frame) => frame?.Inner is null ? ""
        : $"{ApartmentWords.CallInCall} as {PacketWords.Kind(frame)}: {string.Join(' ', Addresses(frame))}";
}
