using System.Globalization;

namespace PodNet.Lab.Verify;

/// <summary>A program's arguments, taken apart: options with a value ("-c 2" or "-c2"), flags, operands.</summary>
internal sealed class ProgramArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _operands = [];

    /// <summary>Takes <paramref name="argv"/> apart from <paramref name="start"/> on.</summary>
    /// <exception cref="NotSupportedException">An unknown option, or an option without its value.</exception>
    public ProgramArguments(IReadOnlyList<string> argv, int start, IReadOnlyCollection<string> valued, IReadOnlyCollection<string> flags)
    {
        for (int i = start; i < argv.Count; i++)
        {
            string word = argv[i];
            if (word.Length < 2 || word[0] != '-') _operands.Add(word);
            else if (flags.Contains(word)) _values[word] = "";
            else if (!valued.Contains(word[..2])) throw new NotSupportedException($"the option {word} is not modelled");
            else if (word.Length > 2) _values[word[..2]] = word[2..];
            else if (i + 1 < argv.Count) _values[word] = argv[++i];
            else throw new NotSupportedException($"the option {word} needs a value");
        }
    }

    public IReadOnlyList<string> Operands => _operands;

    public bool Has(string option) => _values.ContainsKey(option);

    public string? Value(string option) => _values.GetValueOrDefault(option);

    /// <summary>The one operand.</summary>
    public string Only(string what) => _operands is [var only]
        ? only : throw new NotSupportedException($"exactly {what} is needed, found \"{string.Join(' ', _operands)}\"");

    public int? Number(string option)
    {
        if (Value(option) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value : throw new NotSupportedException($"{option} {text} is no number");
    }

    /// <summary>Seconds, possibly with a fraction, at most a day.</summary>
    public double? Seconds(string option)
    {
        if (Value(option) is not { } text) return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value <= 86400
            ? value : throw new NotSupportedException($"{option} {text} is no number of seconds");
    }
}
