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
    private const double Place = 44, Decided = 138, Frame = 526, Values = 804, Right = 880;
    private const double SentenceHeight = 62;
    private const double NoteHeight = 21;

    private double _y;

    /// <summary>Draws the table from <paramref name="top"/> down to at most <paramref name="limit"/>.</summary>
    /// <returns>Where it ends.</returns>
    public double Paint(double top, double limit, bool reply)
    {
        _y = top;
        List<TableRow> rows = Rows(reply);
        string[] notes = [.. Notes()];
        double room = limit - top - 16 - notes.Length * NoteHeight - (story.Sentence is null ? 0 : SentenceHeight);
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

    // As much detail as there is room for; where there is none for one line each, rows in the middle go.
    private static int Fit(List<TableRow> rows, double room)
    {
        foreach (TableRow row in rows) row.Detail = 0;
        int folded = Fold(rows, room);
        if (folded > 0) room -= NoteHeight;
        for (int detail = 1; detail <= 2; detail++)
        {
            foreach (TableRow row in rows.OrderByDescending(r => r.Story.Ending is Dropped or Rejected).ThenByDescending(r => r.CutsFirst))
            {
                if (row.Detail < detail - 1) continue;
                row.Detail = detail;
                if (rows.Sum(Height) > room) row.Detail = detail - 1;
            }
        }

        return folded;
    }

    private static int Fold(List<TableRow> rows, double room)
    {
        if (rows.Count <= MostRows && rows.Sum(Height) <= room) return 0;
        int folded = 0;
        while (rows.Count > 2 && (rows.Count > MostRows - 1 || rows.Sum(Height) > room - NoteHeight))
        {
            rows.RemoveAt(rows.Count / 2);
            folded++;
        }

        return folded;
    }

    private static double Height(TableRow row) => Math.Max(row.DecidedLines.Count, row.FrameLines.Count) * LineHeight + RowPadding;

    private void PaintHead()
    {
        scene.Text(new(20, _y), "HOP", TextStyle.Strong);
        scene.Text(new(Decided, _y), "WHAT DECIDED", TextStyle.Strong);
        scene.Text(new(Frame, _y), "FRAME", TextStyle.Strong);
        scene.Text(new(Right, _y), "▸ = CHANGED", TextStyle.Strong, anchor: Anchor.End);
        _y += 8;
    }

    private void PaintRow(TableRow row)
    {
        scene.Add(Layer.Wires, new Line(Role.Rule, [new(20, _y), new(Right, _y)]));
        double first = _y + LineHeight + 1;
        PaintPlace(row, first);
        int i = 0;
        string? deciding = row.Story.Ending is Dropped or Rejected ? Printable.Clean(row.Story.Decisions[^1].Text) : null;
        foreach ((string text, string full, bool outer) in row.DecidedLines)
        {
            TextStyle style = full == deciding ? TextStyle.MonoBold : outer ? TextStyle.MonoMuted : TextStyle.Mono;
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
        if (row.Story.Ending is Dropped or Rejected)
        {
            (Role role, MarkKind kind) = DispositionWords.Sign(row.Story.Ending.Disposition);
            scene.Add(Layer.Discs, new Mark(role, center, kind));
        }
        else if (row.Number is { } number) scene.Add(Layer.Discs, new Disc(row.Role, center, number));
        double room = Decided - Place - 3;
        string device = row.Story.Device;
        bool oneLine = Height(row) < 2 * LineHeight + RowPadding;
        string name = row.Story.Key == DeviceKey.NodeNetwork ? "switch" : Printable.Clean(story.NameOf(row.Story.Namespace));
        if (oneLine)
        {
            string where = row.Story.Key == DeviceKey.NodeNetwork ? name : $"{TextMetrics.ShortenTo(name, 10)} {device}";
            scene.Text(new(Place, first), where, TextStyle.Word, room);
            return;
        }

        scene.Name(new(Place, first), name, TextStyle.Strong, room);
        scene.Name(new(Place, first + LineHeight), device, TextStyle.MonoMuted, room);
    }

    private void PaintFrame(FrameLine line, double y)
    {
        double end = Cell(new(Right, y), line.Right, line.RightChanged, Anchor.End, Right - Values - 8, line.Outer) - 6;
        double left = Frame;
        if (line.Tag.Length > 0) left = scene.Text(new(left, y), line.Tag, TextStyle.Word) + (line.LeftChanged ? 15 : 6);
        bool fits = TextMetrics.Width(line.Left, TextStyle.Mono) <= end - left;
        Cell(new(left, y), fits ? line.Left : line.Shorter, line.LeftChanged, Anchor.Start, end - left, line.Outer);
    }

    /// <returns>Where it begins.</returns>
    private double Cell(Point at, string text, bool changed, Anchor anchor, double room, bool muted)
    {
        if (text.Length == 0) return at.X;
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
        return label.Bounds.X - (changed ? 13 : 0);
    }

    private void PaintNote(string note)
    {
        scene.Add(Layer.Wires, new Line(Role.Rule, [new(20, _y), new(Right, _y)]));
        scene.Text(new(Place, _y + 15), note, TextStyle.Word, Right - Place);
        _y += NoteHeight;
    }

    private void PaintSentence(string sentence)
    {
        _y += 6;
        string row = story.Failed is { } failed && StepWords.EndingRow(failed.Journey.Ending, LastRule(failed.Journey)) is { } text ? text : "";
        string command = story.Failed is { } f ? KernelCommands.For(f.Journey.Ending, f.Visits.Count == 0 ? "eth0" : f.Visits[^1].Device) : "ip route";
        double commandWidth = TextMetrics.Width($"$ {command}", TextStyle.Mono) + 20;
        Rect box = new(20, _y, Right - 20, row.Length > 0 ? 46 : 28);
        scene.Box(story.Failed is { } how ? DispositionWords.Sign(how.Journey.Disposition).Role : Role.Bad, box, 8);
        scene.Text(new(32, _y + 19), sentence, TextStyle.Strong, box.Width - commandWidth - 36);
        if (row.Length > 0) scene.Text(new(32, _y + 36), row, TextStyle.Mono, box.Width - commandWidth - 36);
        Rect chip = new(Right - 8 - commandWidth, box.CenterY - 11, commandWidth, 22);
        scene.Add(Layer.Devices, new Chip(Role.Command, chip, Printable.Clean($"$ {command}"), TextStyle.Mono));
        _y += box.Height + 8;
    }

    private static RuleMatched? LastRule(Journey journey) => journey.Main.SelectMany(h => h.Steps).OfType<RuleMatched>().LastOrDefault();
}
