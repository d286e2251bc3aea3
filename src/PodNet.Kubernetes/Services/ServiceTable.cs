using System.Collections.Immutable;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Services;

/// <summary>What data planes know of all Services in one address family: kube-proxy's ServicePortMap and EndpointsMap. Immutable; an update costs what
/// changed, and what did not change stays the same instance.</summary>
public sealed class ServiceTable
{
    private static readonly ImmutableSortedDictionary<string, ApiMap> NoSlices = ImmutableSortedDictionary.Create<string, ApiMap>(StringComparer.Ordinal);
    private readonly ImmutableSortedDictionary<ServiceName, ProxiedService> _services;
    private readonly ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>> _slices;
    private readonly ObjectStore? _seen;

    // What the last update changed, and of what: to ask for the changes of one update costs those changes.
    private readonly ImmutableSortedDictionary<ServiceName, ProxiedService>? _updated;
    private readonly IReadOnlyCollection<ServiceName> _touched = [];

    private ServiceTable(
        IpFamily family, ImmutableSortedDictionary<ServiceName, ProxiedService> services,
        ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>> slices, ObjectStore? seen) =>
        (Family, _services, _slices, _seen) = (family, services, slices, seen);

    private ServiceTable(
        IpFamily family, ImmutableSortedDictionary<ServiceName, ProxiedService> services,
        ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>> slices, ObjectStore seen,
        ImmutableSortedDictionary<ServiceName, ProxiedService> updated, IReadOnlyCollection<ServiceName> touched)
        : this(family, services, slices, seen) => (_updated, _touched) = (updated, touched);

    /// <summary>Which addresses are meant.</summary>
    public IpFamily Family { get; }

    /// <summary>The Services that are served, by namespace and name.</summary>
    public IEnumerable<ProxiedService> Services => _services.Values;

    /// <summary>Number of Services that are served.</summary>
    public int Count => _services.Count;

    /// <summary>A table of nothing.</summary>
    public static ServiceTable Empty(IpFamily family) => new(
        family, ImmutableSortedDictionary<ServiceName, ProxiedService>.Empty,
        ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>>.Empty, null);

    /// <summary>The Service of that name, or null when there is none that is served.</summary>
    public ProxiedService? Find(ServiceName name) => _services.GetValueOrDefault(name);

    /// <summary>A table of these objects; parts that come from the same objects as this table's are the same instances.</summary>
    /// <param name="services">Service objects.</param>
    /// <param name="slices">EndpointSlice objects of all families; the label kubernetes.io/service-name says whose they are.</param>
    public ServiceTable Update(IEnumerable<ApiMap> services, IEnumerable<ApiMap> slices)
    {
        var bySlice = slices.Select(s => (Service: SliceReader.ServiceOf(s), Slice: s)).Where(s => s.Service is not null).GroupBy(s => s.Service!.Value)
            .ToImmutableDictionary(g => g.Key, g => NoSlices.SetItems(g.Select(s => KeyValuePair.Create(s.Slice.Text("metadata", "name") ?? "", s.Slice))));
        var made = ImmutableSortedDictionary.CreateBuilder<ServiceName, ProxiedService>();
        foreach (ApiMap service in services)
        {
            ServiceName name = new(service.Text("metadata", "namespace") ?? "", service.Text("metadata", "name") ?? "");
            ValueList<ApiMap> own = bySlice.GetValueOrDefault(name, NoSlices).Values.ToValueList();
            ProxiedService? part = Find(name) is { } known && known.IsOf(service, own) ? known : ProxiedService.Of(name, service, own, Family);
            if (part is not null) made[name] = part;
        }

        return new(Family, made.ToImmutable(), bySlice, null);
    }

    /// <summary>The table of a cluster's objects. Where this table is of an earlier state of the same store, only what changed since is looked at.</summary>
    public ServiceTable Update(ObjectStore objects)
    {
        ServiceKind services = ResourceKinds.Of<ServiceKind>();
        EndpointSliceKind slices = ResourceKinds.Of<EndpointSliceKind>();
        ObjectStore seen = objects.WithoutCaches;
        if (_seen is null || objects.ChangedSince(_seen) is not { } changed)
        {
            ServiceTable whole = Update(objects.List(services).Select(o => o.Content), objects.List(slices).Select(o => o.Content));
            return new(Family, whole._services, whole._slices, seen);
        }

        if (changed.Count == 0) return this;
        HashSet<ServiceName> touched = [.. changed.Where(k => k.Kind == services).Select(k => new ServiceName(k.Namespace, k.Name))];
        var bySlice = _slices;
        foreach (ObjectKey key in changed.Where(k => k.Kind == slices))
        {
            ApiMap? before = _seen.Find(key)?.Content, after = objects.Find(key)?.Content;
            if (before is not null && SliceReader.ServiceOf(before) is { } left)
            {
                bySlice = bySlice.SetItem(left, bySlice.GetValueOrDefault(left, NoSlices).Remove(key.Name));
                touched.Add(left);
            }

            if (after is null || SliceReader.ServiceOf(after) is not { } joined) continue;
            bySlice = bySlice.SetItem(joined, bySlice.GetValueOrDefault(joined, NoSlices).SetItem(key.Name, after));
            touched.Add(joined);
        }

        return new(Family, touched.Count == 0 ? _services : Served(touched, objects, bySlice), bySlice, seen, _services, touched);
    }

    /// <summary>The Services whose part is not the same instance as in another table, or that only one of the two has.</summary>
    public IEnumerable<ServiceName> ChangedSince(ServiceTable before)
    {
        if (ReferenceEquals(_services, before._services)) return [];
        IEnumerable<ServiceName> candidates = ReferenceEquals(_updated, before._services) ? _touched.Order() : _services.Keys.Union(before._services.Keys);
        return candidates.Where(name => !ReferenceEquals(before.Find(name), Find(name)));
    }

    private ImmutableSortedDictionary<ServiceName, ProxiedService> Served(
        HashSet<ServiceName> touched, ObjectStore objects, ImmutableDictionary<ServiceName, ImmutableSortedDictionary<string, ApiMap>> bySlice)
    {
        ServiceKind kind = ResourceKinds.Of<ServiceKind>();
        var services = _services;
        foreach (ServiceName name in touched)
        {
            ApiMap? service = objects.Find(kind, name.Namespace, name.Name)?.Content;
            ValueList<ApiMap> own = bySlice.GetValueOrDefault(name, NoSlices).Values.ToValueList();
            if (service is not null && Find(name) is { } known && known.IsOf(service, own)) continue;
            services = ProxiedService.Of(name, service, own, Family) is { } part ? services.SetItem(name, part) : services.Remove(name);
        }

        return services;
    }
}

/// <summary>The tables of both families.</summary>
public sealed record ServiceTables(ServiceTable V4, ServiceTable V6)
{
    /// <summary>Tables of nothing.</summary>
    public static ServiceTables Empty { get; } = new(ServiceTable.Empty(IpFamily.V4), ServiceTable.Empty(IpFamily.V6));

    /// <summary>The table of a family.</summary>
    public ServiceTable Of(IpFamily family) => family == IpFamily.V4 ? V4 : V6;

    /// <summary>The tables of a cluster's objects; see <see cref="ServiceTable.Update(ObjectStore)"/>.</summary>
    public ServiceTables Update(ObjectStore objects)
    {
        (ServiceTable v4, ServiceTable v6) = (V4.Update(objects), V6.Update(objects));
        return ReferenceEquals(v4, V4) && ReferenceEquals(v6, V6) ? this : new(v4, v6);
    }
}
