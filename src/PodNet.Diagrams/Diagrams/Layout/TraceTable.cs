using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;

namespace PodNet.Diagrams.Layout;

/// <summary>The table under a packet's way: hop, what decided, frame, what changed. At most 14 rows; what does not fit is folded from the
/// middle and counted.</summary>
internal sealed class TraceTable(SceneBuilder scene, TraceStory story)
{
    public const int MostRows = 14;
    private const double LineHeight = 15;
    private const double RowPadding = 9;
    private const double Place = 46, Decided = 150, Frame = 522, Values = 806, Right = 880;

    private double _y;

    /// <summary>Draws the table from <paramref name="top"/> down to at most <paramref name="limit"/>.</summary>
    /// <returns>Where it ends.</returns>
    public double Paint(double top, double limit, bool reply)
    {
        _y = top;
        List<TableRow> rows = Rows(reply);
        string[] notes = [.. Notes()];
        double room = limit - top - 24 - notes.Length * 20;
        int folded = Fit(rows, room);
        if (rows.Count > 0) PaintHead();
        foreach (TableRow row in rows) PaintRow(row);
        if (folded > 0) PaintNote($"+{PodWords.Count(folded, "row")} in the middle, written out in the text");
        foreach (string note in notes) PaintNote(note);
        if (story.Sentence is { } sentence) PaintSentence(sentence);
        return _y - 8;
    }

    private List<TableRow> Rows(bool reply)
    {
        List<TableRow> rows = TableRow.Of(story.Request, story.Numbers, Role.Hop);
        if (reply) rows.AddRange(TableRow.Of(story.Answer, story.AnswerNumbers, Role.ReplyHop));
        return rows;
    }

    private IEnumerable<string> Notes()
    {
        if (story.ArpRequests > 0)
        {
            string[] asked = [.. story.Exchange.Journeys.Where(j => j.Packet.Arp?.Operation == Model.Packets.ArpOperation.Request)
                .Select(j => j.Packet.Arp!.TargetIp.ToString()).Distinct()];
            yield return string.Create(CultureInfo.InvariantCulture, $"ARP ×{story.ArpRequests}: who has {string.Join(", ", asked)}");
        }
    }

    // First long rows lose their second lines, then rows lose what did not change, then rows in the middle go.
    private static int Fit(List<TableRow> rows, double room)
    {
        for (int detail = 2; detail >= 0; detail--)
        {
            foreach (TableRow row in rows) row.Detail = detail;
            if (rows.Count <= MostRows && rows.Sum(Height) <= room) return 0;
        }

        int folded = 0;
        while (rows.Count > 2 && (rows.Count > MostRows - 1 || rows.Sum(Height) > room - 20))
        {
            rows.RemoveAt(rows.Count / 2);
            folded++;
        }

        return folded;
    }

    private static double Height(TableRow row) => Math.Max(row.DecidedLines(Frame - Decided - 14).Count, row.FrameLines.Count) * LineHeight + RowPadding;

    private void PaintHead()
    {
        scene.Text(new(20, _y), "HOP", TextStyle.Strong);
        scene.Text(new(Decided, _y), "WHAT DECIDED", TextStyle.Strong);
        scene.Text(new(Frame, _y), "FRAME", TextStyle.Strong);
        scene.Text(new(Right, _y), "CHANGED ▸", TextStyle.Strong, anchor: Anchor.End);
        _y += 8;
    }

    private void PaintRow(TableRow row)
    {
        scene.Add(Layer.Wires, new Line(Role.Rule, [new(20, _y), new(Right, _y)]));
        double first = _y + LineHeight + 1;
        PaintPlace(row, first);
        int i = 0;
        foreach ((string text, string full, bool outer) in row.DecidedLines(Frame - Decided - 14))
        {
            TextStyle style = row.Story.Ending is Dropped or Rejected ? TextStyle.MonoBold : outer ? TextStyle.MonoMuted : TextStyle.Mono;
            scene.Add(Layer.Labels, new Label(Role.Label, new(Decided + (outer ? 12 : 0), first + i++ * LineHeight), text, style)
            {
                Title = text == full ? null : full,
            });
        }

        for (int l = 0; l < row.FrameLines.Count; l++) PaintFrame(row.FrameLines[l], first + l * LineHeight);
        _y += Height(row);
    }

    private void PaintPlace(TableRow row, double first)
    {
        Point center = new(30, first - 1);
        if (row.Story.Ending is Dropped or Rejected) scene.Add(Layer.Discs, new Mark(Role.Bad, center, MarkKind.Cross));
        else if (row.Number is { } number) scene.Add(Layer.Discs, new Disc(row.Role, center, number));
        double room = Decided - Place - 8;
        string device = row.Story.Key == DeviceKey.NodeNetwork ? "switch" : row.Story.Device;
        bool oneLine = Height(row) < 2 * LineHeight + RowPadding;
        string name = Printable.Clean(story.NameOf(row.Story.Namespace));
        if (oneLine)
        {
            scene.Text(new(Place, first), $"{TextMetrics.ShortenTo(name, 10)} {device}", TextStyle.Mono, room);
            return;
        }

        scene.Name(new(Place, first), name, TextStyle.Strong, room);
        scene.Name(new(Place, first + LineHeight), device, TextStyle.MonoMuted, room);
    }

    private void PaintFrame(FrameLine line, double y)
    {
        double left = Frame + (line.Outer ? 12 : 0);
        if (line.Tag.Length > 0) left = scene.Text(new(left, y), line.Tag, TextStyle.Word) + 6;
        Cell(new(left, y), line.Left, line.LeftChanged, Anchor.Start, Values - 22 - left, line.Outer);
        Cell(new(Right, y), line.Right, line.RightChanged, Anchor.End, Right - Values + 4, line.Outer);
    }

    private void Cell(Point at, string text, bool changed, Anchor anchor, double room, bool muted)
    {
        if (text.Length == 0) return;
        TextStyle style = changed ? TextStyle.MonoBold : muted ? TextStyle.MonoMuted : TextStyle.Mono;
        string shown = TextMetrics.Shorten(text, style, room);
        Label label = new(Role.Label, at, shown, style, anchor) { Title = shown == text ? null : text };
        if (changed)
        {
            Rect ground = label.Bounds.Grow(2.2);
            scene.Add(Layer.Ground, new Box(Role.Changed, new(ground.X - 11, ground.Y, ground.Width + 11, ground.Height), 3));
            scene.Add(Layer.Labels, new Label(Role.Label, new(label.Bounds.X - 3, at.Y), "▸", TextStyle.MonoBold, Anchor.End));
        }

        scene.Add(Layer.Labels, label);
    }

    private void PaintNote(string note)
    {
        scene.Add(Layer.Wires, new Line(Role.Rule, [new(20, _y), new(Right, _y)]));
        scene.Text(new(Place, _y + 15), note, TextStyle.Word, Right - Place);
        _y += 21;
    }

    private void PaintSentence(string sentence)
    {
        _y += 6;
        string row = story.Failed is { } failed && StepWords.EndingRow(failed.Journey.Ending, LastRule(failed.Journey)) is { } text ? text : "";
        string command = story.Failed is { } f ? KernelCommands.For(f.Journey.Ending, f.Visits.Count == 0 ? "eth0" : f.Visits[^1].Device) : "ip route";
        double commandWidth = TextMetrics.Width($"$ {command}", TextStyle.Mono) + 20;
        Rect box = new(20, _y, Right - 20, row.Length > 0 ? 46 : 28);
        scene.Box(Role.Bad, box, 8);
        scene.Text(new(32, _y + 19), sentence, TextStyle.Strong, box.Width - commandWidth - 36);
        if (row.Length > 0) scene.Text(new(32, _y + 36), row, TextStyle.Mono, box.Width - commandWidth - 36);
        scene.Chip(Role.Command, new(Right - 8 - commandWidth, box.CenterY - 11, commandWidth, 22), $"$ {command}", Emphasis.None, title: command);
        _y += box.Height + 8;
    }

    private static RuleMatched? LastRule(Journey journey) => journey.Main.SelectMany(h => h.Steps).OfType<RuleMatched>().LastOrDefault();
}
