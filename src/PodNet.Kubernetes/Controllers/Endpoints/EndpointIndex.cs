using System.Collections.Immutable;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>What the controllers of endpoints have to look up: which Services select a pod, which pods a Service selects, which slices are a Service's.
/// It follows the store's changes, as informers do, so that a change costs what it changes. Immutable.</summary>
internal sealed class EndpointIndex
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private static readonly ImmutableSortedDictionary<string, KubernetesObject> NoPods =
        ImmutableSortedDictionary.Create<string, KubernetesObject>(StringComparer.Ordinal);
    private static readonly ImmutableSortedSet<string> NoNames = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    // A Service is found by one of the labels it selects by.
    private readonly ImmutableDictionary<(string Namespace, string Label, string Value), ImmutableHashSet<string>> _byLabel;
    private readonly ImmutableDictionary<ServiceName, Membership> _members;
    private readonly ImmutableDictionary<ServiceName, ImmutableSortedSet<string>> _slices;
    private readonly ObjectStore? _seen;

    private EndpointIndex(
        ImmutableDictionary<(string Namespace, string Label, string Value), ImmutableHashSet<string>> byLabel,
        ImmutableDictionary<ServiceName, Membership> members, ImmutableDictionary<ServiceName, ImmutableSortedSet<string>> slices, ObjectStore? seen) =>
        (_byLabel, _members, _slices, _seen) = (byLabel, members, slices, seen);

    /// <summary>An index of nothing.</summary>
    public static EndpointIndex Empty { get; } = new(
        ImmutableDictionary<(string, string, string), ImmutableHashSet<string>>.Empty, ImmutableDictionary<ServiceName, Membership>.Empty,
        ImmutableDictionary<ServiceName, ImmutableSortedSet<string>>.Empty, null);

    /// <summary>The object as it was when the controllers looked last, or null.</summary>
    public KubernetesObject? Before(ObjectKey key) => _seen?.Find(key);

    /// <summary>The pods that a Service selects, by name.</summary>
    public IEnumerable<KubernetesObject> PodsOf(ServiceName service) => _members.TryGetValue(service, out Membership? found) ? found.Pods.Values : [];

    /// <summary>The names of the slices with a Service's label.</summary>
    public IEnumerable<string> SlicesOf(ServiceName service) => _slices.GetValueOrDefault(service, NoNames);

    /// <summary>The zone of a node; null where it has none.</summary>
    public static string? ZoneOf(KubernetesObject? node) => node?.Labels.Text(ZoneLabel) is { Length: > 0 } zone ? zone : null;

    /// <summary>The index of the objects now, and the Services whose endpoints may be others than before.</summary>
    public (EndpointIndex Now, SortedSet<ServiceName> Touched) Follow(ObjectStore objects)
    {
        ResourceKind[] followed = [ResourceKinds.Of<ServiceKind>(), ResourceKinds.Of<PodKind>(), ResourceKinds.Of<EndpointSliceKind>(),
            ResourceKinds.Of<EndpointsKind>(), ResourceKinds.Of<NodeKind>()];
        IReadOnlySet<ObjectKey>? changed = _seen is null ? null : objects.ChangedSince(_seen);
        EndpointIndexUpdate update = changed is null
            ? new(Empty, objects, followed.Where(k => k is not NodeKind).SelectMany(k => objects.Stored(k)).Select(o => o.Key))
            : new(this, objects, changed.Where(k => followed.Contains(k.Kind)));
        return (update.Made(), update.Touched);
    }

    /// <summary>The pods that a selector finds.</summary>
    private sealed record Membership(ApiMap Selector, ImmutableSortedDictionary<string, KubernetesObject> Pods);

    private sealed class EndpointIndexUpdate
    {
        private readonly EndpointIndex _before;
        private readonly ObjectStore _objects;
        private readonly ImmutableDictionary<(string Namespace, string Label, string Value), ImmutableHashSet<string>>.Builder _byLabel;
        private readonly ImmutableDictionary<ServiceName, Membership>.Builder _members;
        private readonly ImmutableDictionary<ServiceName, ImmutableSortedSet<string>>.Builder _slices;

        public EndpointIndexUpdate(EndpointIndex before, ObjectStore objects, IEnumerable<ObjectKey> changed)
        {
            (_before, _objects) = (before, objects);
            (_byLabel, _members, _slices) = (before._byLabel.ToBuilder(), before._members.ToBuilder(), before._slices.ToBuilder());
            ILookup<Type, ObjectKey> byKind = changed.ToLookup(k => k.Kind.GetType());
            HashSet<ServiceName> selecting = [];
            foreach (ObjectKey key in byKind[typeof(ServiceKind)]) Service(key, selecting);
            if (selecting.Count > 0) Select(selecting);
            foreach (ObjectKey key in byKind[typeof(PodKind)]) Pod(key);
            foreach (ObjectKey key in byKind[typeof(EndpointSliceKind)]) Slice(key);
            foreach (ObjectKey key in byKind[typeof(EndpointsKind)]) Touched.Add(new(key.Namespace, key.Name));
            if (byKind[typeof(NodeKind)].Any(IsElsewhere)) Touched.UnionWith(_members.Keys);
        }

        public SortedSet<ServiceName> Touched { get; } = [];

        public EndpointIndex Made() => new(_byLabel.ToImmutable(), _members.ToImmutable(), _slices.ToImmutable(), _objects.WithoutCaches);

        private void Service(ObjectKey key, HashSet<ServiceName> selecting)
        {
            ServiceName name = new(key.Namespace, key.Name);
            Touched.Add(name);
            ApiMap selector = _objects.Find(key)?.Content.Map("spec", "selector") ?? ApiMap.Empty;
            if (_members.TryGetValue(name, out Membership? known))
            {
                if (known.Selector == selector) return;
                (string, string, string) old = LabelOf(key.Namespace, known.Selector);
                _byLabel[old] = _byLabel[old].Remove(key.Name);
                _members.Remove(name);
            }

            if (selector.Count == 0) return;
            (string, string, string) label = LabelOf(key.Namespace, selector);
            _byLabel[label] = _byLabel.GetValueOrDefault(label, ImmutableHashSet<string>.Empty).Add(key.Name);
            _members[name] = new(selector, NoPods);
            selecting.Add(name);
        }

        // One walk over all pods for all Services that select for the first time.
        private void Select(HashSet<ServiceName> selecting)
        {
            foreach (KubernetesObject pod in _objects.Stored(ResourceKinds.Of<PodKind>()))
            {
                foreach (ServiceName service in SelectedBy(pod))
                {
                    if (selecting.Contains(service)) _members[service] = _members[service] with { Pods = _members[service].Pods.SetItem(pod.Name, pod) };
                }
            }
        }

        private void Pod(ObjectKey key)
        {
            if (_before.Before(key) is { } before)
            {
                foreach (ServiceName service in SelectedBy(before).ToList())
                {
                    _members[service] = _members[service] with { Pods = _members[service].Pods.Remove(key.Name) };
                    Touched.Add(service);
                }
            }

            if (_objects.Find(key) is not { } pod) return;
            foreach (ServiceName service in SelectedBy(pod).ToList())
            {
                _members[service] = _members[service] with { Pods = _members[service].Pods.SetItem(key.Name, pod) };
                Touched.Add(service);
            }
        }

        private void Slice(ObjectKey key)
        {
            if (_before.Before(key) is { } before && NameOf(before) is { } left)
            {
                _slices[left] = _slices.GetValueOrDefault(left, NoNames).Remove(key.Name);
                Touched.Add(left);
            }

            if (_objects.Find(key) is not { } slice || NameOf(slice) is not { } joined) return;
            _slices[joined] = _slices.GetValueOrDefault(joined, NoNames).Add(key.Name);
            Touched.Add(joined);
        }

        private IEnumerable<ServiceName> SelectedBy(KubernetesObject pod)
        {
            ApiMap labels = pod.Labels;
            foreach ((string label, ApiValue value) in labels.Fields)
            {
                if (!_byLabel.TryGetValue((pod.Namespace, label, value.ToString()!), out ImmutableHashSet<string>? services)) continue;
                foreach (string service in services)
                {
                    ServiceName name = new(pod.Namespace, service);
                    if (_members[name].Selector.Fields.All(s => labels[s.Key] == s.Value)) yield return name;
                }
            }
        }

        private bool IsElsewhere(ObjectKey node) =>
            _objects.Has(node) != (_before.Before(node) is not null) || ZoneOf(_objects.Find(node)) != ZoneOf(_before.Before(node));

        private static ServiceName? NameOf(KubernetesObject slice) =>
            slice.Labels.Text(SliceReader.ServiceNameLabel) is { Length: > 0 } name ? new(slice.Namespace, name) : null;

        private static (string, string, string) LabelOf(string space, ApiMap selector)
        {
            // The last label: "app" and "component" come first, and many Services share them.
            (string label, ApiValue value) = selector.Fields.Last();
            return (space, label, value.ToString()!);
        }
    }
}
