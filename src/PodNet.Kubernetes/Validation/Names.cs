namespace PodNet.Kubernetes.Validation;

/// <summary>The rules for names (k8s.io/apimachinery/pkg/util/validation), each giving null or what is wrong in the API server's
/// words.</summary>
public static class Names
{
    private const string Label =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric "
        + "character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'example.com', regex used for validation is "
        + @"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    /// <summary>Names of namespaces and containers: at most 63 characters.</summary>
    public static string? LabelProblem(string name) =>
        name.Length > 63 ? "must be no more than 63 characters" : IsLabel(name) ? null : Label;

    /// <summary>Names of pods and nodes: labels joined by dots, at most 253 characters.</summary>
    public static string? SubdomainProblem(string name)
    {
        if (name.Length > 253) return "must be no more than 253 characters";
        foreach (Range part in name.AsSpan().Split('.'))
        {
            if (!IsLabel(name.AsSpan()[part])) return Subdomain;
        }

        return null;
    }

    /// <summary>Names of network devices (net/core/dev.c, dev_valid_name), and of them only those that every tool can take as an
    /// argument: letters, digits, '.', '-' and '_'.</summary>
    public static string? InterfaceProblem(string name)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(name) > 15) return "an interface name has at most 15 bytes (IFNAMSIZ)";
        bool valid = name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]);
        foreach (char c in name) valid &= char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
        return valid ? null : "an interface name begins with a letter or digit and consists of letters, digits, '.', '-' and '_'";
    }

    private static bool IsLabel(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '-' || text[^1] == '-') return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        }

        return true;
    }
}
