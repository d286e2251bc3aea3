using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubernetes.Planning;

/// <summary>Who has which network namespace: nodes, pods, switches and the router share one set of names.</summary>
internal sealed class NamespaceNames(ProblemList problems)
{
    private readonly Dictionary<string, Owner> _owners = [];

    /// <summary>Takes a name; if another has it, notes a problem that names both.</summary>
    /// <param name="inNamespace">The Kubernetes namespace of a pod, or null.</param>
    /// <param name="name">The owner's own name where the namespace's is another.</param>
    public bool Claim(string id, string kind, SourcePosition at, string? inNamespace = null, string? name = null)
    {
        Owner owner = new(kind, inNamespace, name ?? id, at);
        if (_owners.TryAdd(id, owner)) return true;
        Owner other = _owners[id];
        string where = other.At.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $" (line {other.At.Line})") : "";
        problems.Add(at, other.What == owner.What
            ? $"{owner.What}: the name is taken already{where}; give it another one"
            : $"{owner.What}: its network namespace would be {FieldErrors.Quote(id)}, as that of {other.What}{where}; give one of them another name");
        return false;
    }

    private readonly record struct Owner(string Kind, string? Namespace, string Name, SourcePosition At)
    {
        public string What => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
    }
}
