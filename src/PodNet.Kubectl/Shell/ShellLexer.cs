using System.Text;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Shell;

/// <summary>Cuts a command line into words and operators as sh does: quotes, backslashes, variables, command substitution. No patterns: a star stays
/// a star.</summary>
internal sealed class ShellLexer
{
    // $( $( $( ...
    private const int DeepestNesting = 16;
    private readonly string _line;
    private readonly List<ShellToken> _tokens = [];
    private readonly List<WordPart> _parts = [];
    private readonly StringBuilder _text = new();
    private bool _inWord;
    private int _at;

    private ShellLexer(string line) => _line = line;

    private char Next => _at < _line.Length ? _line[_at] : '\0';

    /// <summary>The tokens of a line.</summary>
    /// <exception cref="ShellException">A quote or parenthesis is left open.</exception>
    public static ValueList<ShellToken> Read(string line)
    {
        ShellLexer lexer = new(line);
        while (lexer._at < line.Length) lexer.ReadOne();
        lexer.EndWord();
        return lexer._tokens.ToValueList();
    }

    /// <summary>The words of a simple command in which nothing has to be filled in.</summary>
    /// <exception cref="ShellException">It is no simple command.</exception>
    public static ValueList<string> Words(string line) => Read(line)
        .Select(t => (t as WordToken)?.Literal ?? throw new ShellException($"this is no simple command: {line}")).ToValueList();

    private void ReadOne()
    {
        char c = _line[_at++];
        switch (c)
        {
            case ' ' or '\t' or '\n' or '\r':
                EndWord();
                break;
            case '#' when !_inWord:
                _at = _line.Length;
                break;
            case '\'':
                Add(Until('\'', "a single quote"), isQuoted: true);
                break;
            case '"':
                DoubleQuoted();
                break;
            case '\\':
                if (_at < _line.Length) Add(_line[_at++].ToString(), isQuoted: true);
                break;
            case '$' or '`':
                Expansion(c, isQuoted: false);
                break;
            case '|' or '&' or ';' or '<' or '>':
                Operator(c);
                break;
            default:
                Add(c.ToString(), isQuoted: false);
                break;
        }
    }

    // "2>" is part of the operator.
    private void Operator(char c)
    {
        bool isStream = c is '>' && _inWord && _parts.Count == 0 && _text is { Length: 1 } && char.IsAsciiDigit(_text[0]);
        string stream = isStream ? _text.ToString() : "";
        if (isStream)
        {
            _text.Clear();
            _inWord = false;
        }

        EndWord();
        string text = stream + c;
        if (Next == c && c is not ';')
        {
            text += c;
            _at++;
        }

        _tokens.Add(new OperatorToken(text));
    }

    private void DoubleQuoted()
    {
        Add("", isQuoted: true);
        while (Next != '"')
        {
            if (_at >= _line.Length) throw new ShellException("a double quote is left open");
            char c = _line[_at++];
            if (c == '\\' && Next is '"' or '\\' or '$' or '`') Add(_line[_at++].ToString(), isQuoted: true);
            else if (c is '$' or '`') Expansion(c, isQuoted: true);
            else Add(c.ToString(), isQuoted: true);
        }

        _at++;
    }

    private void Expansion(char start, bool isQuoted)
    {
        if (start == '`') Fill(WordPartKind.Command, Until('`', "a backquote"), isQuoted);
        else if (Next == '(') Fill(WordPartKind.Command, Parenthesis(), isQuoted);
        else if (Next == '{')
        {
            _at++;
            Fill(WordPartKind.Variable, Until('}', "a brace"), isQuoted);
        }
        else if (Next == '?') Fill(WordPartKind.Variable, _line[_at++].ToString(), isQuoted);
        else if (Next == '_' || char.IsAsciiLetter(Next))
        {
            int from = _at;
            while (Next == '_' || char.IsAsciiLetterOrDigit(Next)) _at++;
            Fill(WordPartKind.Variable, _line[from.._at], isQuoted);
        }
        else Add("$", isQuoted);
    }

    private string Parenthesis()
    {
        int from = ++_at, open = 1;
        char quote = '\0';
        for (; open > 0; _at++)
        {
            if (_at >= _line.Length) throw new ShellException("a parenthesis is left open");
            char c = _line[_at];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"') quote = c;
            else if (c == '(' && ++open > DeepestNesting) throw new ShellException("commands are nested too deep");
            else if (c == ')') open--;
        }

        return _line[from..(_at - 1)];
    }

    private string Until(char end, string what)
    {
        int from = _at, to = _line.IndexOf(end, _at);
        if (to < 0) throw new ShellException($"{what} is left open");
        _at = to + 1;
        return _line[from..to];
    }

    private void Add(string text, bool isQuoted)
    {
        _inWord = true;
        if (isQuoted) Fill(WordPartKind.Text, text, true);
        else _text.Append(text);
    }

    private void Fill(WordPartKind kind, string text, bool isQuoted)
    {
        _inWord = true;
        EndText();
        _parts.Add(new(kind, text, isQuoted));
    }

    private void EndText()
    {
        if (_text.Length > 0) _parts.Add(new(WordPartKind.Text, _text.ToString(), false));
        _text.Clear();
    }

    private void EndWord()
    {
        EndText();
        if (_inWord) _tokens.Add(new WordToken(_parts.ToValueList()));
        _parts.Clear();
        _inWord = false;
    }
}
