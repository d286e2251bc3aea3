namespace PodNet.Magics.Parsing;

/// <summary>Reads a magic's line. Its forms are those that .NET Interactive reads too: <c>--name value</c>, <c>--flag</c>, one value
/// without a
/// name where the magic has an implicit parameter, and <c>"double quotes"</c>. There is no <c>--name=value</c> and no <c>-n</c>.</summary>
public static class MagicLine
{
    /// <summary>Reads <paramref name="line"/>; <paramref name="body"/> are the lines below it, or null.</summary>
    /// <exception cref="MagicException">Unknown magic or parameter, or a form that is not taken; the message shows the right
    /// form.</exception>
    public static MagicCall Parse(string line, MagicRegistry magics, string? body = null)
    {
        List<MagicToken> tokens = MagicTokens.Of(line);
        IMagic magic = magics.Find(tokens.Count == 0 ? "" : tokens[0].Text);
        RefuseBareCommand(line, tokens, magic);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int i = 1; i < tokens.Count; i++)
        {
            (MagicParameter parameter, bool named) = ParameterAt(tokens[i], magic);
            string value = tokens[i].Text;
            if (named) value = parameter.Kind == ParameterKind.Flag ? "" : ValueAfter(tokens, ref i, magic, parameter);
            if (!values.TryAdd(parameter.Name, value)) throw Twice(magic, parameter, value, named);
        }

        return new(magic, values, body);
    }

    private static (MagicParameter Parameter, bool Named) ParameterAt(MagicToken token, IMagic magic)
    {
        if (IsName(token))
        {
            RefuseForeignForms(token.Text, magic);
            return (magic.Parameters.FirstOrDefault(p => p.Name == token.Text) ?? throw MagicUsage.Unknown(magic, token.Text), true);
        }

        return (magic.Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Implicit)
            ?? throw new MagicException($"{magic.Name} takes no value without a name: '{token.Text}'; usage: {MagicUsage.Of(magic)}"),
            false);
    }

    // "#!kubectl get pods": nearly everybody writes it so at first.
    private static void RefuseBareCommand(string line, List<MagicToken> tokens, IMagic magic)
    {
        bool takesCommand = magic.Parameters.Any(p => p is { Kind: ParameterKind.Implicit, Value: "COMMAND" });
        if (!takesCommand || tokens.Count < 3 || tokens[1].Quoted || magic.Parameters.Any(p => p.Name == tokens[1].Text)) return;
        string command = line[magic.Name.Length..].Trim().Replace('"', '\'');
        throw new MagicException($"{magic.Name} takes a command in double quotes, or on the lines below it: {magic.Name} \"{command}\"");
    }

    private static bool IsName(MagicToken token) => !token.Quoted && token.Text.StartsWith('-');

    private static void RefuseForeignForms(string word, IMagic magic)
    {
        if (word == "--") throw new MagicException($"-- ends nothing here; usage: {MagicUsage.Of(magic)}");
        int equals = word.IndexOf('=');
        if (equals > 0)
            throw new MagicException($"'{word}' is not taken; write a blank instead of =: {word[..equals]} {word[(equals + 1)..]}");
        if (word.StartsWith("--", StringComparison.Ordinal)) return;
        string start = "-" + word[..Math.Min(2, word.Length)];
        string full = magic.Parameters.FirstOrDefault(p => p.Name.StartsWith(start, StringComparison.Ordinal))?.Name ?? "the whole name";
        throw new MagicException($"'{word}' is not taken, there are no short names; write {full}, usage: {MagicUsage.Of(magic)}");
    }

    private static string ValueAfter(List<MagicToken> tokens, ref int i, IMagic magic, MagicParameter parameter)
    {
        if (++i < tokens.Count && !IsName(tokens[i])) return tokens[i].Text;
        string instead = i < tokens.Count ? $", and '{tokens[i].Text}' is none (in double quotes it would be)" : "";
        throw new MagicException($"{parameter.Name} of {magic.Name} needs a value{instead}: {parameter.Name} {parameter.Value}");
    }

    private static MagicException Twice(IMagic magic, MagicParameter parameter, string value, bool named) => named
        ? new($"{parameter.Name} stands twice; {magic.Name} takes it once")
        : new($"'{value}' is one value too many: {parameter.Name} has one already; a value with blanks goes into double quotes. "
            + $"Usage: {MagicUsage.Of(magic)}");
}
