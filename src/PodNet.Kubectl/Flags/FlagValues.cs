using System.Globalization;
using System.Text.RegularExpressions;

namespace PodNet.Kubectl.Flags;

/// <summary>Reads values as Go's strconv and time packages do.</summary>
internal static partial class FlagValues
{
    /// <summary>Null, or Go's word on a value that does not fit its type.</summary>
    public static string? Problem(FlagType type, string value) => type switch
    {
        FlagType.Flag when Boolean(value) is null => $"strconv.ParseBool: parsing {GoText.Quote(value)}: invalid syntax",
        FlagType.Number when !Digits().IsMatch(value) => $"strconv.ParseInt: parsing {GoText.Quote(value)}: invalid syntax",
        FlagType.Number when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            $"strconv.ParseInt: parsing {GoText.Quote(value)}: value out of range",
        FlagType.Duration => DurationProblem(value),
        _ => null,
    };

    /// <summary>The truth value that Go reads in a text, or null.</summary>
    public static bool? Boolean(string value) => value switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };

    private static string? DurationProblem(string value)
    {
        if (value == "0" || Durations().IsMatch(value)) return null;
        return Decimal().IsMatch(value) ? $"time: missing unit in duration {GoText.Quote(value)}" : $"time: invalid duration {GoText.Quote(value)}";
    }

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[-+]?[0-9]+(\.[0-9]*)?\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^[-+]?([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+\z")]
    private static partial Regex Durations();
}
