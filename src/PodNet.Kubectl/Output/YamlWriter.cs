using System.Globalization;
using System.Text;

namespace PodNet.Kubectl.Output;

/// <summary>YAML as <c>kubectl -o yaml</c> prints it (sigs.k8s.io/yaml): keys in order, lists not indented, quotes only where they are needed, long
/// texts folded after 80 columns.</summary>
internal sealed class YamlWriter
{
    private const int BestWidth = 80;
    private readonly StringBuilder _out = new();
    private int _lineStart;

    private int Column => _out.Length - _lineStart;

    /// <summary>The document of a value, with its line feed.</summary>
    public static string Write(ApiValue value)
    {
        YamlWriter writer = new();
        writer.Value(value, 0, afterKey: false);
        return writer._out.ToString();
    }

    // Stands after "key:" or "-"; ends with a line feed.
    private void Value(ApiValue value, int indent, bool afterKey)
    {
        switch (value)
        {
            case ApiMap { Count: > 0 } map:
                if (afterKey) Line();
                Map(map, indent, isIndented: !afterKey);
                break;
            case ApiList { Items.Count: > 0 } list:
                if (afterKey) Line();
                List(list, afterKey ? indent - 2 : indent, isIndented: !afterKey);
                break;
            default:
                if (afterKey) _out.Append(' ');
                Scalar(value, indent, isKey: false);
                Line();
                break;
        }
    }

    // The first entry of a map in a list stands on the line of its dash.
    private void Map(ApiMap map, int indent, bool isIndented)
    {
        foreach ((string key, ApiValue value) in map.Fields)
        {
            if (!isIndented) _out.Append(' ', indent);
            isIndented = false;
            Scalar(key, indent, isKey: true);
            _out.Append(':');
            Value(value, indent + 2, afterKey: true);
        }
    }

    private void List(ApiList list, int indent, bool isIndented)
    {
        foreach (ApiValue item in list.Items)
        {
            if (!isIndented) _out.Append(' ', indent);
            isIndented = false;
            _out.Append("- ");
            Value(item, indent + 2, afterKey: false);
        }
    }

    private void Scalar(ApiValue value, int indent, bool isKey)
    {
        if (value is not ApiText(var text))
        {
            _out.Append(value switch { ApiNull => "null", ApiMap => "{}", ApiList => "[]", _ => value.ToString() });
            return;
        }

        YamlStyle allowed = YamlStyle.Of(text);
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            if (allowed.Block && !isKey) Literal(text, indent);
            else DoubleQuoted(text, indent, isKey);
        }
        else if (!YamlScalars.IsPlainText(text)) DoubleQuoted(text, indent, isKey);
        else if (allowed.Plain) Folded(text, indent, isKey, quote: "");
        else if (allowed.Single) Folded(text, indent, isKey, quote: "'");
        else DoubleQuoted(text, indent, isKey);
    }

    private void Literal(string text, int indent)
    {
        _out.Append('|');
        if (text[0] is ' ' or '\n') _out.Append('2');
        if (text[^1] != '\n') _out.Append('-');
        else if (text.Length == 1 || text[^2] == '\n') _out.Append('+');
        string[] lines = (text[^1] == '\n' ? text[..^1] : text).Split('\n');
        foreach (string line in lines)
        {
            Line();
            if (line.Length > 0) _out.Append(' ', Math.Max(indent, 2)).Append(line);
        }
    }

    // Plain or in single quotes: a single blank beyond the best width becomes the end of the line.
    private void Folded(string text, int indent, bool isKey, string quote)
    {
        _out.Append(quote);
        bool afterBlank = false;
        for (int i = 0; i < text.Length; i++)
        {
            bool isBlank = text[i] == ' ';
            bool isInside = quote.Length == 0 || (i > 0 && i < text.Length - 1);
            bool blankFollows = i + 1 < text.Length && text[i + 1] == ' ';
            if (isBlank && !isKey && !afterBlank && Column > BestWidth && isInside && !blankFollows) Continue(indent);
            else if (text[i] == '\'' && quote.Length > 0) _out.Append("''");
            else _out.Append(text[i]);
            afterBlank = isBlank;
        }

        _out.Append(quote);
    }

    private void DoubleQuoted(string text, int indent, bool isKey)
    {
        _out.Append('"');
        bool afterBlank = false;
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isBlank = rune.Value == ' ';
            bool isInside = at > 0 && at < text.Length - 1;
            if (isBlank && !isKey && !afterBlank && Column > BestWidth && isInside)
            {
                Continue(indent);
                if (text[at + 1] == ' ') _out.Append('\\');
            }
            else if (rune.Value is '"' or '\\') _out.Append('\\').Append(rune);
            else if (YamlStyle.IsPrintable(rune)) _out.Append(rune);
            else _out.Append(Escape(rune.Value));
            afterBlank = isBlank;
            at += rune.Utf16SequenceLength;
        }

        _out.Append('"');
    }

    private static string Escape(int character) => character switch
    {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        9 => "\\t",
        10 => "\\n",
        11 => "\\v",
        12 => "\\f",
        13 => "\\r",
        27 => "\\e",
        0x85 => "\\N",
        0xa0 => "\\_",
        0x2028 => "\\L",
        0x2029 => "\\P",
        <= 0xff => string.Create(CultureInfo.InvariantCulture, $"\\x{character:X2}"),
        <= 0xffff => string.Create(CultureInfo.InvariantCulture, $"\\u{character:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{character:X8}"),
    };

    private void Continue(int indent)
    {
        Line();
        _out.Append(' ', indent);
    }

    private void Line()
    {
        _out.Append('\n');
        _lineStart = _out.Length;
    }
}
