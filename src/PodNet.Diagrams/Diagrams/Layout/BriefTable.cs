using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;

namespace PodNet.Diagrams.Layout;

/// <summary>The hop table for a room: what fits a screen under the packet's way, in two columns read downwards. Where the whole table says
/// everything, this one says where the packet starts, what decided, what changed it, and where it arrived; where it was lost a sentence says.
/// The text has the rest.</summary>
internal sealed class BriefTable
{
    private const double Left = 20, Gutter = 20;
    private const double NoteHeight = 16;

    private readonly List<BriefRow> _rows = [];

    /// <param name="places">Names a row's place in the picture's words; then shorter.</param>
    public BriefTable(TraceStory story, bool reply, Func<StoryRow, IReadOnlyList<string>> places)
    {
        Add(TableRow.Of(story.Request, story.Numbers, Role.Hop), places);
        if (reply) Add(TableRow.Of(story.Answer, story.AnswerNumbers, Role.ReplyHop), places);
    }

    private double RowsHeight => Math.Max(HeightOf(_rows.Take(FirstColumn)), HeightOf(_rows.Skip(FirstColumn)));

    // How many rows stand in the first column: so that both are about as high.
    private int FirstColumn => Enumerable.Range(0, _rows.Count + 1).MinBy(n => (Math.Max(HeightOf(_rows.Take(n)), HeightOf(_rows.Skip(n))), -n));

    /// <summary>Draws it from <paramref name="top"/> down to at most <paramref name="limit"/>.</summary>
    /// <returns>Where it ends.</returns>
    public double Paint(SceneBuilder scene, double top, double limit)
    {
        int hidden = Fit(limit - top);
        int first = FirstColumn;
        PaintColumn(scene, _rows.Take(first), Left, top);
        PaintColumn(scene, _rows.Skip(first), Left + BriefRow.Column + Gutter, top);
        double bottom = top + RowsHeight;
        if (hidden == 0) return bottom;
        scene.Text(new(Left + 27, bottom + 13), $"+{PodWords.Count(hidden, "row")} written out in the text", TextStyle.Word);
        return bottom + NoteHeight;
    }

    private static double HeightOf(IEnumerable<BriefRow> rows) => rows.Sum(r => r.Height);

    private static void PaintColumn(SceneBuilder scene, IEnumerable<BriefRow> rows, double left, double top)
    {
        foreach (BriefRow row in rows)
        {
            row.Paint(scene, left, top);
            top += row.Height;
        }
    }

    private void Add(List<TableRow> rows, Func<StoryRow, IReadOnlyList<string>> places)
    {
        foreach (TableRow row in rows.Where(r => r.Story.Ending is not Dropped and not Rejected))
            _rows.Add(new(row, [.. places(row.Story).Select(Printable.Clean)], row == rows[^1]));
    }

    // Rows are left out, first of the reply, then from the middle; then those that matter most get more lines.
    private int Fit(double room)
    {
        int hidden = 0;
        if (RowsHeight > room) room -= NoteHeight;
        for (; _rows.Count > 0 && RowsHeight > room; hidden++)
        {
            int least = _rows.FindLastIndex(r => r.IsReply && !r.Matters);
            if (least < 0) least = _rows.FindIndex(_rows.Count / 2, r => !r.Matters);
            if (least < 0) least = _rows.FindIndex(r => !r.Matters);
            _rows.RemoveAt(least < 0 ? _rows.Count / 2 : least);
        }

        BriefRow[] order = [.. _rows.OrderByDescending(r => r.Matters)];
        for (int lines = 2; lines <= BriefRow.MostLines; lines++)
        {
            foreach (BriefRow row in order.Where(r => r.Lines == lines - 1 && r.CanGrow))
            {
                row.Lines = lines;
                if (RowsHeight > room) row.Lines = lines - 1;
            }
        }

        return hidden;
    }
}
