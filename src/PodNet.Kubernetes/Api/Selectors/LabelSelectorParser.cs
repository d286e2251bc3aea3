using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Api.Selectors;

/// <summary>Reads label selectors with the grammar and the complaints of k8s.io/apimachinery/pkg/labels.</summary>
internal sealed class LabelSelectorParser
{
    private static readonly string[] Symbols = ["(", ")", ",", "!", "==", "=", "!=", ">", "<"];
    private readonly List<string> _words = [];
    private int _at;

    public LabelSelectorParser(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            if (char.IsWhiteSpace(text[at])) at++;
            else if (IsSymbol(text[at]))
            {
                // The longest run that is one.
                at++;
                while (at < text.Length && Symbols.Contains(text[start..(at + 1)])) at++;
                _words.Add(text[start..at]);
            }
            else
            {
                while (at < text.Length && !IsSymbol(text[at]) && !char.IsWhiteSpace(text[at])) at++;
                _words.Add(text[start..at]);
            }
        }
    }

    // "" stands for the end.
    private string Next => _at < _words.Count ? _words[_at] : "";

    /// <summary>All requirements, ordered by key.</summary>
    /// <exception cref="SelectorException">The text is no selector.</exception>
    public IEnumerable<LabelRequirement> Parse()
    {
        List<LabelRequirement> requirements = [];
        while (Next.Length > 0)
        {
            if (!IsIdentifier(Next) && Next != "!") throw new SelectorException($"found '{Next}', expected: !, identifier, or 'end of string'");
            requirements.Add(Requirement());
            string separator = Take();
            if (separator.Length == 0) break;
            if (separator != ",") throw new SelectorException($"found '{separator}', expected: ',' or 'end of string'");
            if (!IsIdentifier(Next) && Next != "!") throw new SelectorException($"found '{Next}', expected: identifier after ','");
        }

        return requirements.OrderBy(r => r.Key, StringComparer.Ordinal);
    }

    private LabelRequirement Requirement()
    {
        try
        {
            bool absent = Next == "!";
            if (absent) Take();
            string key = Take();
            if (!IsIdentifier(key)) throw new SelectorException($"found '{key}', expected: identifier");
            if (absent) return LabelRequirement.Checked(key, LabelOperator.DoesNotExist, []);
            if (Next is "" or ",") return LabelRequirement.Checked(key, LabelOperator.Exists, []);
            (LabelOperator compared, bool isSet) = Operator();
            return LabelRequirement.Checked(key, compared, isSet ? Values() : [Value()]);
        }
        catch (SelectorException e)
        {
            throw new SelectorException("unable to parse requirement: " + e.Message);
        }
    }

    private (LabelOperator Operator, bool IsSet) Operator()
    {
        string word = Take();
        return word switch
        {
            "in" => (LabelOperator.In, true),
            "notin" => (LabelOperator.NotIn, true),
            "=" or "==" => (LabelOperator.In, false),
            "!=" => (LabelOperator.NotIn, false),
            ">" => (LabelOperator.GreaterThan, false),
            "<" => (LabelOperator.LessThan, false),
            _ => throw new SelectorException($"found '{word}', expected: in, notin, =, ==, !=, gt, lt"),
        };
    }

    private string Value()
    {
        if (Next is "" or ",") return "";
        string word = Take();
        return IsIdentifier(word) ? word : throw new SelectorException($"found '{word}', expected: identifier");
    }

    private ValueList<string> Values()
    {
        string open = Take();
        if (open != "(") throw new SelectorException($"found '{open}' expected: '('");
        SortedSet<string> values = new(StringComparer.Ordinal);
        if (Next == ")") return Close(values);
        if (!IsIdentifier(Next) && Next != ",") throw new SelectorException($"found '{Next}', expected: ',', ')' or identifier");
        while (true)
        {
            string word = Take();
            if (IsIdentifier(word))
            {
                values.Add(word);
                if (Next == ")") return Close(values);
                if (Next != ",") throw new SelectorException($"found '{Next}', expected: ',' or ')'");
            }
            else if (word == ",")
            {
                if (values.Count == 0) values.Add("");
                if (Next == ")")
                {
                    values.Add("");
                    return Close(values);
                }

                if (Next == ",") values.Add(Take()[..0]);
            }
            else
            {
                throw new SelectorException($"found '{word}', expected: ',', or identifier");
            }
        }
    }

    private ValueList<string> Close(SortedSet<string> values)
    {
        Take();
        return values.ToValueList();
    }

    private string Take() => _at < _words.Count ? _words[_at++] : "";

    private static bool IsIdentifier(string word) => word.Length > 0 && !IsSymbol(word[0]);

    private static bool IsSymbol(char c) => c is '(' or ')' or ',' or '!' or '=' or '>' or '<';
}
