using System.Globalization;
using System.Text;

namespace PodNet.Kubernetes.Validation;

/// <summary>Messages in the API server's words (k8s.io/apimachinery, field.Error): path, reason, value, detail.</summary>
public static class FieldErrors
{
    /// <summary>The field has a value that cannot be.</summary>
    public static string Invalid(string path, string value, string detail) => $"{path}: Invalid value: {Quote(value)}: {detail}";

    /// <summary>The field has none of the values it may have.</summary>
    public static string NotSupported(string path, string value, IEnumerable<string> supported) =>
        $"{path}: Unsupported value: {Quote(value)}: supported values: {string.Join(", ", supported.Select(Quote))}";

    /// <summary>The field is missing.</summary>
    public static string Required(string path, string detail) => $"{path}: Required value: {detail}";

    /// <summary>Another object has that value already.</summary>
    public static string Duplicate(string path, string value, string detail) => $"{path}: Duplicate value: {Quote(value)}: {detail}";

    /// <summary>A text in double quotes, cut to 80 characters, with everything escaped that could end the quotes, move the cursor or hide:
    /// control and format characters. It is plain text still: who writes it into HTML escapes it there.</summary>
    public static string Quote(string text)
    {
        const int Longest = 80;
        StringBuilder quoted = new("\"");
        foreach (Rune rune in (text.Length > Longest ? text[..Longest] : text).EnumerateRunes())
        {
            bool hides = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (hides) quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else quoted.Append(rune);
        }

        return quoted.Append(text.Length > Longest ? "...\"" : "\"").ToString();
    }
}
