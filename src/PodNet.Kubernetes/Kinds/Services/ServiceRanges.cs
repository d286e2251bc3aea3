using System.Collections.Immutable;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>The addresses and ports that Services have: what etcd holds in /registry/ranges. It follows the store's changes. Immutable.</summary>
internal sealed class ServiceRanges
{
    private readonly ObjectStore? _seen;

    private ServiceRanges(ImmutableHashSet<string> addresses, ImmutableHashSet<(string Protocol, long Port)> ports, ObjectStore? seen) =>
        (Addresses, Ports, _seen) = (addresses, ports, seen);

    /// <summary>ClusterIPs.</summary>
    public ImmutableHashSet<string> Addresses { get; }

    /// <summary>Node ports, with those for health checks.</summary>
    public ImmutableHashSet<(string Protocol, long Port)> Ports { get; }

    /// <summary>What is taken in a store.</summary>
    public static ServiceRanges Of(ObjectStore objects)
    {
        ServiceKind kind = ResourceKinds.Of<ServiceKind>();
        ServiceRanges? before = objects.Cache<ServiceRanges>();
        IReadOnlySet<ObjectKey>? changed = before?._seen is { } seen ? objects.ChangedSince(seen) : null;
        if (changed?.Count == 0) return before!;
        var addresses = (changed is null ? ImmutableHashSet<string>.Empty : before!.Addresses).ToBuilder();
        var ports = (changed is null ? ImmutableHashSet<(string, long)>.Empty : before!.Ports).ToBuilder();
        ObjectKey[] keys = [.. changed?.Where(k => k.Kind == kind) ?? objects.Keys(kind)];
        foreach (ApiMap old in keys.Select(k => changed is null ? null : before!._seen!.Find(k)?.Content).OfType<ApiMap>())
        {
            addresses.ExceptWith(AddressesOf(old.Map("spec")));
            ports.ExceptWith(PortsOf(old.Map("spec")));
        }

        foreach (ApiMap now in keys.Select(k => objects.Find(k)?.Content).OfType<ApiMap>())
        {
            addresses.UnionWith(AddressesOf(now.Map("spec")));
            ports.UnionWith(PortsOf(now.Map("spec")));
        }

        return new(addresses.ToImmutable(), ports.ToImmutable(), objects.WithoutCaches);
    }

    /// <summary>The same without what a Service has itself.</summary>
    public ServiceRanges Without(ApiMap? spec) => spec is null ? this : new(Addresses.Except(AddressesOf(spec)), Ports.Except(PortsOf(spec)), null);

    private static IEnumerable<string> AddressesOf(ApiMap spec) => spec.List("clusterIPs").Select(a => a.ToString()!).Where(a => a != "None");

    private static IEnumerable<(string, long)> PortsOf(ApiMap spec)
    {
        if (spec.Number("healthCheckNodePort") is > 0 and { } check) yield return ("TCP", check);
        foreach (ApiMap port in spec.Maps("ports"))
        {
            if (port.Number("nodePort") is > 0 and { } number) yield return (port.Text("protocol") ?? "TCP", number);
        }
    }
}
