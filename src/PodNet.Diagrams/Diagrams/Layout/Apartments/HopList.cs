using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>The list under a packet's way through a complex: one line for each place that decided something, in both vocabularies, with
/// the row that decided.</summary>
internal sealed class HopList
{
    private const double Pitch = 22;
    private const double Left = 20, Place = 46, Decided = 404, Right = 880;
    private readonly TraceStory _story;
    private readonly List<(StoryRow Row, int? Number, Role Role)> _rows = [];
    private readonly string _inside;

    public HopList(TraceStory story, bool reply)
    {
        _story = story;
        Add(story.Request, story.Numbers, Role.Hop);
        if (reply) Add(story.Answer, story.AnswerNumbers, Role.ReplyHop);
        _inside = Inside(_rows.Select(r => r.Row.Frame).FirstOrDefault(f => f.Inner is not null));
    }

    /// <summary>Draws it from <paramref name="top"/> down to at most <paramref name="limit"/>; rows in the middle are left out first.</summary>
    /// <returns>Where it ends.</returns>
    public double Paint(SceneBuilder scene, double top, double limit)
    {
        double y = top, notes = _inside.Length > 0 ? 1 : 0;
        int most = Math.Max(2, (int)((limit - top) / Pitch - notes)), hidden = 0;
        if (_rows.Count > most) hidden = LeaveOut(Math.Max(2, most - 1));
        foreach ((StoryRow row, int? number, Role role) in _rows)
        {
            Rule(scene, y);
            PaintRow(scene, row, number, role, y + 15);
            y += Pitch;
        }

        if (hidden > 0) y = PaintNote(scene, y, $"+{PodWords.Count(hidden, "row")} written out in the text");
        if (_inside.Length == 0) return y;
        scene.Add(Layer.Devices, new Glyph(Role.Phone, GlyphKind.Handset, new(24, y + 5)));
        return PaintNote(scene, y, _inside);
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
            int middle = _rows.FindIndex(_rows.Count / 2, r => r.Row.Ending is null);
            _rows.RemoveAt(middle < 0 ? _rows.Count / 2 : middle);
        }

        return hidden;
    }

    private void PaintRow(SceneBuilder scene, StoryRow row, int? number, Role role, double y)
    {
        Point sign = new(Left + 10, y - 4);
        bool ended = row.Ending is Dropped or Rejected;
        if (ended)
        {
            (Role bad, MarkKind kind) = DispositionWords.Sign(row.Ending!.Disposition);
            scene.Add(Layer.Discs, new Mark(bad, sign, kind));
        }
        else if (number is { } n) scene.Add(Layer.Discs, new Disc(role, sign, n));
        (string place, string home) = ApartmentWords.Where(_story.Cluster, row.Namespace, row.Device);
        double end = scene.Text(new(Place, y), place, TextStyle.Strong, Decided - Place - 60);
        if (home.Length > 0) scene.Text(new(end + 8, y), home, TextStyle.Word, Decided - end - 18);
        double x = Decided;
        if (row.Frame.Inner is not null && row.Ending is null)
        {
            scene.Add(Layer.Devices, new Glyph(Role.Phone, GlyphKind.Handset, new(x, y - 10)) { Title = "inside another packet" });
            x += Glyph.Width + 6;
        }

        string text = (ended ? row.Decisions[^1] : row.Decisions[0]).Text;
        scene.Text(new(x, y), text, ended ? TextStyle.MonoBold : TextStyle.Mono, Right - x);
    }

    private static double PaintNote(SceneBuilder scene, double y, string note)
    {
        Rule(scene, y);
        scene.Text(new(Place, y + 15), note, TextStyle.Word, Right - Place);
        return y + Pitch;
    }

    private static void Rule(SceneBuilder scene, double y) => scene.Add(Layer.Wires, new Line(Role.Rule, [new(Left, y), new(Right, y)]));
}
