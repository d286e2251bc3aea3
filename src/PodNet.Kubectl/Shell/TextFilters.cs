using System.Globalization;
using System.Text.RegularExpressions;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Shell;

/// <summary>The programs that may stand behind a pipe: grep, head, tail, wc and sort.</summary>
internal static class TextFilters
{
    private const int DefaultLines = 10;
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["grep", "head", "tail", "wc", "sort", "cat"];

    /// <summary>What one prints of its input, and its exit code.</summary>
    /// <exception cref="ShellException">It is used in a way that is not served.</exception>
    public static (string Out, int ExitCode) Run(ValueList<string> words, string input)
    {
        string[] lines = input.Length == 0 ? [] : (input.EndsWith('\n') ? input[..^1] : input).Split('\n');
        string[] arguments = [.. words.Skip(1)];
        return words[0] switch
        {
            "grep" => Grep(arguments, lines),
            "head" => (Joined(Cut(arguments, "head") is var n and >= 0 ? lines.Take(n) : lines.SkipLast(-Cut(arguments, "head"))), 0),
            "tail" => (Joined(lines.TakeLast(Math.Abs(Cut(arguments, "tail")))), 0),
            "wc" => (Count(arguments, lines, input), 0),
            "sort" => (Joined(Sort(arguments, lines)), 0),
            _ => (input, 0),
        };
    }

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\n"));

    private static (string Out, int ExitCode) Grep(string[] arguments, string[] lines)
    {
        string flags = string.Concat(arguments.Where(a => a.StartsWith('-') && a != "-e").Select(a => a.TrimStart('-')));
        string[] patterns = [.. arguments.Where(a => !a.StartsWith('-'))];
        if (flags.Trim('i', 'v', 'c', 'E', 'w', 'n', 'o', 'q',
            'F').Length > 0) throw new ShellException($"grep -{flags} is not served here: -i -v -c -E -F -w -n -o -q are");
        if (patterns.Length != 1) throw new ShellException("grep takes one pattern here");
        string pattern = flags.Contains('F', StringComparison.Ordinal) ? Regex.Escape(patterns[0]) : patterns[0].Replace("\\|", "|", StringComparison.Ordinal);
        if (flags.Contains('w', StringComparison.Ordinal)) pattern = $@"\b(?:{pattern})\b";
        try
        {
            RegexOptions options = flags.Contains('i', StringComparison.Ordinal)
                ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.CultureInvariant;
            Regex regex = new(pattern, options, LongestMatch);
            bool inverted = flags.Contains('v', StringComparison.Ordinal);
            (string Line, int Number)[] found = [.. lines.Select((l, i) => (l, i + 1)).Where(l => regex.IsMatch(l.l) != inverted)];
            return (flags.Contains('q', StringComparison.Ordinal) ? "" : Shown(flags, found, regex), found.Length > 0 ? 0 : 1);
        }
        catch (Exception wrong) when (wrong is ArgumentException or RegexMatchTimeoutException)
        {
            throw new ShellException($"grep cannot use the pattern {GoText.Quote(patterns[0])}");
        }
    }

    private static string Shown(string flags, (string Line, int Number)[] found, Regex regex)
    {
        if (flags.Contains('c', StringComparison.Ordinal)) return string.Create(CultureInfo.InvariantCulture, $"{found.Length}\n");
        if (flags.Contains('o', StringComparison.Ordinal)) return Joined(found.SelectMany(f =>
            regex.Matches(f.Line).Select(m => m.Value)).Where(m => m.Length > 0));
        return Joined(found.Select(f =>
            flags.Contains('n', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{f.Number}:{f.Line}") : f.Line));
    }

    // "-n 3", "-n3", "-3".
    private static int Cut(string[] arguments, string program)
    {
        if (arguments.Length == 0) return DefaultLines;
        string number = arguments[0] == "-n" && arguments.Length == 2 ? arguments[1]
            : arguments[0].StartsWith("-n", StringComparison.Ordinal) ? arguments[0][2..] : arguments[0].TrimStart('-');
        return int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int lines) && lines > int.MinValue
            ? lines
            : throw new ShellException($"{program} takes a number of lines here: {program} -n 5");
    }

    private static string Count(string[] arguments, string[] lines, string input) => arguments switch
    {
        ["-l"] => string.Create(CultureInfo.InvariantCulture, $"{input.Count(c => c == '\n')}\n"),
        ["-w"] => string.Create(CultureInfo.InvariantCulture, $"{lines.Sum(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)}\n"),
        ["-c"] => string.Create(CultureInfo.InvariantCulture, $"{System.Text.Encoding.UTF8.GetByteCount(input)}\n"),
        _ => throw new ShellException("wc takes -l, -w or -c here"),
    };

    private static IEnumerable<string> Sort(string[] arguments, string[] lines)
    {
        string flags = string.Concat(arguments.Select(a => a.TrimStart('-')));
        if (flags.Trim('r', 'n', 'u').Length > 0) throw new ShellException("sort takes -r, -n and -u here");
        IEnumerable<string> sorted = flags.Contains('n', StringComparison.Ordinal)
            ? lines.OrderBy(LeadingNumber).ThenBy(l => l, StringComparer.Ordinal)
            : lines.Order(StringComparer.Ordinal);
        if (flags.Contains('u', StringComparison.Ordinal)) sorted = sorted.Distinct();
        return flags.Contains('r', StringComparison.Ordinal) ? sorted.Reverse() : sorted;
    }

    private static decimal LeadingNumber(string line)
    {
        string digits = string.Concat(line.TrimStart().TakeWhile((c, i) => char.IsAsciiDigit(c) || c == '.' || (i == 0 && c == '-')));
        return decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number : 0;
    }
}
