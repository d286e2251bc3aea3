using System.Collections.Immutable;
using System.Globalization;

namespace PodNet.Kubernetes.Objects;

/// <summary>The objects of a cluster: what etcd holds. Immutable; a change gives a new store that shares everything else. It checks nothing:
/// that is the API server's work.</summary>
public sealed class ObjectStore
{
    private readonly ImmutableDictionary<ResourceKind, Shelf> _shelves;
    private readonly ImmutableDictionary<Type, object> _caches;
    private readonly ChangeLog _changes;

    private ObjectStore(
        ImmutableDictionary<ResourceKind, Shelf> shelves, long version, ServiceNetwork services, ChangeLog changes,
        ImmutableDictionary<Type, object> caches) =>
        (_shelves, Version, Services, _changes, _caches) = (shelves, version, services, changes, caches);

    /// <summary>No objects.</summary>
    public static ObjectStore Empty { get; } = new(
        ImmutableDictionary<ResourceKind, Shelf>.Empty, 0, new(), ChangeLog.Begin(), ImmutableDictionary<Type, object>.Empty);

    /// <summary>Counts changes: the newest metadata.resourceVersion.</summary>
    public long Version { get; }

    /// <summary>Where Services get their addresses from.</summary>
    public ServiceNetwork Services { get; }

    /// <summary>This store without what was computed from it (<see cref="WithCache"/>): what a cache itself may hold on to.</summary>
    public ObjectStore WithoutCaches => new(_shelves, Version, Services, _changes, ImmutableDictionary<Type, object>.Empty);

    /// <summary>The object, or null.</summary>
    public KubernetesObject? Find(ObjectKey key) => ShelfOf(key.Kind).All.TryGetValue(key, out Entry? found) ? found.Object : null;

    /// <summary>The object, or null.</summary>
    public KubernetesObject? Find(ResourceKind kind, string @namespace, string name) => Find(new ObjectKey(kind, kind.IsNamespaced ? @namespace : "", name));

    /// <summary>Whether the object is there; does not make it.</summary>
    public bool Has(ObjectKey key) => ShelfOf(key.Kind).All.ContainsKey(key);

    /// <summary>The names of all objects of a kind in the order of the API server, without making the objects.</summary>
    public IEnumerable<ObjectKey> Keys(ResourceKind kind) => ShelfOf(kind).All.Keys;

    /// <summary>All objects of a kind in one namespace, or in all where it is null, in the order of the API server.</summary>
    /// <param name="matches">Which of them; asked before an object is made. Null: all.</param>
    public IEnumerable<KubernetesObject> List(ResourceKind kind, string? @namespace = null, Func<ObjectKey, bool>? matches = null) => ShelfOf(kind).All
        .Where(o => (@namespace is null || o.Key.Namespace == @namespace) && (matches is null || matches(o.Key))).Select(o => o.Value.Object);

    /// <summary>The objects of a kind that were stored one by one (<see cref="With"/>): those that controllers may have work with. The others
    /// (<see cref="WithLazy(IEnumerable{LazyObject})"/>) are complete since they are there.</summary>
    public IEnumerable<KubernetesObject> Stored(ResourceKind kind) => ShelfOf(kind).Stored.Values;

    /// <summary>The pods of a kind that nobody has made yet or that were made lazily, with their node: to count them costs no tree.</summary>
    public IEnumerable<(ObjectKey Key, string Node)> Lazy(ResourceKind kind)
    {
        foreach ((ObjectKey key, Entry entry) in ShelfOf(kind).All)
        {
            if (entry.IsLazy) yield return (key, entry.Node);
        }
    }

    /// <summary>The pods with spec.nodeName = <paramref name="node"/>; makes no other pod.</summary>
    public IEnumerable<KubernetesObject> PodsOn(ResourceKind pods, string node) => ShelfOf(pods).All.Values
        .Where(e => !e.IsLazy || e.Node == node).Select(e => e.Object).Where(p => p.Content.Text("spec", "nodeName") == node);

    /// <summary>The objects that were changed, made or deleted since an earlier state of this store, each once: what a watch tells. Null when that is
    /// not known: it is no earlier state of this one, or too long ago ("too old resource version").</summary>
    public IReadOnlySet<ObjectKey>? ChangedSince(ObjectStore earlier) => _changes.Since(earlier._changes);

    /// <summary>What was computed from an earlier state of this store, or null: as an informer's cache it goes on from there.</summary>
    public T? Cache<T>()
        where T : class => (T?)_caches.GetValueOrDefault(typeof(T));

    /// <summary>This store, which keeps what was computed from it; the objects and the version are the same.</summary>
    public ObjectStore WithCache<T>(T computed)
        where T : class => ReferenceEquals(Cache<T>(), computed)
            ? this : new(_shelves, Version, Services, _changes, _caches.SetItem(typeof(T), computed));

    /// <summary>This store without one thing that was computed from it.</summary>
    public ObjectStore WithoutCache<T>()
        where T : class => new(_shelves, Version, Services, _changes, _caches.Remove(typeof(T)));

    /// <summary>This store with other sources of Services' addresses.</summary>
    public ObjectStore WithServices(ServiceNetwork services) => new(_shelves, Version, services, _changes, _caches);

    /// <summary>This store with the object in place of an older one with the same key; it gets the next resourceVersion.</summary>
    public ObjectStore With(KubernetesObject changed)
    {
        KubernetesObject stamped = changed.With(["metadata", "resourceVersion"], Stamp(Version + 1));
        Shelf shelf = ShelfOf(changed.Kind);
        Entry entry = new(stamped);
        return Put(
            changed.Kind, new(shelf.All.SetItem(changed.Key, entry), shelf.Stored.SetItem(changed.Key, stamped)), Version + 1, _changes.With(changed.Key));
    }

    /// <summary>This store with an object that is made when somebody first looks at it: a cluster of 150,000 pods need not have 150,000 trees.</summary>
    /// <param name="make">Makes the object for the resourceVersion it is given; has to be pure.</param>
    public ObjectStore WithLazy(ObjectKey key, Func<string, KubernetesObject> make) => WithLazy([new(key, make)]);

    /// <summary>The same for many at once.</summary>
    public ObjectStore WithLazy(IEnumerable<LazyObject> objects)
    {
        ObjectStore store = this;
        foreach (IGrouping<ResourceKind, LazyObject> ofKind in objects.GroupBy(o => o.Key.Kind))
        {
            long version = store.Version;
            Shelf shelf = store.ShelfOf(ofKind.Key);
            var entries = ofKind.Select(o => KeyValuePair.Create(o.Key, EntryOf(o, Stamp(++version)))).ToList();
            var all = shelf.All.Count == 0 ? entries.ToImmutableSortedDictionary() : shelf.All.SetItems(entries);
            var stored = shelf.Stored.Count == 0 ? shelf.Stored : shelf.Stored.RemoveRange(entries.Select(e => e.Key));
            store = store.Put(ofKind.Key, new(all, stored), version, ChangeLog.Begin());
        }

        return store;
    }

    /// <summary>This store without an object.</summary>
    public ObjectStore Without(ObjectKey key)
    {
        Shelf shelf = ShelfOf(key.Kind);
        return shelf.All.ContainsKey(key)
            ? Put(key.Kind, new(shelf.All.Remove(key), shelf.Stored.Remove(key)), Version + 1, _changes.With(key))
            : this;
    }

    private static Entry EntryOf(LazyObject lazy, string stamp) => new(lazy, stamp);

    private static string Stamp(long version) => version.ToString(CultureInfo.InvariantCulture);

    private ObjectStore Put(ResourceKind kind, Shelf shelf, long version, ChangeLog changes) =>
        new(_shelves.SetItem(kind, shelf), version, Services, changes, _caches);

    private Shelf ShelfOf(ResourceKind kind) => _shelves.GetValueOrDefault(kind, Shelf.Empty);

    // A lazy object is let go again when nobody holds it: to list 150,000 pods must not keep them all.
    private sealed class Entry
    {
        private readonly KubernetesObject? _stored;
        private readonly LazyObject? _lazy;
        private readonly string _stamp = "";
        private WeakReference<KubernetesObject>? _made;

        public Entry(KubernetesObject stored) => _stored = stored;

        public Entry(LazyObject lazy, string stamp) => (_lazy, _stamp) = (lazy, stamp);

        public bool IsLazy => _lazy is not null;

        public string Node => _lazy?.Node ?? "";

        public KubernetesObject Object
        {
            get
            {
                if (_stored is not null) return _stored;
                if (_made is not null && _made.TryGetTarget(out KubernetesObject? known)) return known;
                KubernetesObject made = _lazy!.Make(_stamp);
                _made = new(made);
                return made;
            }
        }
    }

    private sealed record Shelf(ImmutableSortedDictionary<ObjectKey, Entry> All, ImmutableSortedDictionary<ObjectKey, KubernetesObject> Stored)
    {
        public static Shelf Empty { get; } =
            new(ImmutableSortedDictionary<ObjectKey, Entry>.Empty, ImmutableSortedDictionary<ObjectKey, KubernetesObject>.Empty);
    }
}

/// <summary>An object that is made when somebody first looks at it.</summary>
/// <param name="Make">Makes it for the resourceVersion it is given; has to be pure.</param>
/// <param name="Node">spec.nodeName of a pod: known without making it.</param>
public sealed record LazyObject(ObjectKey Key, Func<string, KubernetesObject> Make, string Node = "");
