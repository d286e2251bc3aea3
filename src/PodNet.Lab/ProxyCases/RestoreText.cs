using System.Text;
using PodNet.Model.Collections;
using PodNet.Model.Netfilter;
using PodNet.Printing;

namespace PodNet.Lab.ProxyCases;

/// <summary>Reads what a program gives to <c>iptables-restore</c>.</summary>
internal static class RestoreText
{
    /// <summary>The rules of each "table chain", as iptables-save would print them.</summary>
    /// <exception cref="FormatException">iptables has no such argument here; the message has the line.</exception>
    public static Dictionary<string, ValueList<string>> Read(string text)
    {
        Dictionary<string, List<string>> chains = [];
        string table = "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '*') table = line[1..];
            else if (line[0] == ':') chains.TryAdd($"{table} {line[1..line.IndexOf(' ', StringComparison.Ordinal)]}", []);
            else if (line.StartsWith("-A ", StringComparison.Ordinal)) Append(chains, table, line);
        }

        return chains.ToDictionary(c => c.Key, c => c.Value.ToValueList());
    }

    private static void Append(Dictionary<string, List<string>> chains, string table, string line)
    {
        ValueList<string> words = Words(line).ToValueList();
        try
        {
            Rule rule = IptablesArguments.Parse(words.Skip(2).ToValueList());
            if (!chains.TryGetValue($"{table} {words[1]}", out List<string>? rules)) chains.Add($"{table} {words[1]}", rules = []);
            rules.Add(RowText.Of(rule, words[1]));
        }
        catch (FormatException problem)
        {
            throw new FormatException($"{line}: {problem.Message}");
        }
    }

    private static IEnumerable<string> Words(string line)
    {
        StringBuilder word = new();
        bool quoted = false, any = false;
        foreach (char c in line)
        {
            if (c == '"') (quoted, any) = (!quoted, true);
            else if (c != ' ' || quoted) word.Append(c);
            if ((c != ' ' || quoted) || (word.Length == 0 && !any)) continue;
            yield return word.ToString();
            word.Clear();
            any = false;
        }

        if (word.Length > 0 || any) yield return word.ToString();
    }
}
