using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Kinds.Services;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Controllers;

/// <summary>Gives Services of type LoadBalancer addresses of the cluster's pool and writes them into status.loadBalancer.ingress: as MetalLB's controller
/// does, or as a cloud's through the service controller. Without a pool they stay pending.</summary>
internal static class LoadBalancerController
{
    private static readonly string[] AskedBy = ["metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs"];

    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        ServiceKind kind = ResourceKinds.Of<ServiceKind>();
        Seen? before = cluster.Objects.Cache<Seen>();
        ObjectKey[]? changed = before is null ? null : cluster.Objects.ChangedSince(before.Objects)?.Where(k => k.Kind == kind).Order().ToArray();
        // An address that came free is for one that waits.
        bool looksAtAll = changed is null || changed.Any(k => !cluster.Objects.Has(k) || IsReleased(before!.Objects.Find(k), cluster.Objects.Find(k)));
        ObjectKey[] keys = looksAtAll ? [.. cluster.Objects.Stored(kind).Select(o => o.Key)] : changed!;
        foreach (ObjectKey key in keys)
        {
            if (cluster.Objects.Find(key) is { } service) cluster = Sync(cluster, service, request);
        }

        return cluster with { Objects = cluster.Objects.WithCache(new Seen(cluster.Objects.WithoutCaches)) };
    }

    private static bool IsReleased(KubernetesObject? before, KubernetesObject? now) =>
        before is not null && IsBalanced(before) && now is not null && !IsBalanced(now);

    private static bool IsBalanced(KubernetesObject service) =>
        service.Content.Text("spec", "type") == "LoadBalancer" && service.Content.Text("spec", "loadBalancerClass") is null;

    private static ControlPlane Sync(ControlPlane cluster, KubernetesObject service, ApiRequest request)
    {
        bool has = service.Content.List("status", "loadBalancer", "ingress").Count > 0;
        if (!IsBalanced(service))
            return has && service.Content.Text("spec", "type") != "LoadBalancer" ? cluster.With(service, "status", ApiMap.Of(("loadBalancer", ApiMap.Empty))) : cluster;
        if (has || cluster.Objects.Services.LoadBalancer is not { } balancer) return cluster;
        bool isCloud = balancer.Name == LoadBalancerSpec.Cloud;
        string component = isCloud ? "service-controller" : "metallb-controller";
        if (isCloud) cluster = cluster.Did(service, component, "EnsuringLoadBalancer", "Ensuring load balancer", request);
        (List<IpAddress> given, string? problem) = Addresses(cluster.Objects, service, balancer);
        if (problem is not null)
        {
            return cluster.Warns(service, component, isCloud ? "SyncLoadBalancerFailed" : "AllocationFailed", isCloud
                ? $"Error syncing load balancer: failed to ensure load balancer: {problem}"
                : $"Failed to allocate IP for \"{service.Namespace}/{service.Name}\": {problem}", request);
        }

        ApiList ingress = ApiList.Of(given.Select(a => ApiMap.Of(("ip", a.ToString()))));
        cluster = cluster.With(service, "status", ApiMap.Of(("loadBalancer", ApiMap.Of(("ingress", ingress)))));
        return isCloud
            ? cluster.Did(service, component, "EnsuredLoadBalancer", "Ensured load balancer", request)
            : cluster.Did(service, component, "IPAllocated", $"Assigned IP [{string.Join(' ', given.Select(a => $"\"{a}\""))}]", request);
    }

    // One of each family the Service has; with PreferDualStack those that the pool has.
    private static (List<IpAddress> Given, string? Problem) Addresses(ObjectStore objects, KubernetesObject service, LoadBalancerSpec balancer)
    {
        HashSet<string> taken =
        [
            .. objects.List(service.Kind).SelectMany(s => s.Content.Maps("status", "loadBalancer", "ingress")).Select(i => i.Text("ip") ?? ""),
        ];
        string[] asked =
        [
            .. (AskedBy.Select(a => service.Annotations.Text(a)).FirstOrDefault(a => a is not null) ?? service.Content.Text("spec", "loadBalancerIP") ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
        List<IpAddress> given = [];
        if (asked.Length > 0)
        {
            foreach (string text in asked)
            {
                if (!IpAddress.TryParse(text, out IpAddress address)) return (given, $"invalid spec.loadBalancerIP \"{text}\"");
                if (!balancer.Addresses.Any(r => r.Contains(address))) return (given, $"[\"{address}\"] is not allowed in config");
                if (taken.Contains(address.ToString())) return (given, $"can't change sharing key for \"{service.Namespace}/{service.Name}\", address also in use");
                given.Add(address);
            }

            return (given, null);
        }

        foreach (string family in service.Content.List("spec", "ipFamilies").Select(f => f.ToString()!))
        {
            if (Free(balancer, family, taken) is { } address) given.Add(address);
            else if (service.Content.Text("spec", "ipFamilyPolicy") != "PreferDualStack") return (given, "no available IPs");
        }

        return (given, given.Count == 0 ? "no available IPs" : null);
    }

    private static IpAddress? Free(LoadBalancerSpec balancer, string family, HashSet<string> taken)
    {
        foreach (AddressRange range in balancer.Addresses.Where(r => ServiceFamilies.NameOf(r.First.Family) == family))
        {
            for (IpAddress address = range.First; range.Contains(address); address = address.Plus(1))
            {
                if (!taken.Contains(address.ToString())) return address;
                if (address == range.Last) break;
            }
        }

        return null;
    }

    /// <summary>The objects when the controller looked last.</summary>
    private sealed record Seen(ObjectStore Objects);
}
