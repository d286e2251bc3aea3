using System.Globalization;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Linux;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads <c>sysctls: {name: value}</c>.</summary>
internal static class SysctlReader
{
    public static IEnumerable<KeyValuePair<string, int>> Read(Fields parent)
    {
        YamlNode? node = parent.Find("sysctls");
        if (node is null) yield break;
        string path = parent.PathOf("sysctls");
        if (node is not YamlMapping mapping)
        {
            parent.Problem(node, $"{path}: must be a mapping of names to whole numbers, not {node.Kind}");
            yield break;
        }

        foreach ((YamlScalar key, YamlNode value) in mapping.Entries)
        {
            if (!Sysctls.Exists(key.Text))
            {
                parent.Problem(key, $"unknown sysctl {FieldErrors.Quote(key.Text)}{Instead(key.Text)}");
            }
            else if (value is YamlScalar text
                && int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            {
                yield return new(key.Text, number);
            }
            else
            {
                string written = value is YamlScalar scalar ? scalar.Text : value.Kind;
                parent.Problem(value, FieldErrors.Invalid($"{path}.{key.Text}", written, "must be a whole number"));
            }
        }
    }

    private static string Instead(string written)
    {
        string suggestion = NearestName.Suggestion(written, Sysctls.KnownNames);
        return suggestion.Length > 0 ? suggestion : $"; known are {string.Join(", ", Sysctls.KnownNames)}";
    }
}
