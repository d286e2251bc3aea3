using System.Globalization;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>A program's arguments cut by getopt's rules: letters, letters with a value ("-c3", "-c 3"), words.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Options(ValueList<string> words) => Words = words;

    /// <summary>What is no option.</summary>
    public ValueList<string> Words { get; private set; }

    /// <summary>An option that the program does not have, or that lacks its value; null when all is well.</summary>
    public string? Unknown { get; private set; }

    /// <summary>Reads arguments.</summary>
    /// <param name="withValue">Letters and long names ("max-time") that take a value, parted by blanks.</param>
    /// <param name="flags">Those that take none.</param>
    public static Options Read(ValueList<string> arguments, string withValue, string flags)
    {
        HashSet<string> valued = [.. withValue.Split(' ')], plain = [.. flags.Split(' ')];
        Options options = new([]);
        List<string> words = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument is "--")
            {
                words.AddRange(arguments.Skip(i + 1));
                break;
            }

            if (argument.Length < 2 || argument[0] != '-') words.Add(argument);
            else if (argument.StartsWith("--", StringComparison.Ordinal)) options.ReadLong(argument[2..], arguments, ref i, valued, plain);
            else options.ReadLetters(argument, arguments, ref i, valued, plain);
        }

        options.Words = words.ToValueList();
        return options;
    }

    /// <summary>Whether one of these was given.</summary>
    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_values.ContainsKey(name)) return true;
        }

        return false;
    }

    /// <summary>The value of the first of these that was given, or null.</summary>
    public string? Value(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_values.TryGetValue(name, out string? value)) return value;
        }

        return null;
    }

    /// <summary>The number of the first of these that was given; <paramref name="otherwise"/> when none was, or it is no number.</summary>
    public double Number(double otherwise, params ReadOnlySpan<string> names) =>
        double.TryParse(Value(names), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : otherwise;

    private void ReadLong(string argument, ValueList<string> arguments, ref int i, HashSet<string> valued, HashSet<string> plain)
    {
        string[] parts = argument.Split('=', 2);
        if (plain.Contains(parts[0])) _values[parts[0]] = "";
        else if (!valued.Contains(parts[0])) Unknown ??= "--" + parts[0];
        else if (parts.Length == 2) _values[parts[0]] = parts[1];
        else if (i + 1 < arguments.Count) _values[parts[0]] = arguments[++i];
        else Unknown ??= "--" + parts[0];
    }

    private void ReadLetters(string argument, ValueList<string> arguments, ref int i, HashSet<string> valued, HashSet<string> plain)
    {
        for (int at = 1; at < argument.Length; at++)
        {
            string letter = argument[at].ToString();
            if (plain.Contains(letter))
            {
                _values[letter] = "";
            }
            else if (valued.Contains(letter) && (at + 1 < argument.Length || i + 1 < arguments.Count))
            {
                _values[letter] = at + 1 < argument.Length ? argument[(at + 1)..] : arguments[++i];
                return;
            }
            else
            {
                Unknown ??= letter;
                return;
            }
        }
    }
}
