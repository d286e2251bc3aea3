using System.Globalization;
using System.Text;
using PodNet.Kubectl.Verbs;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Shell;

/// <summary>What a command printed, and how it ended.</summary>
internal readonly record struct StreamResult(string Out, string Error, int ExitCode);

/// <summary>Runs command lines one after the other; holds the cluster and the variables between them.</summary>
internal sealed class ShellSession(KubectlContext context, ValueList<KeyValuePair<string, string>> variables)
{
    // A command in a command in a command ...
    private const int DeepestNesting = 8;
    private readonly SortedDictionary<string, string> _variables = new(variables.ToDictionary(), StringComparer.Ordinal);
    private int _commands;
    private int _depth;
    private int _lastExitCode;

    /// <summary>The cluster and its containers as they are now.</summary>
    public KubectlContext Context { get; private set; } = context;

    /// <summary>All variables in order of their names.</summary>
    public ValueList<KeyValuePair<string, string>> Variables => _variables.ToValueList();

    /// <summary>Runs a line: commands joined by ";", "&amp;&amp;", "||" and "|".</summary>
    /// <param name="input">Standard input of its first command that reads any, or null.</param>
    /// <exception cref="ShellException">The line uses what is not served.</exception>
    public StreamResult Run(string line, string? input)
    {
        ValueList<ShellToken> tokens = ShellLexer.Read(line);
        StringBuilder output = new(), error = new();
        string joint = ";";
        for (int from = 0; from <= tokens.Count;)
        {
            int to = from;
            while (to < tokens.Count && tokens[to] is not OperatorToken { Text: ";" or "&&" or "||" }) to++;
            bool runs = joint switch { "&&" => _lastExitCode == 0, "||" => _lastExitCode != 0, _ => true };
            if (runs && to > from)
            {
                StreamResult result = Pipeline([.. tokens.Skip(from).Take(to - from)], input);
                output.Append(result.Out);
                error.Append(result.Error);
                _lastExitCode = result.ExitCode;
            }

            joint = to < tokens.Count ? ((OperatorToken)tokens[to]).Text : ";";
            from = to + 1;
        }

        return new(output.ToString(), error.ToString(), _lastExitCode);
    }

    private StreamResult Pipeline(ShellToken[] tokens, string? input)
    {
        StringBuilder error = new();
        StreamResult last = new(input ?? "", "", 0);
        bool isFirst = true;
        for (int from = 0; from <= tokens.Length;)
        {
            int to = Array.FindIndex(tokens, from, t => t is OperatorToken { Text: "|" });
            if (to < 0) to = tokens.Length;
            last = Command(tokens[from..to], isFirst ? input : last.Out, isFirst);
            error.Append(last.Error);
            isFirst = false;
            from = to + 1;
        }

        return last with { Error = error.ToString() };
    }

    private StreamResult Command(ShellToken[] tokens, string? input, bool isFirst)
    {
        bool readsNothing = false;
        List<string> words = [];
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] is WordToken word)
            {
                if (words.Count == 0 && Assigned(word)) continue;
                words.AddRange(Expanded(word));
            }
            else if (tokens[i] is OperatorToken { Text: "<" } && i + 1 < tokens.Length && tokens[i + 1] is WordToken { Literal: "/dev/null" })
            {
                readsNothing = true;
                i++;
            }
            else
            {
                string sign = ((OperatorToken)tokens[i]).Text;
                throw new ShellException(sign.EndsWith('>') || sign.EndsWith('<')
                    ? $"redirection with {sign} is not served here: what a command prints is shown below the cell"
                    : $"{sign} is not served here");
            }
        }

        return words.Count == 0 ? new("", "", isFirst ? 0 : 1) : Run(words.ToValueList(), readsNothing ? "" : input, readsNothing);
    }

    private StreamResult Run(ValueList<string> words, string? input, bool readsNothing)
    {
        string program = words[0];
        if (program == "kubectl") return Kubectl(words.RemoveAt(0), input, readsNothing);
        if (TextFilters.Names.Contains(program))
        {
            (string output, int code) = TextFilters.Run(words, input
                ?? throw new ShellException($"{program} reads from a pipe here: kubectl ... | {program} ..."));
            return new(output, "", code);
        }

        if (program == "echo") return new(string.Join(' ', words.Skip(1)) + "\n", "", 0);
        if (program is "sleep" or "true") return new("", "", 0);
        if (VerbTable.All.Any(v => v.Name == program || v.Name.StartsWith(program + " ", StringComparison.Ordinal))) return Kubectl(words, input, readsNothing);
        throw new ShellException($"{GoText.Quote(program)} does not run here: commands are kubectl, echo, and grep, head, tail, wc or sort behind a pipe");
    }

    private StreamResult Kubectl(ValueList<string> arguments, string? input, bool readsNothing)
    {
        ulong seed = unchecked((Context.Request.Seed * 6364136223846793005UL) + (ulong)++_commands);
        KubectlContext now = Context with
        {
            Request = Context.Request with { Seed = seed },
            StandardInput = input ?? Context.StandardInput,
            IsTerminal = Context.IsTerminal && !readsNothing,
        };
        KubectlResult result = KubectlCommand.Run(arguments, now);
        Context = Context with { Cluster = result.Cluster, Runtime = result.Runtime };
        return new(result.Out, result.Error, result.ExitCode);
    }

    // NAME=value before a command.
    private bool Assigned(WordToken word)
    {
        if (word.Parts.Count == 0 || word.Parts[0] is not { Kind: WordPartKind.Text, IsQuoted: false } first) return false;
        int equals = first.Text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !first.Text[..equals].All(c => c == '_' || char.IsAsciiLetterOrDigit(c)) || char.IsAsciiDigit(first.Text[0])) return false;
        _lastExitCode = 0;
        string rest = string.Concat(word.Parts.Skip(1).Select(Value));
        _variables[first.Text[..equals]] = first.Text[(equals + 1)..] + rest;
        return true;
    }

    // What is filled in without quotes is parted by its blanks.
    private List<string> Expanded(WordToken word)
    {
        List<string> words = [""];
        bool isEmpty = word.Parts.All(p => p.Kind != WordPartKind.Text && !p.IsQuoted);
        foreach (WordPart part in word.Parts)
        {
            string value = Value(part);
            string[] pieces = part.Kind == WordPartKind.Text || part.IsQuoted ? [value]
                : value.Split((char[]?)[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (pieces.Length == 0) continue;
            words[^1] += pieces[0];
            words.AddRange(pieces[1..]);
        }

        return isEmpty && words is [""] ? [] : words;
    }

    private string Value(WordPart part)
    {
        if (part.Kind == WordPartKind.Text) return part.Text;
        if (part.Kind == WordPartKind.Variable)
            return part.Text == "?" ? _lastExitCode.ToString(CultureInfo.InvariantCulture) : _variables.GetValueOrDefault(part.Text, "");
        if (++_depth > DeepestNesting) throw new ShellException("commands are nested too deep");
        StreamResult result = Run(part.Text, null);
        _depth--;
        return result.ExitCode == 0 || result.Error.Length == 0
            ? result.Out.TrimEnd('\n')
            : throw new ShellException($"$({part.Text}) failed: {result.Error.Trim()}");
    }
}
