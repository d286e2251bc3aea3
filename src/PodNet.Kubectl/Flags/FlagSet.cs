using System.Globalization;

namespace PodNet.Kubectl.Flags;

/// <summary>The flags and arguments of one command line, read as pflag does it: flags and arguments may stand in any order, "--" ends the flags.</summary>
internal sealed class FlagSet
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly List<string> _arguments = [];

    /// <summary>What is no flag.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>How many arguments stand before "--"; -1 without one (cobra's ArgsLenAtDash).</summary>
    public int ArgumentsBeforeDash { get; private set; } = -1;

    /// <summary>Whether the flag was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The flag's last value, or null.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out List<string>? given) ? given[^1] : null;

    /// <summary>The flag's last value as a field of an object; null where it was not given or is empty.</summary>
    public ApiValue? Value(string name) => Text(name) is { Length: > 0 } value ? new ApiText(value) : null;

    /// <summary>All values of the flag.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out List<string>? given) ? given : [];

    /// <summary>Whether the flag is true.</summary>
    public bool Is(string name, bool otherwise = false) => Text(name) is { } value ? FlagValues.Boolean(value) == true : otherwise;

    /// <summary>The flag's number.</summary>
    public long Number(string name, long otherwise) =>
        Text(name) is { } value ? long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="KubectlException">A flag is unknown or its value wrong, in pflag's words.</exception>
    public static FlagSet Parse(IEnumerable<string> words, IReadOnlyList<Flag> known)
    {
        FlagSet set = new();
        Queue<string> left = new(words);
        while (left.TryDequeue(out string? word))
        {
            if (word == "--")
            {
                set.ArgumentsBeforeDash = set._arguments.Count;
                set._arguments.AddRange(left);
                break;
            }

            if (word.Length < 2 || word[0] != '-') set._arguments.Add(word);
            else if (word[1] == '-') set.ReadLong(word, left, known);
            else set.ReadShort(word, left, known);
        }

        return set;
    }

    private void ReadLong(string word, Queue<string> left, IReadOnlyList<Flag> known)
    {
        string name = word[2..];
        if (name[0] is '-' or '=') throw new KubectlException($"bad flag syntax: {word}");
        string? value = null;
        if (name.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0) (name, value) = (name[..equals], name[(equals + 1)..]);
        Flag flag = known.FirstOrDefault(f => f.Name == name) ?? throw new KubectlException($"unknown flag: --{name}");
        if (value is null && flag.WithoutValue is null && !left.TryDequeue(out value)) throw new KubectlException($"flag needs an argument: {word}");
        Set(flag, value ?? flag.WithoutValue!);
    }

    // "-it", "-nkube-system", "-n=x", "-n x": letters until one takes a value.
    private void ReadShort(string word, Queue<string> left, IReadOnlyList<Flag> known)
    {
        for (int i = 1; i < word.Length; i++)
        {
            string rest = word[i..];
            Flag flag = known.FirstOrDefault(f => f.Shorthand == rest[0])
                ?? throw new KubectlException($"unknown shorthand flag: {GoText.QuoteRune(rest)} in -{rest}");
            if (rest.Length > 2 && rest[1] == '=')
            {
                Set(flag, rest[2..]);
                return;
            }

            if (flag.WithoutValue is { } alone)
            {
                Set(flag, alone);
                continue;
            }

            string? value = rest.Length > 1 ? rest[1..] : null;
            if (value is null && !left.TryDequeue(out value)) throw new KubectlException($"flag needs an argument: {GoText.QuoteRune(rest)} in -{rest}");
            Set(flag, value);
            return;
        }
    }

    private void Set(Flag flag, string value)
    {
        if (FlagValues.Problem(flag.Type, value) is { } problem)
            throw new KubectlException($"invalid argument {GoText.Quote(value)} for \"{flag.Shown}\" flag: {problem}");
        if (!_values.TryGetValue(flag.Name, out List<string>? values)) _values[flag.Name] = values = [];
        if (flag.Type == FlagType.TextSlice) values.AddRange(value.Split(','));
        else if (flag.Type == FlagType.Number) values.Add(value.TrimStart('+'));
        else values.Add(value);
    }
}
