namespace PodNet.Kubernetes.Objects;

/// <summary>An object of the API: its kind and its content, with the fields that every kind has at hand. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Content">All of it, with apiVersion and kind.</param>
public sealed record KubernetesObject(ResourceKind Kind, ApiMap Content)
{
    /// <summary>metadata.name.</summary>
    public string Name => Content.Text("metadata", "name") ?? "";

    /// <summary>metadata.namespace; empty for kinds that are not in a namespace.</summary>
    public string Namespace => Content.Text("metadata", "namespace") ?? "";

    /// <summary>metadata.uid.</summary>
    public string Uid => Content.Text("metadata", "uid") ?? "";

    /// <summary>metadata.labels.</summary>
    public ApiMap Labels => Content.Map("metadata", "labels");

    /// <summary>metadata.annotations.</summary>
    public ApiMap Annotations => Content.Map("metadata", "annotations");

    /// <summary>The owner that manages it (metadata.ownerReferences with controller: true), or null.</summary>
    public ApiMap? Controller => Content.Maps("metadata", "ownerReferences").FirstOrDefault(o => o.Flag("controller"));

    /// <summary>Whether another object manages it (k8s.io/apimachinery, metav1.IsControlledBy).</summary>
    public bool IsControlledBy(KubernetesObject owner) => Controller?.Text("uid") == owner.Uid;

    /// <summary>Its place in the store.</summary>
    public ObjectKey Key => new(Kind, Namespace, Name);

    /// <summary>This object with another content.</summary>
    public KubernetesObject With(ApiMap content) => this with { Content = content };

    /// <summary>This object with the value at a path set; null takes it away.</summary>
    public KubernetesObject With(ReadOnlySpan<string> path, ApiValue? value) => With(Content.WithAt(path, value));
}

/// <summary>Names one object.</summary>
/// <param name="Namespace">Empty for kinds that are not in a namespace.</param>
public sealed record ObjectKey(ResourceKind Kind, string Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>By namespace, then by name, ordinal: the order in which the API server lists objects (etcd's keys).</summary>
    public int CompareTo(ObjectKey? other)
    {
        if (other is null) return 1;
        int bySpace = string.CompareOrdinal(Namespace, other.Namespace);
        return bySpace != 0 ? bySpace : string.CompareOrdinal(Name, other.Name);
    }
}
