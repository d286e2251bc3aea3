using System.Collections.Immutable;

namespace PodNet.Kubernetes.Objects;

/// <summary>The objects of a cluster: what etcd holds. Immutable; a change gives a new store that shares everything else. It checks nothing:
/// that is the API server's work.</summary>
public sealed class ObjectStore
{
    private readonly ImmutableDictionary<ResourceKind, ImmutableSortedDictionary<ObjectKey, Lazy<KubernetesObject>>> _objects;

    private ObjectStore(ImmutableDictionary<ResourceKind, ImmutableSortedDictionary<ObjectKey, Lazy<KubernetesObject>>> objects, long version) =>
        (_objects, Version) = (objects, version);

    /// <summary>No objects.</summary>
    public static ObjectStore Empty { get; } =
        new(ImmutableDictionary<ResourceKind, ImmutableSortedDictionary<ObjectKey, Lazy<KubernetesObject>>>.Empty, 0);

    /// <summary>Counts changes: the newest metadata.resourceVersion.</summary>
    public long Version { get; }

    /// <summary>The object, or null.</summary>
    public KubernetesObject? Find(ObjectKey key) =>
        _objects.TryGetValue(key.Kind, out var ofKind) && ofKind.TryGetValue(key, out Lazy<KubernetesObject>? found) ? found.Value : null;

    /// <summary>The object, or null.</summary>
    public KubernetesObject? Find(ResourceKind kind, string @namespace, string name) => Find(new ObjectKey(kind, kind.IsNamespaced ? @namespace : "", name));

    /// <summary>Whether the object is there; does not make it.</summary>
    public bool Has(ObjectKey key) => _objects.TryGetValue(key.Kind, out var ofKind) && ofKind.ContainsKey(key);

    /// <summary>The names of all objects of a kind in the order of the API server, without making the objects.</summary>
    public IEnumerable<ObjectKey> Keys(ResourceKind kind) => _objects.TryGetValue(kind, out var ofKind) ? ofKind.Keys : [];

    /// <summary>All objects of a kind in one namespace, or in all where it is null, in the order of the API server.</summary>
    public IEnumerable<KubernetesObject> List(ResourceKind kind, string? @namespace = null)
    {
        if (!_objects.TryGetValue(kind, out var ofKind)) return [];
        return ofKind.Where(o => @namespace is null || o.Key.Namespace == @namespace).Select(o => o.Value.Value);
    }

    /// <summary>This store with the object in place of an older one with the same key; it gets the next resourceVersion.</summary>
    public ObjectStore With(KubernetesObject changed)
    {
        long version = Version + 1;
        KubernetesObject stamped = changed.With(["metadata", "resourceVersion"], version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Put(changed.Key, new Lazy<KubernetesObject>(stamped), version);
    }

    /// <summary>This store with an object that is made when somebody first looks at it: a cluster of 150,000 pods need not have 150,000 trees.</summary>
    /// <param name="make">Makes the object for the resourceVersion it is given; has to be pure.</param>
    public ObjectStore WithLazy(ObjectKey key, Func<string, KubernetesObject> make)
    {
        long version = Version + 1;
        string stamp = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Put(key, new Lazy<KubernetesObject>(() => make(stamp)), version);
    }

    /// <summary>This store without an object.</summary>
    public ObjectStore Without(ObjectKey key) =>
        Has(key) ? new(_objects.SetItem(key.Kind, _objects[key.Kind].Remove(key)), Version + 1) : this;

    private ObjectStore Put(ObjectKey key, Lazy<KubernetesObject> value, long version)
    {
        var ofKind = _objects.GetValueOrDefault(key.Kind, ImmutableSortedDictionary<ObjectKey, Lazy<KubernetesObject>>.Empty);
        return new(_objects.SetItem(key.Kind, ofKind.SetItem(key, value)), version);
    }
}
