using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Packets;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>The list under a packet's way through a complex: the places that decided something, in both vocabularies, each with the
/// row that decided; in two columns, read downwards.</summary>
internal sealed class HopList
{
    private const double Pitch = 33;
    private const double NoteHeight = 20;
    private const double Left = 20, Gutter = 20, Column = 420, Indent = 26;
    private readonly TraceStory _story;
    private readonly List<(StoryRow Row, int? Number, Role Role)> _rows = [];
    private readonly string _notDrawn;

    /// <param name="notDrawn">What of the complex is not drawn; "" when all is.</param>
    public HopList(TraceStory story, bool reply, string notDrawn)
    {
        (_story, _notDrawn) = (story, notDrawn);
        Add(story.Request, story.Numbers, Role.Hop);
        if (reply) Add(story.Answer, story.AnswerNumbers, Role.ReplyHop);
    }

    /// <summary>Height in px when nothing is left out.</summary>
    public double Height => (_rows.Count + 1) / 2 * Pitch + (_notDrawn.Length > 0 ? NoteHeight : 0);

    /// <summary>Draws it from <paramref name="top"/> down to at most <paramref name="limit"/>. What does not fit is left out, first of
    /// the reply, then from the middle.</summary>
    /// <returns>Where it ends.</returns>
    public double Paint(SceneBuilder scene, double top, double limit)
    {
        double room = limit - top;
        int most = 2 * Math.Max(1, (int)((room - (_notDrawn.Length > 0 ? NoteHeight : 0)) / Pitch));
        int hidden = _rows.Count <= most ? 0 : LeaveOut(2 * Math.Max(1, (int)((room - NoteHeight) / Pitch)));
        int lines = (_rows.Count + 1) / 2;
        for (int line = 0; line < lines; line++)
        {
            scene.Add(Layer.Wires, new Line(Role.Rule, [new(Left, top + line * Pitch), new(ClusterLayout.Width - Left, top + line * Pitch)]));
        }

        for (int i = 0; i < _rows.Count; i++) PaintRow(scene, _rows[i], Left + i / lines * (Column + Gutter), top + i % lines * Pitch);
        double bottom = top + lines * Pitch;
        string folded = hidden == 0 ? "" : $"+{PodWords.Count(hidden, "row")} written out in the text";
        string note = string.Join("   ·   ", new[] { folded, _notDrawn }.Where(n => n.Length > 0));
        if (note.Length == 0) return bottom;
        scene.Text(new(Left + Indent, bottom + 14), note, TextStyle.Word, ClusterLayout.Width - 2 * Left - Indent);
        return bottom + NoteHeight;
    }

    /// <summary>How the packet went inside another; "" when it never did.</summary>
    public static string Inside(Packet? frame) => frame?.Inner is null ? "" :
        $"a call inside a call ({PacketWords.Kind(frame)}): {PacketWords.AddressesOnly(frame.Innermost)} inside {PacketWords.AddressesOnly(frame)}";

    private void Add(JourneyStory? journey, Dictionary<DeviceKey, int> numbers, Role role)
    {
        foreach (StoryRow row in journey?.Rows ?? []) _rows.Add((row, numbers.TryGetValue(row.Key, out int n) ? n : null, role));
    }

    private int LeaveOut(int most)
    {
        int hidden = 0;
        for (; _rows.Count > most; hidden++)
        {
            int last = _rows.FindLastIndex(r => r.Role == Role.ReplyHop && r.Row.Ending is null);
            int middle = last >= 0 ? last : _rows.FindIndex(_rows.Count / 2, r => r.Row.Ending is null);
            _rows.RemoveAt(middle < 0 ? _rows.Count / 2 : middle);
        }

        return hidden;
    }

    private void PaintRow(SceneBuilder scene, (StoryRow Row, int? Number, Role Role) entry, double left, double top)
    {
        (StoryRow row, int? number, Role role) = entry;
        double x = left + Indent, right = left + Column;
        bool ended = row.Ending is Dropped or Rejected;
        PaintSign(scene, row, number, role, new(left + 11, top + Pitch / 2));
        (string place, string kind, string name) = ApartmentWords.Where(_story.Cluster, row.Namespace, row.Device);
        double end = scene.Text(new(x, top + 14), place, TextStyle.Strong, Column - Indent - (kind.Length > 0 ? 170 : 0)) + 8;
        if (kind.Length > 0) end = scene.Text(new(end, top + 14), kind, TextStyle.Word) + 4;
        if (kind.Length > 0) scene.Name(new(end, top + 14), name, TextStyle.Word, right - end);
        if (row.Frame.Inner is not null && row.Ending is null)
        {
            scene.Add(Layer.Devices, new Glyph(Role.Phone, GlyphKind.Handset, new(x, top + 18)) { Title = Inside(row.Frame) });
            x += Glyph.Width + 5;
        }

        string text = (ended ? row.Decisions[^1] : row.Decisions[0]).Text;
        scene.Text(new(x, top + 28), text, ended ? TextStyle.MonoBold : TextStyle.Mono, right - x);
    }

    private static void PaintSign(SceneBuilder scene, StoryRow row, int? number, Role role, Point at)
    {
        if (row.Ending is Dropped or Rejected)
        {
            (Role bad, MarkKind kind) = DispositionWords.Sign(row.Ending.Disposition);
            scene.Add(Layer.Discs, new Mark(bad, at, kind));
        }
        else if (number is { } n) scene.Add(Layer.Discs, new Disc(role, at, n));
    }
}
