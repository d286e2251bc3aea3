using PodNet.Model.Collections;

namespace PodNet.Magics.Parsing;

/// <summary>A part of a cell that one reader takes.</summary>
/// <param name="Line">Its first line in the cell, from 1.</param>
public abstract record CellPart(int Line);

/// <summary>A magic with its body.</summary>
public sealed record MagicPart(int Line, MagicCall Call) : CellPart(Line);

/// <summary>Lines of C#; never only blanks and comments.</summary>
public sealed record CodePart(int Line, string Text) : CellPart(Line)
{
    /// <summary>The first line that says something.</summary>
    public string FirstLine => Text.Split('\n').Select(l => l.Trim()).First(Cell.SaysSomething);
}

/// <summary>Reads cells.</summary>
public static class Cell
{
    /// <summary>Cuts a cell into magics and code. A magic stands at the start of a line; a body is everything below a magic that takes one,
    /// up to the end of the cell.</summary>
    /// <exception cref="MagicException">A line is not a magic that can run; the message begins with its line where there are
    /// several.</exception>
    public static ValueList<CellPart> Split(string cell, MagicRegistry magics)
    {
        string[] lines = cell.ReplaceLineEndings("\n").Split('\n');
        List<int> starts = [.. Enumerable.Range(0, lines.Length).Where(i => IsMagic(lines[i]))];
        List<CellPart> parts = [];
        AddCode(parts, lines, 0, starts.Count == 0 ? lines.Length : starts[0]);
        for (int i = 0; i < starts.Count; i++)
        {
            int start = starts[i];
            int end = i + 1 < starts.Count ? starts[i + 1] : lines.Length;
            try
            {
                AddMagic(parts, lines, start, end, magics);
            }
            catch (MagicException refused) when (lines.Length > 1)
            {
                throw new MagicException($"line {start + 1}: {refused.Message}");
            }
        }

        return parts.ToValueList();
    }

    /// <summary>The magics of a cell that another host has cut up already, in order. Its own directives and its code are not looked at.</summary>
    /// <param name="magics">The magics that host leaves to us.</param>
    /// <exception cref="MagicException">A line is not a magic that can run.</exception>
    public static ValueList<MagicPart> MagicsOf(string cell, MagicRegistry magics)
    {
        IEnumerable<string> lines = cell.ReplaceLineEndings("\n").Split('\n').Select(line => IsMagic(line) && !magics.Has(NameOf(line)) ? "" : line);
        return Split(string.Join('\n', lines), magics).OfType<MagicPart>().ToValueList();
    }

    /// <summary>Whether a line of code is more than blanks or a comment.</summary>
    internal static bool SaysSomething(string line) =>
        line.AsSpan().Trim() is { IsEmpty: false } text && !text.StartsWith("//", StringComparison.Ordinal);

    private static bool IsMagic(string line) => line.StartsWith("#!", StringComparison.Ordinal);

    private static string NameOf(string line) => line.Split([' ', '\t'], 2)[0].TrimEnd();

    private static void AddMagic(List<CellPart> parts, string[] lines, int start, int end, MagicRegistry magics)
    {
        string line = lines[start].TrimEnd();
        IMagic magic = magics.Find(NameOf(line));
        // Blank lines in place of those above: a line of the body has the same number as in the cell, also in messages about it.
        string below = new string('\n', start + 1) + string.Join('\n', lines[(start + 1)..end]);
        bool takesBelow = magic.BodyHelp is not null && lines[(start + 1)..end].Any(SaysSomething);
        if (takesBelow && end < lines.Length)
        {
            throw new MagicException(
                $"the lines below {magic.Name} belong to it up to the end of the cell, but line {end + 1} is another magic; "
                + "give it a cell of its own");
        }

        parts.Add(new MagicPart(start + 1, MagicLine.Parse(line, magics, takesBelow ? below : null)));
        if (!takesBelow) AddCode(parts, lines, start + 1, end);
    }

    private static void AddCode(List<CellPart> parts, string[] lines, int start, int end)
    {
        int first = Array.FindIndex(lines, start, end - start, SaysSomething);
        if (first < 0) return;
        if (IsMagic(lines[first].TrimStart()))
        {
            throw new MagicException(
                $"line {first + 1}: a magic stands at the very start of its line; take the blanks before '{lines[first].Trim()}' away");
        }


        parts.Add(new CodePart(first + 1, string.Join('\n', lines[first..end])));
    }
}
