using PodNet.Model.Collections;

namespace PodNet.Kubectl.Shell;

/// <summary>A command of a block.</summary>
/// <param name="Number">The line on which it begins, from 1.</param>
/// <param name="Text">The command on one line, without prompt and continuation.</param>
/// <param name="Input">What stands below it for its standard input: a here-document, or the rest of the block as a manifest; or null.</param>
internal sealed record BlockLine(int Number, string Text, string? Input);

/// <summary>Cuts a block of text into commands.</summary>
internal static class ShellBlock
{
    /// <summary>The commands in order; blank lines, comments and fences are left out.</summary>
    /// <exception cref="ShellException">A here-document does not end.</exception>
    public static ValueList<BlockLine> Read(string block)
    {
        string[] lines = block.ReplaceLineEndings("\n").Split('\n');
        List<BlockLine> commands = [];
        for (int at = 0; at < lines.Length; at++)
        {
            string text = Command(lines[at]);
            if (text.Length == 0 || text[0] == '#' || text.StartsWith("```", StringComparison.Ordinal)) continue;
            int number = at + 1;
            while (text.EndsWith('\\') && at + 1 < lines.Length) text = text[..^1] + " " + lines[++at].Trim();
            string? input = HereDocument(ref text, lines, ref at) ?? Manifest(text, lines, ref at);
            commands.Add(new(number, text, input));
        }

        return commands.ToValueList();
    }

    // A line as it was copied from a terminal begins with a prompt.
    private static string Command(string line)
    {
        string text = line.Trim();
        return text.StartsWith("$ ", StringComparison.Ordinal) ? text[2..].TrimStart() : text;
    }

    private static string? HereDocument(ref string text, string[] lines, ref int at)
    {
        ValueList<ShellToken> tokens = ShellLexer.Read(text);
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i] is not OperatorToken { Text: "<<" } || tokens[i + 1] is not WordToken { Literal: { } written }) continue;
            bool stripsTabs = written.StartsWith('-');
            string end = stripsTabs ? written[1..] : written;
            int start = at + 1, stop = Array.FindIndex(lines, start, l => (stripsTabs ? l.TrimStart('\t') : l).TrimEnd() == end);
            if (stop < 0) throw new ShellException($"line {start}: the text after <<{written} has to end with a line {end}");
            at = stop;
            int from = text.IndexOf("<<", StringComparison.Ordinal), word = text.IndexOf(end, from, StringComparison.Ordinal) + end.Length;
            if (word < text.Length && text[word] is '\'' or '"') word++;
            text = text[..from] + text[word..];
            return string.Concat(lines[start..stop].Select(l => (stripsTabs ? l.TrimStart('\t') : l) + "\n"));
        }

        return null;
    }

    // "kubectl apply -f -" with the manifest below it.
    private static string? Manifest(string text, string[] lines, ref int at)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int file = Array.FindIndex(words, w => w is "-f" or "--filename" or "-f-" or "--filename=-");
        bool readsInput = file >= 0 && (words[file].EndsWith("f-", StringComparison.Ordinal) || words[file].EndsWith("=-", StringComparison.Ordinal)
            || (file + 1 < words.Length && words[file + 1] == "-"));
        if (!readsInput || text.Contains('|', StringComparison.Ordinal)) return null;
        string[] rest = lines[(at + 1)..];
        string? next = rest.FirstOrDefault(l => l.Trim().Length > 0 && l.TrimStart()[0] != '#');
        if (next is null || Command(next).StartsWith("kubectl ", StringComparison.Ordinal)) return null;
        at = lines.Length;
        return string.Join('\n', rest);
    }
}
