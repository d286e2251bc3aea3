namespace PodNet.Kubernetes.Validation;

/// <summary>The rules for labels, port names and the like (k8s.io/apimachinery/pkg/util/validation), each giving null or what is wrong in the
/// API server's words.</summary>
public static class LabelNames
{
    private const string NamePart =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or "
        + "'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string Value =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string Dns1035 =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an "
        + "alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    /// <summary>Keys of labels and annotations: a name, perhaps with a DNS subdomain before a slash.</summary>
    public static string? QualifiedProblem(string key)
    {
        string[] parts = key.Split('/');
        if (parts.Length > 2)
            return "a qualified name " + NamePart + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
        if (parts.Length == 2 && parts[0].Length == 0) return "prefix part must be non-empty";
        if (parts.Length == 2 && Names.SubdomainProblem(parts[0]) is { } prefix) return "prefix part " + prefix;
        string name = parts[^1];
        if (name.Length == 0) return "name part must be non-empty";
        return name.Length > 63 ? "name part must be no more than 63 characters" : IsName(name) ? null : "name part " + NamePart;
    }

    /// <summary>Values of labels.</summary>
    public static string? ValueProblem(string value) =>
        value.Length > 63 ? "must be no more than 63 characters" : value.Length == 0 || IsName(value) ? null : Value;

    /// <summary>Names of Services.</summary>
    public static string? Dns1035Problem(string name)
    {
        if (name.Length > 63) return "must be no more than 63 characters";
        return name.Length > 0 && char.IsAsciiLetterLower(name[0]) && Names.LabelProblem(name) is null ? null : Dns1035;
    }

    /// <summary>Names of ports (IANA service names): every rule that is broken.</summary>
    public static IEnumerable<string> PortProblems(string name)
    {
        if (name.Length > 15) yield return "must be no more than 15 characters";
        if (!name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') || name.Length == 0)
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        if (!name.Any(char.IsAsciiLetterLower)) yield return "must contain at least one letter (a-z)";
        if (name.Contains("--", StringComparison.Ordinal)) yield return "must not contain consecutive hyphens";
        if (name.StartsWith('-') || name.EndsWith('-')) yield return "must not begin or end with a hyphen";
    }

    private static bool IsName(string text)
    {
        bool valid = text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
        foreach (char c in text) valid &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
        return valid;
    }
}
