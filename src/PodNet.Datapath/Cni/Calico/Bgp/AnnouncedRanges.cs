using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>The ranges of Services' addresses that a node announces (confd/pkg/backends/calico/client.go, updateGlobalRoutes).</summary>
internal static class AnnouncedRanges
{
    // A node that takes no traffic from load balancers announces none.
    private const string ExcludeLabel = "node.kubernetes.io/exclude-from-external-load-balancers";

    /// <summary>What is announced: ranges, and single addresses of Services with endpoints on this node.</summary>
    public static IEnumerable<string> Announced(CalicoResources resources, CalicoNode node)
    {
        bool isExcluded = node.Labels.Any(l => l is { Key: ExcludeLabel, Value: "true" });
        return InOrder([.. isExcluded ? [] : Ranges(resources), .. resources.ServiceRoutes.Select(r => r.ToString())]);
    }

    /// <summary>What must not become a route of the kernel, for kube-proxy serves it.</summary>
    public static IEnumerable<string> KeptFromKernel(CalicoResources resources) => InOrder([.. Ranges(resources)]);

    /// <summary>In the order of confd's keys, in which "-" stands for the slash.</summary>
    public static IEnumerable<string> InOrder(ValueList<string> cidrs) =>
        cidrs.Distinct().Where(c => !c.Contains(':', StringComparison.Ordinal)).OrderBy(c => c.Replace('/', '-'), StringComparer.Ordinal);

    // A single address belongs to one Service, whose endpoints decide who announces it; of ClusterIPs the range is meant whatever its size.
    private static IEnumerable<string> Ranges(CalicoResources resources)
    {
        BgpConfiguration bgp = resources.Global;
        IEnumerable<string> shared = bgp.AggregatesLoadBalancers ? [.. bgp.ServiceExternalIps, .. bgp.ServiceLoadBalancerIps] : bgp.ServiceExternalIps;
        return [.. bgp.ServiceClusterIps, .. shared.Where(c => !InterfaceAddress.Parse(c).Network.IsHost)];
    }
}
