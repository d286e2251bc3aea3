using PodNet.Magics;

namespace PodNet.Jupyter.Typing;

/// <summary>Who reads a line of a cell.</summary>
internal enum LineReader
{
    /// <summary>A magic's line.</summary>
    Magic,

    /// <summary>A line below a magic that takes such lines.</summary>
    Body,

    /// <summary>The language's.</summary>
    Code,
}

/// <summary>A cell that is being typed: unlike <see cref="Magics.Parsing.Cell"/>, nothing in it has to be right.</summary>
internal sealed class CellLines
{
    private readonly string[] _lines;
    private readonly LineReader[] _readers;

    public CellLines(string cell, MagicRegistry magics)
    {
        // Lines keep their "\r", so that offsets stay those of the cell.
        _lines = cell.Split('\n');
        _readers = new LineReader[_lines.Length];
        LineReader below = LineReader.Code;
        for (int i = 0; i < _lines.Length; i++)
        {
            bool isMagic = _lines[i].StartsWith("#!", StringComparison.Ordinal);
            _readers[i] = isMagic ? LineReader.Magic : below;
            if (isMagic) below = TakesBody(_lines[i], magics) ? LineReader.Body : LineReader.Code;
        }
    }

    /// <summary>The line with this offset: its text up to there, the whole of it, where it starts, and who reads it.</summary>
    public (string Before, string Line, int Start, LineReader Reader) At(int offset)
    {
        (int i, int start) = LineOf(offset);
        return (_lines[i][..Math.Clamp(offset - start, 0, _lines[i].Length)], _lines[i].TrimEnd('\r'), start, _readers[i]);
    }

    /// <summary>The name of the magic that reads the line with this offset as its body; empty when none does.</summary>
    public string BodyOf(int offset)
    {
        for (int i = LineOf(offset).Line; i >= 0; i--)
        {
            if (_readers[i] == LineReader.Magic) return _lines[i].Split([' ', '\t', '\r'], 2)[0];
        }

        return "";
    }

    /// <summary>The cell with blanks in place of all that is not code: offsets in it are those of the cell.</summary>
    public string Code() => string.Join('\n', _lines.Select((l, i) => _readers[i] == LineReader.Code ? l : new string(' ', l.Length)));

    private (int Line, int Start) LineOf(int offset)
    {
        int start = 0, i = 0;
        while (i + 1 < _lines.Length && offset > start + _lines[i].Length) start += _lines[i++].Length + 1;
        return (i, start);
    }

    private static bool TakesBody(string line, MagicRegistry magics) =>
        magics.All.FirstOrDefault(m => m.Name == line.Split([' ', '\t', '\r'], 2)[0]) is { BodyHelp: not null };
}
