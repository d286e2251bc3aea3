using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Layout;

/// <summary>A row of <see cref="BriefTable"/>: the disc, the row that decided, and with more room the place and what changed.</summary>
/// <param name="row">The row as the whole table would have it.</param>
/// <param name="places">Where it is, in the picture's words; then shorter.</param>
/// <param name="last">Whether the way ends here.</param>
internal sealed class BriefRow(TableRow row, IReadOnlyList<string> places, bool last)
{
    /// <summary>Width in px.</summary>
    public const double Column = 420;

    /// <summary>Most lines a row can use.</summary>
    public const int MostLines = 3;

    private const double Indent = 27, Line = 14.5, Padding = 5.5, Gap = 10;

    private readonly string _decided = Printable.Clean(row.Story.Decisions[0].Text);

    /// <summary>1: the row that decided; 2: the place and what changed above it; 3: the row that decided in two lines.</summary>
    public int Lines { get; set; } = 1;

    /// <summary>Whether a packet starts, ends or becomes another one here: what an audience has to see.</summary>
    public bool Matters => row.Before is null || last || Changes.Any(c => c.Changed && c.Addresses)
        || row.Before.Story.Frame.Inner is null != row.Story.Frame.Inner is null;

    public bool IsReply => row.Role == Role.ReplyHop;

    public double Height => Lines * Line + Padding;

    /// <summary>Whether another line would say more.</summary>
    public bool CanGrow => Lines < 2 || (Lines < MostLines && TextMetrics.Width(_decided, TextStyle.Mono) > Column - Indent);

    // Addresses and TTL that are new here; all of them where the packet starts.
    private IEnumerable<(string Text, bool Changed, bool Addresses)> Changes =>
        from line in row.AllFrameLines
        where !line.OfLink
        from part in new[]
        {
            (Text: $"{line.Tag} {(line.Outer ? line.Shorter : line.Left)}".Trim(), Changed: line.LeftChanged, Addresses: true),
            (Text: line.Right, Changed: line.RightChanged && !line.Outer, Addresses: false),
        }
        where part.Text.Length > 0 && (part.Changed || row.Before is null)
        select part;

    public void Paint(SceneBuilder scene, double left, double top)
    {
        double x = left + Indent, y = top + Line + 1;
        scene.Add(Layer.Wires, new Line(Role.Rule, [new(left, top), new(left + Column, top)]));
        PaintSign(scene, new(left + 11, top + Padding / 2 + Math.Min(Lines, 2) * Line / 2));
        if (Lines > 1)
        {
            PaintPlace(scene, x, left + Column, y);
            y += Line;
        }

        string[] decided = Decided();
        foreach (string line in decided)
        {
            scene.Text(new(x, y), line, TextStyle.Mono, Column - Indent, full: decided.Length == 1 && line == _decided ? null : _decided);
            y += Line;
        }
    }

    // A row begins with what it is about: what does not fit is cut at its end.
    private string[] Decided()
    {
        double more = TextMetrics.Width(" …", TextStyle.Mono);
        IReadOnlyList<string> whole = TextMetrics.Wrap(_decided, TextStyle.Mono, Column - Indent, int.MaxValue);
        int most = Math.Max(1, Lines - 1);
        if (whole.Count <= most) return [.. whole];
        string[] shown = [.. TextMetrics.Wrap(_decided, TextStyle.Mono, Column - Indent - more, int.MaxValue).Take(most)];
        shown[^1] += " …";
        return shown;
    }

    private void PaintPlace(SceneBuilder scene, double x, double right, double y)
    {
        double needed = Changes.Where(c => c.Addresses).Sum(WidthOf);
        string place = places.FirstOrDefault(p => TextMetrics.Width(p, TextStyle.Strong) + needed <= right - x) ?? places[^1];
        double room = right - x - Math.Min(110, TextMetrics.Width(place, TextStyle.Strong));
        List<(string Text, bool Changed, bool Addresses)> shown = [];
        foreach ((string, bool, bool) change in Changes)
        {
            if (shown.Sum(WidthOf) + WidthOf(change) <= room) shown.Add(change);
        }

        scene.Text(new(x, y), place, TextStyle.Strong, right - x - shown.Sum(WidthOf));
        foreach ((string Text, bool Changed, bool Addresses) change in Enumerable.Reverse(shown))
        {
            PaintChange(scene, new(right - 3, y), change.Text, change.Changed);
            right -= WidthOf(change);
        }
    }

    private static double WidthOf((string Text, bool Changed, bool Addresses) change) =>
        TextMetrics.Width(change.Text, change.Changed ? TextStyle.MonoBold : TextStyle.Mono) + Gap + (change.Changed ? ChangeMark.Width : 0);

    private static void PaintChange(SceneBuilder scene, Point at, string text, bool changed)
    {
        Label label = new(Role.Label, at, text, changed ? TextStyle.MonoBold : TextStyle.Mono, Anchor.End);
        if (changed) ChangeMark.Paint(scene, label);
        scene.Add(Layer.Labels, label);
    }

    private void PaintSign(SceneBuilder scene, Point at)
    {
        if (row.Number is { } number) scene.Add(Layer.Discs, new Disc(row.Role, at, number));
    }
}
