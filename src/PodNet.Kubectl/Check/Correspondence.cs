using System.Text;
using System.Text.RegularExpressions;
using PodNet.Model.Addressing;

namespace PodNet.Kubectl.Check;

/// <summary>Which names and addresses of a recording are which of ours. The real scheduler breaks ties at random, so nodes and pod addresses may be
/// swapped, always in the same way within a session; random parts of names are other ones, also always the same.</summary>
internal sealed partial class Correspondence
{
    private const int DigestLength = 64;
    private readonly string[] _nodes;
    private readonly string[] _nodeAddresses;
    private readonly IpPrefix _podSubnet;
    private readonly Regex _token;
    private Dictionary<string, string> _ours = new(StringComparer.Ordinal);
    private Dictionary<string, string> _theirs = new(StringComparer.Ordinal);

    /// <summary>Nothing is known yet.</summary>
    public Correspondence(SessionsFile file)
    {
        _nodes = [.. file.Nodes.Select(n => n.Name)];
        _nodeAddresses = [.. file.Nodes.Select(n => n.Address)];
        _podSubnet = IpPrefix.Parse(file.PodSubnet);
        string names = string.Join('|', _nodes.Concat(_nodeAddresses).Where(n => n.Length > 0).OrderByDescending(n => n.Length).Select(Regex.Escape));
        string node = names.Length == 0 ? "(?!)" : $@"(?<![\w.-])(?:{names})(?![\w.-])";
        _token = new(
            @"<[A-Z][A-Z0-9_-]*>|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])|(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])|" + node, RegexOptions.CultureInvariant);
    }

    private Correspondence(Correspondence of) =>
        (_nodes, _nodeAddresses, _podSubnet, _token, _ours, _theirs) = (of._nodes, of._nodeAddresses, of._podSubnet, of._token, new(of._ours), new(of._theirs));

    /// <summary>A copy that can learn on its own.</summary>
    public Correspondence Copy() => new(this);

    /// <summary>Keeps what a copy has learned.</summary>
    public void Take(Correspondence learned) => (_ours, _theirs) = (learned._ours, learned._theirs);

    /// <summary>What is known if an expected line is this one of ours; null where it cannot be.</summary>
    /// <param name="raw">The expected line before it was masked: it says what a placeholder stood for.</param>
    public Correspondence? Matching(string expected, string raw, string ours)
    {
        expected = WithKnownSuffixes(expected);
        List<string> tokens = [];
        string pattern = Pattern(expected, tokens);
        Match match = Regex.Match(ours, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        if (!match.Success) return null;
        Match recorded = Regex.Match(raw, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        Correspondence learned = Copy();
        for (int i = 0; i < tokens.Count; i++)
        {
            string got = match.Groups[$"t{i}"].Value;
            if (!tokens[i].StartsWith('<'))
            {
                if (tokens[i].Length != DigestLength && !learned.Learn(tokens[i], got)) return null;
            }
            else if (tokens[i].StartsWith("<RAND", StringComparison.Ordinal) && recorded.Success)
            {
                learned._ours["suffix " + recorded.Groups[$"t{i}"].Value] = got;
            }
        }

        return learned;
    }

    // A suffix that was masked in one place and left in another.
    private string WithKnownSuffixes(string expected)
    {
        foreach ((string key, string ours) in _ours.Where(o => o.Key.StartsWith("suffix ", StringComparison.Ordinal)))
            expected = expected.Replace("-" + key["suffix ".Length..], "-" + ours, StringComparison.Ordinal);
        return expected;
    }

    private string Pattern(string expected, List<string> tokens)
    {
        StringBuilder pattern = new("^");
        int at = 0;
        foreach (Match token in _token.Matches(expected))
        {
            pattern.Append(Regex.Escape(expected[at..token.Index]));
            string? shape = Shape(token.Value);
            if (shape is null) pattern.Append(Regex.Escape(token.Value));
            else
            {
                pattern.Append("(?<t").Append(tokens.Count).Append('>').Append(shape).Append(')');
                tokens.Add(token.Value);
            }

            at = token.Index + token.Length;
        }

        return pattern.Append(Regex.Escape(expected[at..])).Append("\\z").ToString();
    }

    // What may stand in the place of a token; null: only itself.
    private string? Shape(string token)
    {
        const string Address = @"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f:]*:[0-9a-f:]+";
        if (Array.IndexOf(_nodes, token) >= 0) return string.Join('|', _nodes.Select(Regex.Escape));
        if (Array.IndexOf(_nodeAddresses, token) >= 0) return string.Join('|', _nodeAddresses.Select(Regex.Escape));
        // Container ids and image digests: no two runtimes give the same.
        if (token.Length == DigestLength && token[0] != '<') return "[0-9a-f]{64}";
        if (token[0] != '<') return IpAddress.TryParse(token, out IpAddress pod) && _podSubnet.Contains(pod) ? Address : null;
        string name = token[1..^1];
        if (Digits().Match(name) is { Success: true } random) return $"[a-z0-9]{{{random.Groups[1].Value}}}";
        return name switch
        {
            "AGE" or "DURATION" => @"(?:[0-9]+[smhdy])+|<unknown>|<invalid>",
            "TIME" or "DATE" or "TIMESTAMP" =>
                @"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} [-+][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z| ?[-+][0-9:]+(?: UTC)?)",
            "NODEPORT" or "PORT" => "[0-9]{1,5}",
            "UID" => "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            _ when name.EndsWith("IP", StringComparison.Ordinal) => Address,
            _ => @"\S+",
        };
    }

    // One of theirs is always the same one of ours, and the other way round. A node's name and its address go together.
    private bool Learn(string theirs, string ours)
    {
        int node = Array.IndexOf(_nodeAddresses, theirs);
        if (node >= 0) (theirs, ours) = (_nodes[node], _nodes[Array.IndexOf(_nodeAddresses, ours)]);
        if (_ours.TryGetValue(theirs, out string? known) && known != ours) return false;
        if (_theirs.TryGetValue(ours, out string? back) && back != theirs) return false;
        (_ours[theirs], _theirs[ours]) = (ours, theirs);
        return true;
    }

    [GeneratedRegex(@"^RAND(?:OM)?([0-9]+)\z")]
    private static partial Regex Digits();
}
