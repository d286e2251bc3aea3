using System.Text;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>sh -c: commands one after another with ';', '&amp;&amp;', '||' and quotes. Loops, pipes and redirections are refused by name.</summary>
internal sealed class Shell : IProgram
{
    public ValueList<string> Names => ["sh", "bash"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        if (arguments.Count == 0)
        {
            process.Complain($"({name} without -c waits for commands; give them after -c here: -- {name} -c \"ip addr; ip route\")");
            return 0;
        }

        if (arguments[0] is not ("-c" or "-ec" or "-xc"))
        {
            process.Complain($"{name}: can't open '{arguments[0]}': No such file or directory");
            return 2;
        }

        return RunScript(process, name, arguments.Count > 1 ? arguments[1] : "");
    }

    private static int RunScript(ContainerProcess process, string name, string script)
    {
        int exitCode = 0;
        bool skip = false;
        foreach ((ValueList<string> words, string separator) in Commands(script))
        {
            if (words.FirstOrDefault(w => w is "|" or ">" or "<" or ">>" or "&" or "for" or "while" or "if") is { } refused)
            {
                process.Complain($"{name}: '{refused}' is not done here; one command after another with ';' or '&&' is");
                return 2;
            }

            if (!skip && words.Count > 0) exitCode = process.RunInShell(words);
            skip = separator switch { "&&" => exitCode != 0, "||" => exitCode == 0, _ => false };
        }

        return exitCode;
    }

    /// <summary>Cuts a script into words and separators.</summary>
    private static IEnumerable<(ValueList<string> Words, string Separator)> Commands(string script)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < script.Length; i++)
        {
            char c = script[i];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
                continue;
            }

            if (c is '\'' or '"')
            {
                (quote, inWord) = (c, true);
                continue;
            }

            bool isTwo = c is '&' or '|' && i + 1 < script.Length && script[i + 1] == c;
            bool ends = c is ';' or '\n' || isTwo;
            bool single = !ends && c is '|' or '>' or '<' or '&';
            if (!ends && !single && !char.IsWhiteSpace(c))
            {
                word.Append(c);
                inWord = true;
                continue;
            }

            if (inWord) words.Add(word.ToString());
            word.Clear();
            inWord = false;
            if (single) words.Add(c.ToString());
            if (!ends) continue;
            yield return (words.ToValueList(), isTwo ? new string(c, 2) : ";");
            words.Clear();
            if (isTwo) i++;
        }

        if (inWord) words.Add(word.ToString());
        yield return (words.ToValueList(), ";");
    }
}
