using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.JsonPaths;

/// <summary>Reads a template of kubectl's JSONPath dialect.</summary>
internal sealed partial class JsonPathParser
{
    // A filter in a filter in a filter ...: nobody writes that many, and the stack is finite.
    private const int DeepestNesting = 32;
    private readonly string _text;
    private readonly int _depth;
    private int _at;

    private JsonPathParser(string text, int depth)
    {
        (_text, _depth) = (text, depth);
        if (depth > DeepestNesting) throw new JsonPathException("nested too deep");
    }

    private char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>The parts of a template such as <c>{range .items[*]}{.metadata.name}{"\n"}{end}</c>.</summary>
    /// <exception cref="JsonPathException">It cannot be read.</exception>
    public static ValueList<JsonPathNode> Parse(string template)
    {
        JsonPathParser parser = new(template, 0);
        Stack<(ActionNode? Over, List<JsonPathNode> Nodes)> open = new([(null, [])]);
        while (parser._at < template.Length)
        {
            int brace = template.IndexOf('{', parser._at);
            string before = brace < 0 ? template[parser._at..] : template[parser._at..brace];
            if (before.Length > 0) open.Peek().Nodes.Add(new TextNode(before));
            if (brace < 0) break;
            parser._at = brace + 1;
            (string? keyword, ActionNode action) = parser.Action();
            if (keyword == "range") open.Push((action, []));
            else if (keyword == "end") Close(open);
            else open.Peek().Nodes.Add(action);
        }

        while (open.Count > 1) Close(open);
        return open.Peek().Nodes.ToValueList();
    }

    private static void Close(Stack<(ActionNode? Over, List<JsonPathNode> Nodes)> open)
    {
        if (open.Count == 1) throw new JsonPathException("not in range, nothing to end");
        (ActionNode? over, List<JsonPathNode> body) = open.Pop();
        open.Peek().Nodes.Add(new RangeNode(over!, body.ToValueList()));
    }

    private static ActionNode Inner(string text, int depth) => new JsonPathParser(text + "}", depth + 1).Action().Action;

    // After "{" until after "}".
    private (string? Keyword, ActionNode Action) Action()
    {
        string? keyword = null;
        List<JsonPathNode> nodes = [];
        while (Next != '}')
        {
            if (_at >= _text.Length) throw new JsonPathException("unclosed action");
            char c = Next;
            if (c is ' ' or '\t' or '\r' or '\n' or '@' or '$') _at++;
            else if (c == '.') Field(nodes);
            else if (c == '[') nodes.AddRange(Brackets());
            else if (c is '"' or '\'') nodes.Add(new TextNode(Quoted(c)));
            else if (c is '+' or '-' || char.IsAsciiDigit(c)) nodes.Add(Number());
            else if (IsWord(c)) keyword = Word(nodes) ?? keyword;
            else throw new JsonPathException($"unrecognized character in action: U+{(int)c:X4} '{c}'");
        }

        _at++;
        return (keyword, new(nodes.ToValueList()));
    }

    private string? Word(List<JsonPathNode> nodes)
    {
        int start = _at;
        while (IsWord(Next)) _at++;
        string word = _text[start.._at];
        if (word is "range" or "end") return word;
        if (word is not ("true" or "false")) throw new JsonPathException($"unrecognized identifier {word}");
        nodes.Add(new LiteralNode(word == "true"));
        return null;
    }

    private LiteralNode Number()
    {
        int start = _at++;
        while (char.IsAsciiDigit(Next) || Next == '.') _at++;
        string digits = _text[start.._at];
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return new(whole);
        return Fraction().IsMatch(digits) ? new(new ApiFraction(digits)) : throw new JsonPathException($"cannot parse number {digits}");
    }

    private void Field(List<JsonPathNode> nodes)
    {
        _at++;
        if (Next == '.')
        {
            nodes.Add(new RecursiveNode());
            _at++;
            if (!(Next is '*' or '\\' or '[' || IsWord(Next))) return;
            if (Next == '[') return;
        }

        StringBuilder name = new();
        while (_at < _text.Length && !IsTerminator(Next))
        {
            if (Next == '\\' && _at + 1 < _text.Length) _at++;
            name.Append(_text[_at++]);
        }

        if (name.Length == 0) return;
        nodes.Add(name.ToString() == "*" ? new WildcardNode() : new FieldNode(name.ToString()));
    }

    private ValueList<JsonPathNode> Brackets()
    {
        _at++;
        if (Next == '?' && _at + 1 < _text.Length && _text[_at + 1] == '(') return [Filter()];
        int start = _at;
        char quote = '\0';
        while (Next != ']' || quote != '\0')
        {
            if (_at >= _text.Length || Next == '\n') throw new JsonPathException("unterminated array");
            if (Next == '\\') _at++;
            else if (quote == '\0' && Next is '\'' or '"') quote = Next;
            else if (quote != '\0' && Next == quote) quote = '\0';
            _at++;
        }

        string text = _text[start.._at++];
        return Index(text == "*" ? ":" : text);
    }

    private ValueList<JsonPathNode> Index(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal)) return [new UnionNode(text.Split(',').Select(p => Inner($"[{p.Trim(' ')}]", _depth)).ToValueList())];
        if (Key().Match(text) is { Success: true } key) return Inner("." + key.Groups[1].Value, _depth).Nodes;
        if (Slice().Match(text) is not { Success: true } slice) throw new JsonPathException($"invalid array index {text}");
        long?[] parts = [.. slice.Groups.Values.Skip(1).Select(g => g.Value.TrimStart(':')).Select(Part)];
        if (slice.Groups[1].Length == 0 && slice.Groups[2].Length == 0) throw new JsonPathException($"invalid array index {text}");
        return [new ArrayNode(parts[0], parts[1], parts[2], !slice.Groups[2].Success)];
    }

    private static long? Part(string digits)
    {
        if (digits.Length == 0) return null;
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new JsonPathException($"array index {digits} is not a number");
    }

    private FilterNode Filter()
    {
        _at += 2;
        int start = _at;
        char quote = '\0';
        for (int open = 1; open > 0; _at++)
        {
            if (_at >= _text.Length || Next == '\n') throw new JsonPathException("unterminated filter");
            if (Next == '\\') _at++;
            else if (quote != '\0') quote = Next == quote ? '\0' : quote;
            else if (Next is '\'' or '"') quote = Next;
            else if (Next == '(') open++;
            else if (Next == ')') open--;
        }

        string text = _text[start..Math.Min(_at - 1, _text.Length)];
        if (Next != ']') throw new JsonPathException("unclosed array expect ]");
        _at++;
        return Comparison().Match(text) is { Success: true } parts
            ? new(Inner(parts.Groups[1].Value, _depth), parts.Groups[2].Value, Inner(parts.Groups[3].Value, _depth))
            : new(Inner(text, _depth), "exists", new([]));
    }

    private string Quoted(char quote)
    {
        StringBuilder text = new();
        for (_at++; Next != quote; _at++)
        {
            if (_at >= _text.Length) throw new JsonPathException("unterminated quoted string");
            if (Next == '\\') text.Append(Escaped(_text[Math.Min(++_at, _text.Length - 1)]));
            else text.Append(Next);
        }

        _at++;
        return text.ToString();
    }

    private static char Escaped(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', _ => c };

    private static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);

    private static bool IsTerminator(char c) => c is ' ' or '\t' or '\r' or '\n' or '.' or ',' or '[' or ']' or '$' or '@' or '{' or '}';

    [GeneratedRegex(@"^'([^']*)'\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"^(-?[0-9]*)(:-?[0-9]*)?(:-?[0-9]*)?\z")]
    private static partial Regex Slice();

    [GeneratedRegex(@"^([^!<>=]+)([!<>=]+)(.+?)\z", RegexOptions.Singleline)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^[-+]?[0-9]+\.[0-9]*\z")]
    private static partial Regex Fraction();
}
