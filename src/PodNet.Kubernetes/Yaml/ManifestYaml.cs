using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;

namespace PodNet.Kubernetes.Yaml;

/// <summary>Reads manifests, YAML or JSON, into the values the API works with. Plain words become numbers, flags and null by YAML 1.1's rules
/// as sigs.k8s.io/yaml has them; what is quoted stays text.</summary>
public static class ManifestYaml
{
    /// <summary>The documents of a text, empty ones left out; a document need not be a mapping.</summary>
    /// <exception cref="ManifestException">The text is no YAML; the message is in kubectl's words.</exception>
    public static IReadOnlyList<ApiValue> ReadValues(string text)
    {
        ProblemList problems = new();
        IReadOnlyList<YamlNode> documents = YamlTree.Read(text, problems);
        if (!problems.IsEmpty)
        {
            Problem first = problems.Sorted()[0];
            string message = first.Message.StartsWith("malformed YAML: ", StringComparison.Ordinal)
                ? first.Message["malformed YAML: ".Length..] : first.Message;
            throw new ManifestException(string.Create(CultureInfo.InvariantCulture, $"error converting YAML to JSON: yaml: line {first.Line}: {message}"));
        }

        return [.. documents.Where(d => d is not YamlScalar { IsNull: true }).Select(Value)];
    }

    /// <summary>The documents of a text that are mappings, as manifests have to be.</summary>
    /// <exception cref="ManifestException">The text is no YAML, or a document is something else.</exception>
    public static IReadOnlyList<ApiMap> Read(string text)
    {
        List<ApiMap> maps = [];
        foreach (ApiValue value in ReadValues(text))
        {
            string what = value is ApiList ? "array" : value is ApiText ? "string" : "number";
            maps.Add(value as ApiMap ?? throw new ManifestException($"json: cannot unmarshal {what} into Go value of type map[string]interface {{}}"));
        }

        return maps;
    }

    /// <summary>The value of a node.</summary>
    internal static ApiValue Value(YamlNode node) => node switch
    {
        YamlMapping mapping => ApiMap.Of(mapping.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Value(e.Value)))),
        YamlSequence sequence => ApiList.Of(sequence.Items.Select(Value)),
        YamlScalar { Plain: true } scalar => Plain(scalar.Text),
        YamlScalar scalar => scalar.Text,
        _ => throw new ArgumentException($"a {node.GetType().Name} has no value", nameof(node)),
    };

    /// <summary>What a plain word stands for.</summary>
    private static ApiValue Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ApiNull.Value,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.' ? Number(text) : text,
    };

    private static ApiValue Number(string text)
    {
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        bool negative = digits[0] == '-';
        string magnitude = digits.TrimStart('-', '+');
        if (digits.Length - magnitude.Length > 1 || magnitude.Length == 0) return text;
        if (Based(magnitude) is { } based) return negative ? -based : based;
        if (magnitude.All(char.IsAsciiDigit) && (magnitude.Length == 1 || magnitude[0] != '0'))
            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole : new ApiFraction(digits);
        bool isFraction = double.TryParse(
            digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
                out double fraction)
            && magnitude.Any(char.IsAsciiDigit) && double.IsFinite(fraction);
        if (!isFraction) return text;
        return fraction == Math.Floor(fraction) && Math.Abs(fraction) < 1e15
            ? (long)fraction : new ApiFraction(fraction.ToString("R", CultureInfo.InvariantCulture));
    }

    // 0x1f, 0b11, 0o17 and YAML 1.1's octal 017.
    private static long? Based(string text)
    {
        if (text.Length < 2 || text[0] != '0') return null;
        (int radix, string digits) = text[1] switch
        {
            'x' => (16, text[2..]),
            'b' => (2, text[2..]),
            'o' => (8, text[2..]),
            _ => (8, text[1..]),
        };
        long value = 0;
        foreach (char c in digits)
        {
            if (!char.IsAsciiHexDigit(c)) return null;
            int digit = Convert.ToInt32(c.ToString(), 16);
            if (digit >= radix || value > (long.MaxValue - digit) / radix) return null;
            value = (value * radix) + digit;
        }

        return digits.Length == 0 ? null : value;
    }
}

/// <summary>A text that cannot become manifests.</summary>
public sealed class ManifestException(string message) : Exception(message);
