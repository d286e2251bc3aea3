using System.Text.Json;

namespace Microsoft.DotNet.Interactive.Parsing;

/// <summary>Walks over the words of a directive's line.</summary>
internal sealed class DirectiveWords(string line, int at)
{
    private int _at = at;

    /// <summary>Whether the next word names a parameter.</summary>
    public bool NextIsName
    {
        get
        {
            SkipBlanks();
            return _at + 1 < line.Length && line[_at] == '-' && line[_at + 1] == '-';
        }
    }

    public static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The next word with its quotes, or null at the end.</summary>
    public string? Next()
    {
        SkipBlanks();
        if (_at >= line.Length) return null;
        int start = _at;
        switch (line[_at])
        {
            case '"':
                TakeQuoted();
                break;
            case '{' or '[':
                TakeJson();
                break;
            default:
                while (_at < line.Length && !IsBlank(line[_at])) _at++;
                break;
        }

        return line[start.._at];
    }

    // A quote after a backslash does not close; the backslash stays. Three quotes close with three.
    private void TakeQuoted()
    {
        string mark = line.AsSpan(_at).StartsWith("\"\"\"", StringComparison.Ordinal) ? "\"\"\"" : "\"";
        _at += mark.Length;
        while (_at < line.Length && (!line.AsSpan(_at).StartsWith(mark, StringComparison.Ordinal) || line[_at - 1] == '\\')) _at++;
        _at = Math.Min(line.Length, _at + mark.Length);
    }

    private void TakeJson()
    {
        int depth = 0;
        do
        {
            if (line[_at] is '{' or '[') depth++;
            if (line[_at] is '}' or ']') depth--;
            _at++;
        }
        while (depth > 0 && _at < line.Length);
    }

    private void SkipBlanks()
    {
        while (_at < line.Length && IsBlank(line[_at])) _at++;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
