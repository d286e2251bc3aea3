using System.Text.RegularExpressions;

namespace PodNet.Kubectl.Output;

/// <summary>Which texts YAML 1.1 would take for something else if they stood without quotes (go-yaml 2, resolve.go).</summary>
internal static partial class YamlScalars
{
    /// <summary>Whether a text can stand without quotes and still be a text when it is read.</summary>
    public static bool IsPlainText(string text) => !Words().IsMatch(text) && !Numbers().IsMatch(text) && !Times().IsMatch(text);

    // Null, truth values in the spellings of YAML 1.1, infinity and "not a number".
    [GeneratedRegex(@"^(|~|null|Null|NULL|[yYnN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|[-+]?\.(inf|Inf|INF)|"
        + @"\.(nan|NaN|NAN))\z")]
    private static partial Regex Words();

    // Whole numbers in four bases, fractions, and numbers of base 60 such as 190:20:30.
    [GeneratedRegex(@"^[-+]?(0x[0-9a-fA-F_]+|0b[01_]+|0o[0-7_]+|[0-9][0-9_]*|(\.[0-9_]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|"
        + @"[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?)\z")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ ]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?([Zz]|[-+][0-9]{2}:[0-9]{2})?)?\z")]
    private static partial Regex Times();
}
