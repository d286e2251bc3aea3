using System.Collections.Immutable;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Dns;

/// <summary>What CoreDNS's plugin knows of a cluster: Services, EndpointSlices, Namespaces and, where it verifies them, pods, indexed by name and by address
/// (CoreDNS, plugin/kubernetes/controller.go). Immutable; an update costs what changed.</summary>
public sealed class ClusterRecords
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";
    private static readonly ImmutableSortedDictionary<string, ApiMap> NoSlices = ImmutableSortedDictionary.Create<string, ApiMap>(StringComparer.Ordinal);
    private ImmutableDictionary<ServiceName, ServiceNames> _services = ImmutableDictionary<ServiceName, ServiceNames>.Empty;
    private ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>> _slices =
        ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>>.Empty;

    private ReverseIndex<ServiceName> _clusterIps = ReverseIndex<ServiceName>.Empty, _endpoints = ReverseIndex<ServiceName>.Empty;
    private ReverseIndex<ObjectKey> _pods = ReverseIndex<ObjectKey>.Empty;
    private ImmutableHashSet<string> _namespaces = [];
    private ObjectStore? _seen;

    private ClusterRecords(bool knowsPods) => KnowsPods = knowsPods;

    /// <summary>Whether pods are indexed: only <see cref="PodNames.Verified"/> needs them.</summary>
    public bool KnowsPods { get; }

    /// <summary>Records of a cluster without objects.</summary>
    public static ClusterRecords Empty(bool knowsPods = false) => new(knowsPods);

    /// <summary>Records of these objects. A Service's part that comes from the same objects as here is the same instance.</summary>
    /// <param name="services">Service objects.</param>
    /// <param name="slices">EndpointSlice objects; the label kubernetes.io/service-name says whose they are.</param>
    /// <param name="namespaces">Names of the Namespaces that exist.</param>
    /// <param name="pods">Pod objects; passed over where pods are not indexed.</param>
    public ClusterRecords Update(IEnumerable<ApiMap> services, IEnumerable<ApiMap> slices, IEnumerable<string> namespaces, IEnumerable<ApiMap> pods)
    {
        Dictionary<ServiceName, ApiMap> byName = [];
        foreach (ApiMap service in services) byName[NameOf(service)] = service;
        var bySlice = slices.Select(s => (Service: ServiceOf(s), Slice: s)).Where(s => s.Service is not null).GroupBy(s => s.Service!.Value)
            .ToImmutableDictionary(g => g.Key, g => NoSlices.SetItems(g.Select(s => KeyValuePair.Create(NameOf(s.Slice).Name, s.Slice))));
        var parts = ImmutableDictionary.CreateBuilder<ServiceName, ServiceNames>();
        foreach (ServiceName name in byName.Keys.Union(bySlice.Keys)) parts[name] = Part(name, byName.GetValueOrDefault(name), bySlice);
        PodKind kind = ResourceKinds.Of<PodKind>();
        return new(KnowsPods)
        {
            _services = parts.ToImmutable(),
            _slices = bySlice,
            _clusterIps = ReverseIndex<ServiceName>.Of(parts.Values.SelectMany(p => p.ClusterIps, (p, a) => (a, p.Name))),
            _endpoints = ReverseIndex<ServiceName>.Of(parts.Values.SelectMany(p => p.EndpointAddresses, (p, a) => (a, p.Name))),
            _pods = ReverseIndex<ObjectKey>.Of(!KnowsPods ? []
                : pods.SelectMany(AddressesOf, (p, a) => (a, new ObjectKey(kind, NameOf(p).Namespace, NameOf(p).Name)))),
            _namespaces = [.. namespaces],
        };
    }

    /// <summary>Records of a cluster's objects. Where these are of an earlier state of the same store, only what changed since is looked at.</summary>
    public ClusterRecords Update(ObjectStore objects)
    {
        (ServiceKind services, EndpointSliceKind slices) = (ResourceKinds.Of<ServiceKind>(), ResourceKinds.Of<EndpointSliceKind>());
        (NamespaceKind namespaces, PodKind pods) = (ResourceKinds.Of<NamespaceKind>(), ResourceKinds.Of<PodKind>());
        if (_seen is null || objects.ChangedSince(_seen) is not { } changed)
        {
            ClusterRecords whole = Update(
                objects.List(services).Select(o => o.Content), objects.List(slices).Select(o => o.Content), objects.Keys(namespaces).Select(k => k.Name),
                KnowsPods ? objects.List(pods).Select(o => o.Content) : []);
            whole._seen = objects.WithoutCaches;
            return whole;
        }

        if (changed.Count == 0) return this;
        ClusterRecords next = (ClusterRecords)MemberwiseClone();
        next._seen = objects.WithoutCaches;
        HashSet<ServiceName> touched = [.. changed.Where(k => k.Kind == services).Select(k => new ServiceName(k.Namespace, k.Name))];
        foreach (ObjectKey key in changed.Where(k => k.Kind == slices)) next.Move(key.Name, _seen.Find(key)?.Content, objects.Find(key)?.Content, touched);
        foreach (ServiceName name in touched) next.Renew(name, objects.Find(services, name.Namespace, name.Name)?.Content);
        foreach (ObjectKey key in changed.Where(k => k.Kind == namespaces))
            next._namespaces = objects.Has(key) ? next._namespaces.Add(key.Name) : next._namespaces.Remove(key.Name);
        if (!KnowsPods) return next;
        foreach (ObjectKey key in changed.Where(k => k.Kind == pods))
            next._pods = next._pods.Moved(key, AddressesOf(_seen.Find(key)?.Content), AddressesOf(objects.Find(key)?.Content));
        return next;
    }

    internal bool HasNamespace(string name) => _namespaces.Contains(name);

    internal ServiceNames? Find(ServiceName name) => _services.GetValueOrDefault(name);

    internal IEnumerable<ServiceName> WithClusterIp(IpAddress address) => _clusterIps[address];

    internal IEnumerable<ServiceName> WithEndpoint(IpAddress address) => _endpoints[address];

    internal bool HasPod(string @namespace, IpAddress address) => _pods[address].Any(p => p.Namespace == @namespace);

    private void Move(string slice, ApiMap? before, ApiMap? after, HashSet<ServiceName> touched)
    {
        if (before is not null && ServiceOf(before) is { } left)
        {
            _slices = _slices.SetItem(left, _slices.GetValueOrDefault(left, NoSlices).Remove(slice));
            touched.Add(left);
        }

        if (after is null || ServiceOf(after) is not { } joined) return;
        _slices = _slices.SetItem(joined, _slices.GetValueOrDefault(joined, NoSlices).SetItem(slice, after));
        touched.Add(joined);
    }

    private void Renew(ServiceName name, ApiMap? service)
    {
        ServiceNames? before = Find(name);
        ServiceNames after = Part(name, service, _slices);
        if (ReferenceEquals(before, after)) return;
        _services = service is null && after.Slices.Count == 0 ? _services.Remove(name) : _services.SetItem(name, after);
        _clusterIps = _clusterIps.Moved(name, before?.ClusterIps ?? [], after.ClusterIps);
        _endpoints = _endpoints.Moved(name, before?.EndpointAddresses ?? [], after.EndpointAddresses);
    }

    private ServiceNames Part(ServiceName name, ApiMap? service, ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>> bySlice)
    {
        ValueList<ApiMap> own = bySlice.GetValueOrDefault(name, NoSlices).Values.ToValueList();
        return Find(name) is { } known && known.IsOf(service, own) ? known : new(name, service, own);
    }

    private static ServiceName NameOf(ApiMap o) => new(o.Text("metadata", "namespace") ?? "", o.Text("metadata", "name") ?? "");

    private static ServiceName? ServiceOf(ApiMap slice) =>
        slice.Text("metadata", "labels", ServiceNameLabel) is { Length: > 0 } service ? new(NameOf(slice).Namespace, service) : null;

    // Pods that are over or being deleted have no name any more.
    private static IpAddress[] AddressesOf(ApiMap? pod) =>
        pod is not null && IpAddress.TryParse(pod.Text("status", "podIP"), out IpAddress address) && pod.At("metadata", "deletionTimestamp") is null
        && pod.Text("status", "phase") is not ("Succeeded" or "Failed" or "Unknown") ? [address] : [];
}
