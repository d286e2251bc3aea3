using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>Calico's own selectors of labels (libcalico-go/lib/selector): <c>has(l)</c>, <c>l == 'v'</c>, <c>l != 'v'</c>, <c>l in {'a', 'b'}</c>,
/// <c>l not in {...}</c>, <c>l contains 'v'</c>, <c>l starts with 'v'</c>, <c>l ends with 'v'</c>, <c>all()</c>, <c>global()</c>, joined by !, &amp;&amp;, || and
/// parentheses; &amp;&amp; binds closer than ||.</summary>
public sealed class CalicoSelector
{
    private readonly Func<IReadOnlyDictionary<string, string>, bool> _holds;

    private CalicoSelector(Func<IReadOnlyDictionary<string, string>, bool> holds) => _holds = holds;

    /// <summary>Reads a selector; an empty one selects everything.</summary>
    /// <exception cref="FormatException">It is none; the message says where.</exception>
    public static CalicoSelector Parse(string text)
    {
        Parser parser = new(text);
        return new(parser.Whole());
    }

    /// <summary>Whether what has these labels is selected.</summary>
    public bool Selects(ValueList<KeyValuePair<string, string>> labels) => _holds(labels.ToDictionary());

    private sealed class Parser(string text)
    {
        private int _at;

        public Func<IReadOnlyDictionary<string, string>, bool> Whole()
        {
            if (IsAtEnd()) return _ => true;
            Func<IReadOnlyDictionary<string, string>, bool> holds = Either();
            return IsAtEnd() ? holds : throw Wrong("nothing more");
        }

        private Func<IReadOnlyDictionary<string, string>, bool> Either()
        {
            Func<IReadOnlyDictionary<string, string>, bool> left = Both();
            while (Take("||"))
            {
                (Func<IReadOnlyDictionary<string, string>, bool> first, Func<IReadOnlyDictionary<string, string>, bool> second) = (left, Both());
                left = labels => first(labels) || second(labels);
            }

            return left;
        }

        private Func<IReadOnlyDictionary<string, string>, bool> Both()
        {
            Func<IReadOnlyDictionary<string, string>, bool> left = Single();
            while (Take("&&"))
            {
                (Func<IReadOnlyDictionary<string, string>, bool> first, Func<IReadOnlyDictionary<string, string>, bool> second) = (left, Single());
                left = labels => first(labels) && second(labels);
            }

            return left;
        }

        private Func<IReadOnlyDictionary<string, string>, bool> Single()
        {
            if (Take("!"))
            {
                Func<IReadOnlyDictionary<string, string>, bool> inner = Single();
                return labels => !inner(labels);
            }

            if (Take("("))
            {
                Func<IReadOnlyDictionary<string, string>, bool> inner = Either();
                Expect(")");
                return inner;
            }

            string label = Word();
            if (!Take("(")) return Comparison(label);
            string argument = label == "has" ? Word() : "";
            Expect(")");
            return label switch
            {
                "all" => _ => true,
                "global" => labels => labels.Count == 0,
                "has" => labels => labels.ContainsKey(argument),
                _ => throw Wrong("all(), global() or has()"),
            };
        }

        private Func<IReadOnlyDictionary<string, string>, bool> Comparison(string label)
        {
            if (Take("==")) return Value(label, (v, wanted) => v == wanted);
            if (Take("!=")) return Not(Value(label, (v, wanted) => v == wanted));
            if (Take("not in")) return Not(Among(label));
            if (Take("in")) return Among(label);
            if (Take("contains")) return Value(label, (v, part) => v.Contains(part, StringComparison.Ordinal));
            if (Take("starts with")) return Value(label, (v, part) => v.StartsWith(part, StringComparison.Ordinal));
            if (Take("ends with")) return Value(label, (v, part) => v.EndsWith(part, StringComparison.Ordinal));
            throw Wrong("an operator");
        }

        // A label that is not there has no value that equals anything.
        private Func<IReadOnlyDictionary<string, string>, bool> Value(string label, Func<string, string, bool> compare)
        {
            string wanted = Quoted();
            return labels => labels.TryGetValue(label, out string? value) && compare(value, wanted);
        }

        private static Func<IReadOnlyDictionary<string, string>, bool> Not(Func<IReadOnlyDictionary<string, string>, bool> inner) => labels => !inner(labels);

        private Func<IReadOnlyDictionary<string, string>, bool> Among(string label)
        {
            HashSet<string> values = [];
            Expect("{");
            if (!Take("}"))
            {
                do values.Add(Quoted());
                while (Take(","));
                Expect("}");
            }

            return labels => labels.TryGetValue(label, out string? value) && values.Contains(value);
        }

        private string Word()
        {
            SkipBlanks();
            int start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '_' or '.' or '/')) _at++;
            return _at > start ? text[start.._at] : throw Wrong("a label");
        }

        private string Quoted()
        {
            SkipBlanks();
            if (_at >= text.Length || text[_at] is not ('\'' or '"')) throw Wrong("a quoted value");
            int end = text.IndexOf(text[_at], _at + 1);
            if (end < 0) throw Wrong("a closing quote");
            string value = text[(_at + 1)..end];
            _at = end + 1;
            return value;
        }

        private bool IsAtEnd()
        {
            SkipBlanks();
            return _at >= text.Length;
        }

        private void SkipBlanks()
        {
            while (_at < text.Length && text[_at] is ' ' or '\t') _at++;
        }

        // Blanks within an operator of two words are as many as one likes.
        private bool Take(string token)
        {
            int before = _at;
            foreach (string part in token.Split(' '))
            {
                SkipBlanks();
                if (string.CompareOrdinal(text, _at, part, 0, part.Length) != 0)
                {
                    _at = before;
                    return false;
                }

                _at += part.Length;
            }

            return true;
        }

        private void Expect(string token)
        {
            if (!Take(token)) throw Wrong(token);
        }

        private FormatException Wrong(string expected) => new($"selector \"{text}\": expected {expected} at character {_at + 1}");
    }
}
