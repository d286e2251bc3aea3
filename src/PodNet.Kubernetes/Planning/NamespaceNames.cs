using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubernetes.Planning;

/// <summary>Who has which network namespace: nodes, pods, switches and the router share one set of names.</summary>
internal sealed class NamespaceNames(ProblemList problems)
{
    private readonly Dictionary<string, (string What, SourcePosition At)> _owners = [];

    /// <summary>Takes a name; if another has it, notes a problem that names both.</summary>
    public bool Claim(string id, string kind, SourcePosition at, string? displayName = null)
    {
        string what = $"{kind} {displayName ?? id}";
        if (_owners.TryAdd(id, (what, at))) return true;
        (string other, SourcePosition there) = _owners[id];
        string where = there.Line > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (line {there.Line})") : "";
        problems.Add(at, other == what
            ? $"{what}: the name is taken already{where}; give it another one"
            : $"{what}: its network namespace would be {FieldErrors.Quote(id)}, as that of {other}{where}; give one of them another name");
        return false;
    }
}
