using System.Text;

namespace PodNet.Kubectl.Text;

/// <summary>Elastic tab stops as Go's text/tabwriter sets them: a cell is what a tab ends, and a column is a run of lines next to each other that have
/// a cell there; its width is that of its widest cell.</summary>
internal sealed class TabWriter
{
    private readonly List<string[]> _lines;
    private readonly List<int> _widths = [];
    private readonly StringBuilder _out = new();
    private readonly int _leastWidth;
    private readonly int _padding;

    private TabWriter(string text, int leastWidth, int padding) =>
        (_lines, _leastWidth, _padding) = ([.. text.Split('\n').Select(l => l.Split('\t'))], leastWidth, padding);

    /// <summary>A table as kubectl get prints it: three blanks between columns, each column at least six wide.</summary>
    public static string Table(string text) => Format(text, leastWidth: 6, padding: 3);

    /// <summary>A description as kubectl describe prints it: two blanks between columns.</summary>
    public static string Description(string text) => Format(text, leastWidth: 0, padding: 2);

    private static string Format(string text, int leastWidth, int padding)
    {
        TabWriter writer = new(text, leastWidth, padding);
        writer.Format(0, writer._lines.Count);
        writer._out.Length--;
        return writer._out.ToString();
    }

    // Column after column; a column that ends lets the lines below it begin anew.
    private void Format(int from, int to)
    {
        int column = _widths.Count;
        for (int at = from; at < to; at++)
        {
            if (column >= _lines[at].Length - 1) continue;
            Write(from, at);
            from = at;
            int width = _leastWidth;
            for (; at < to && column < _lines[at].Length - 1; at++) width = Math.Max(width, Width(_lines[at][column]) + _padding);
            _widths.Add(width);
            Format(from, at);
            _widths.RemoveAt(_widths.Count - 1);
            from = at;
        }

        Write(from, to);
    }

    private void Write(int from, int to)
    {
        for (int at = from; at < to; at++)
        {
            string[] line = _lines[at];
            for (int column = 0; column < line.Length; column++)
            {
                _out.Append(line[column]);
                if (column < _widths.Count && column < line.Length - 1) _out.Append(' ', _widths[column] - Width(line[column]));
            }

            _out.Append('\n');
        }
    }

    private static int Width(string cell) => cell.EnumerateRunes().Count();
}
