using System.Globalization;
using System.Text.RegularExpressions;

namespace PodNet.Kubectl.Output;

/// <summary>What an unquoted YAML 1.1 scalar means to the YAML library of Kubernetes (sigs.k8s.io/yaml on go-yaml 2).</summary>
internal static partial class YamlScalars
{
    /// <summary>The value that an unquoted text stands for.</summary>
    public static ApiValue Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return ApiNull.Value;
            case "true" or "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                return true;
            case "false" or "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                return false;
        }

        if (!(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.')) return text;
        string plain = text.Replace("_", "", StringComparison.Ordinal);
        if (text[0] != '.' && Integer(plain) is { } number) return number;
        return Fraction().IsMatch(plain) ? new ApiFraction(plain) : text;
    }

    /// <summary>Whether a text can stand without quotes and still be a text when it is read.</summary>
    public static bool IsPlainText(string text) =>
        text.Length > 0 && Resolve(text) is ApiText && !SpecialNumber().IsMatch(text) && !Sexagesimal().IsMatch(text) && !IsTimestamp(text);

    // Go's ParseInt with base 0, in the forms that occur: decimal, 0x, 0o, 0b and a leading 0 for octal.
    private static long? Integer(string text)
    {
        bool negative = text[0] == '-';
        string digits = text[0] is '-' or '+' ? text[1..] : text;
        long? value = digits switch
        {
            "" => null,
            ['0', 'x' or 'X', .. var hex] => Of(hex, 16),
            ['0', 'b' or 'B', .. var binary] => Of(binary, 2),
            ['0', 'o' or 'O', .. var octal] => Of(octal, 8),
            ['0', _, ..] => Of(digits[1..], 8),
            _ => Of(digits, 10),
        };
        return negative ? -value : value;
    }

    private static long? Of(string digits, int radix)
    {
        if (digits.Length == 0) return null;
        long value = 0;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix || value > (long.MaxValue - digit) / radix) return null;
            value = (value * radix) + digit;
        }

        return value;
    }

    private static bool IsTimestamp(string text) => DateStart().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex SpecialNumber();

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\z")]
    private static partial Regex Sexagesimal();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9].*)?\z")]
    private static partial Regex DateStart();
}
