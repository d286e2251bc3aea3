using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;

namespace PodNet.Diagrams.Layout;

/// <summary>The table under a packet's way: hop, what decided, frame, what changed. At most 14 rows; what does not fit is folded from the
/// middle and named in a note.</summary>
internal sealed class TraceTable(SceneBuilder scene, TraceStory story)
{
    public const int MostRows = 14;
    private const double LineHeight = 14.5;
    private const double RowPadding = 8.5;
    private const double Place = 44, Decided = 136, Frame = 522, Values = 804, Right = 880;
    private const double NoteHeight = 20;
    private const double HeadHeight = 8;
    private const double PlaceWidth = Decided - Place - 3;

    private double _y;

    /// <summary>Draws the table from <paramref name="top"/> down to at most <paramref name="limit"/>.</summary>
    /// <returns>Where it ends.</returns>
    public double Paint(double top, double limit, bool reply)
    {
        _y = top;
        List<TableRow> rows = Rows(reply);
        List<string> notes = Notes(rows, reply);
        TraceSentence? sentence = TraceSentence.Of(story);
        double room = limit - top - HeadHeight - notes.Count * NoteHeight - (sentence?.Height ?? 0);
        List<TableRow> folded = Fit(rows, room);
        if (rows.Count > 0) PaintHead();
        foreach (TableRow row in rows) PaintRow(row);
        if (folded.Count > 0)
            PaintNote($"+{PodWords.Count(folded.Count, "row")} written out in the text: {Numbers(folded.Select(r => r.Number))}");
        foreach (string note in notes) PaintNote(note);
        _y = sentence?.Paint(scene, _y) ?? _y;
        return _y - 8;
    }

    private List<TableRow> Rows(bool reply)
    {
        List<TableRow> rows = TableRow.Of(story.Request, story.Numbers, Role.Hop);
        if (reply) rows.AddRange(TableRow.Of(story.Answer, story.AnswerNumbers, Role.ReplyHop));
        return rows;
    }

    private List<string> Notes(List<TableRow> rows, bool reply)
    {
        List<string> notes = [];
        string[] asked = [.. story.Exchange.Journeys.Select(j => j.Packet.Resolution).Where(r => r is { IsQuestion: true })
            .Select(r => r!.Value.Target.ToString()).Distinct()];
        if (asked.Length > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{story.ResolutionName} ×{story.ArpRequests}: who has {string.Join(", ", asked)}"));
        IEnumerable<int> numbers = reply ? story.Numbers.Values.Concat(story.AnswerNumbers.Values) : story.Numbers.Values;
        int?[] silent = [.. numbers.Order().Select(n => (int?)n).Except(rows.Select(r => r.Number))];
        if (silent.Length > 0)
            notes.Add($"{(silent.Length == 1 ? "hop" : "hops")} {Numbers(silent)}: nothing to decide, passed on as it came");
        string one = string.Join("   ·   ", notes);
        return notes.Count > 1 && TextMetrics.Width(one, TextStyle.Word) <= Right - Place ? [one] : notes;
    }

    private static string Numbers(IEnumerable<int?> numbers) => string.Join(", ", numbers.OfType<int>());

    // As much detail as there is room for: first everything, then frames that did not change as a word, then row by row.
    private List<TableRow> Fit(List<TableRow> rows, double room)
    {
        if (rows.Count <= MostRows && rows.Sum(Height) <= room) return [];
        foreach (TableRow row in rows) (row.Detail, row.SaysAbove) = (0, row.Unchanged);
        List<TableRow> folded = Fold(rows, room);
        if (folded.Count > 0) room -= NoteHeight;
        for (int i = 0; i < rows.Count; i++) rows[i].SaysAbove = i > 0 && SameAs(rows[i], rows[i - 1], folded);
        for (int detail = 1; detail <= 2; detail++)
        {
            TableRow[] order = [.. rows.OrderByDescending(r => r.Story.Ending is Dropped or Rejected).ThenByDescending(r => r.Cuts)];
            foreach (TableRow row in order)
            {
                int was = row.Detail;
                row.Detail = detail;
                if (rows.Sum(Height) > room) row.Detail = was;
            }
        }

        return folded;
    }

    private static bool SameAs(TableRow row, TableRow painted, List<TableRow> folded)
    {
        TableRow? at = row;
        while (at is { Unchanged: true })
        {
            at = at.Before;
            if (at == painted) return true;
            if (at is null || !folded.Contains(at)) return false;
        }

        return false;
    }

    // Rows whose frame did not change go first, then those in the middle; never where a packet starts, ends or is lost.
    private List<TableRow> Fold(List<TableRow> rows, double room)
    {
        List<TableRow> folded = [];
        if (rows.Count <= MostRows && rows.Sum(Height) <= room) return folded;
        while (rows.Count > 2 && (rows.Count > MostRows - 1 || rows.Sum(Height) > room - NoteHeight))
        {
            TableRow[] inner = [.. rows.Skip(1).SkipLast(1).Where(r => r.Before is not null && r.Story.Ending is null)];
            TableRow least = inner.FirstOrDefault(r => r.Unchanged) ?? (inner.Length > 0 ? inner[inner.Length / 2] : rows[rows.Count / 2]);
            rows.Remove(least);
            folded.Add(least);
        }

        folded.Sort((a, b) => Nullable.Compare(a.Number, b.Number));
        return folded;
    }

    private double Height(TableRow row) =>
        Math.Max(Math.Max(row.DecidedLines.Count, row.FrameLines.Count), OneLinePlace(row) is null ? 2 : 1) * LineHeight + RowPadding;

    private string NameOf(TableRow row) =>
        row.Story.Key.IsNodeNetwork ? "switch" : Printable.Clean(story.NameOf(row.Story.Namespace));

    // Namespace and device on one line, or null if they do not fit.
    private string? OneLinePlace(TableRow row)
    {
        string place = row.Story.Key.IsNodeNetwork ? NameOf(row) : $"{NameOf(row)} {row.Story.Device}";
        return TextMetrics.Width(place, TextStyle.Word) <= PlaceWidth ? place : null;
    }

    private void PaintHead()
    {
        scene.Text(new(20, _y), "HOP", TextStyle.Strong);
        scene.Text(new(Decided, _y), "WHAT DECIDED", TextStyle.Strong);
        scene.Text(new(Frame, _y), "FRAME", TextStyle.Strong);
        scene.Text(new(Right, _y), "▸ = CHANGED", TextStyle.Strong, anchor: Anchor.End);
        _y += HeadHeight;
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
        if (Height(row) < 2 * LineHeight + RowPadding && OneLinePlace(row) is { } place)
        {
            scene.Text(new(Place, first), place, TextStyle.Word, PlaceWidth);
            return;
        }

        scene.Name(new(Place, first), NameOf(row), TextStyle.Strong, PlaceWidth);
        scene.Name(new(Place, first + LineHeight), row.Story.Device, TextStyle.MonoMuted, PlaceWidth);
    }

    private void PaintFrame(FrameLine line, double y)
    {
        double end = Cell(new(Right, y), line.Right, line.RightChanged, Anchor.End, Right - Values - 8, line.Outer) - 2;
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
        if (changed) ChangeMark.Paint(scene, label);
        scene.Add(Layer.Labels, label);
        return label.Bounds.X - (changed ? ChangeMark.Width : 0);
    }

    private void PaintNote(string note)
    {
        scene.Add(Layer.Wires, new Line(Role.Rule, [new(20, _y), new(Right, _y)]));
        scene.Text(new(Place, _y + 15), note, TextStyle.Word, Right - Place);
        _y += NoteHeight;
    }
}
