using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;

namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>The list under a packet's way through a complex: the places that decided something, in both vocabularies, each with the
/// row that decided; in two columns, read downwards.</summary>
internal sealed class HopList
{
    private const int MostRows = 14;
    private const double NoteHeight = 20;
    private const double Left = 20, Gutter = 20, Indent = 26;
    private readonly TraceStory _story;
    private readonly List<HopRow> _rows = [];
    private readonly string _notDrawn;
    private readonly string _asked;

    /// <param name="notDrawn">What of the complex is not drawn; "" when all is.</param>
    public HopList(TraceStory story, bool reply, string notDrawn)
    {
        (_story, _notDrawn, _asked) = (story, notDrawn, ApartmentWords.Asked(story));
        Add(story.Request, story.Numbers, Role.Hop);
        if (reply) Add(story.Answer, story.AnswerNumbers, Role.ReplyHop);
    }

    /// <summary>Height in px when nothing is left out.</summary>
    public double Height => Asked + RowsHeight + (_notDrawn.Length > 0 ? NoteHeight : 0);

    private double Asked => _asked.Length > 0 ? NoteHeight : 0;

    private double RowsHeight => Math.Max(HeightOf(_rows.Take(FirstColumn)), HeightOf(_rows.Skip(FirstColumn)));

    // How many rows stand in the first column: so that both are about as high.
    private int FirstColumn => Enumerable.Range(0, _rows.Count + 1)
        .MinBy(n => (Math.Max(HeightOf(_rows.Take(n)), HeightOf(_rows.Skip(n))), -n));

    /// <summary>Draws it from <paramref name="top"/> down to at most <paramref name="limit"/>. What does not fit is first shortened, then
    /// left out, first of the reply, then from the middle.</summary>
    /// <returns>Where it ends.</returns>
    public double Paint(SceneBuilder scene, double top, double limit)
    {
        int hidden = Fit(limit - top - Asked - (_notDrawn.Length > 0 ? NoteHeight : 0));
        if (_asked.Length > 0) scene.Text(new(Left + Indent, top + 14), _asked, TextStyle.Word, ClusterLayout.Width - 2 * Left - Indent);
        int first = FirstColumn;
        PaintColumn(scene, _rows.Take(first), Left, top + Asked);
        PaintColumn(scene, _rows.Skip(first), Left + HopRow.Column + Gutter, top + Asked);
        double bottom = top + Asked + RowsHeight;
        string folded = hidden == 0 ? "" : $"+{PodWords.Count(hidden, "row")} written out in the text";
        string note = string.Join("   ·   ", new[] { folded, _notDrawn }.Where(n => n.Length > 0));
        if (note.Length == 0) return bottom;
        scene.Text(new(Left + Indent, bottom + 14), note, TextStyle.Word, ClusterLayout.Width - 2 * Left - Indent);
        return bottom + NoteHeight;
    }

    private static double HeightOf(IEnumerable<HopRow> rows) => rows.Sum(r => r.Height);

    private void Add(JourneyStory? journey, Dictionary<DeviceKey, int> numbers, Role role)
    {
        StoryRow? before = null;
        foreach (StoryRow row in journey?.Rows ?? [])
        {
            _rows.Add(new(row, numbers.TryGetValue(row.Key, out int n) ? n : null, role, before, row == journey!.Rows[^1]));
            before = row;
        }
    }

    private void PaintColumn(SceneBuilder scene, IEnumerable<HopRow> rows, double left, double top)
    {
        foreach (HopRow row in rows)
        {
            row.Paint(scene, _story, left, top);
            top += row.Height;
        }
    }

    /// <returns>How many rows were left out.</returns>
    private int Fit(double room)
    {
        if (RowsHeight <= room && _rows.Count <= MostRows) return 0;
        foreach (HopRow row in _rows.Where(r => !r.Failed)) row.MostLines = 1;
        int hidden = 0;
        if (_notDrawn.Length == 0 && (RowsHeight > room || _rows.Count > MostRows)) room -= NoteHeight;
        for (; _rows.Count > 1 && (_rows.Count > MostRows || RowsHeight > room); hidden++)
        {
            int last = _rows.FindLastIndex(r => r.Role == Role.ReplyHop && !r.Matters);
            int middle = last >= 0 ? last : _rows.FindIndex(_rows.Count / 2, r => !r.Matters);
            if (middle < 0) middle = _rows.FindIndex(r => !r.Matters);
            _rows.RemoveAt(middle < 0 ? _rows.Count / 2 : middle);
        }

        foreach (HopRow row in _rows)
        {
            int most = row.MostLines;
            row.MostLines = HopRow.Wrapped;
            if (RowsHeight > room) row.MostLines = most;
        }

        return hidden;
    }
}
