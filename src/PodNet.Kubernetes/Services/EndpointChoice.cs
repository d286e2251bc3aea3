using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Services;

/// <summary>Which endpoints of a Service's port the traffic on one node may go to (kubernetes, pkg/proxy/topology.go, CategorizeEndpoints).</summary>
/// <param name="Cluster">For traffic under policy Cluster; empty where no traffic is.</param>
/// <param name="Local">For traffic under policy Local; empty where no traffic is.</param>
/// <param name="Reachable">All of both.</param>
/// <param name="HasAny">Whether the port has endpoints anywhere: without, connections are refused; with, those that no endpoint may serve are dropped.</param>
/// <param name="Topology">What narrowed <paramref name="Cluster"/> down.</param>
public sealed record EndpointChoice(
    ValueList<ServiceEndpoint> Cluster, ValueList<ServiceEndpoint> Local, ValueList<ServiceEndpoint> Reachable, bool HasAny, TopologyMode Topology)
{
    /// <summary>The choice on a node.</summary>
    /// <param name="endpoints">As <see cref="ServiceTable"/> has them.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="zone">The node's zone (label topology.kubernetes.io/zone); empty: none.</param>
    public static EndpointChoice Of(ServicePort port, ValueList<ServiceEndpoint> endpoints, string node, string zone = "")
    {
        endpoints = Distinct(endpoints, node);
        TopologyMode topology = port.UsesClusterEndpoints ? ModeOf(endpoints, node, zone) : TopologyMode.None;
        ValueList<ServiceEndpoint> cluster = [], local = [];
        if (port.UsesClusterEndpoints)
        {
            cluster = Where(endpoints, e => e.IsReady && IsHinted(e, topology, node, zone));
            if (cluster.Count == 0) cluster = Where(endpoints, e => e.IsServingTerminating);
        }

        if (!port.UsesLocalEndpoints) return new(cluster, local, cluster, cluster.Count > 0, topology);
        local = Where(endpoints, e => e.IsLocal(node) && e.IsReady);
        if (local.Count == 0) local = Where(endpoints, e => e.IsLocal(node) && e.IsServingTerminating);
        bool hasAny = cluster.Count > 0 || endpoints.Any(e => e.IsReady || e.IsServingTerminating);
        HashSet<ServiceEndpoint> both = [.. cluster];
        return new(cluster, local, cluster.Concat(local.Where(both.Add)).ToValueList(), hasAny, topology);
    }

    // Two slices may hold the same endpoint; the one that says it is here counts.
    private static ValueList<ServiceEndpoint> Distinct(ValueList<ServiceEndpoint> endpoints, string node)
    {
        for (int i = 1; i < endpoints.Count; i++)
        {
            if (IsSame(endpoints[i - 1], endpoints[i])) return endpoints.GroupBy(e => (e.Address, e.Port))
                .Select(g => g.FirstOrDefault(e => e.IsLocal(node)) ?? g.First()).ToValueList();
        }

        return endpoints;
    }

    private static bool IsSame(ServiceEndpoint one, ServiceEndpoint other) => one.Address == other.Address && one.Port == other.Port;

    private static ValueList<ServiceEndpoint> Where(ValueList<ServiceEndpoint> endpoints, Func<ServiceEndpoint, bool> isUsed)
    {
        foreach (ServiceEndpoint endpoint in endpoints)
        {
            if (!isUsed(endpoint)) return endpoints.Where(isUsed).ToValueList();
        }

        return endpoints;
    }

    // Hints count only when every ready endpoint has one and one is meant for us.
    private static TopologyMode ModeOf(ValueList<ServiceEndpoint> endpoints, string node, string zone)
    {
        bool any = false, forNode = false, forZone = false, allHaveNodes = true, allHaveZones = true;
        foreach (ServiceEndpoint endpoint in endpoints)
        {
            if (!endpoint.IsReady) continue;
            any = true;
            allHaveNodes &= endpoint.NodeHints.Count > 0;
            forNode |= endpoint.NodeHints.Contains(node);
            allHaveZones &= endpoint.ZoneHints.Count > 0;
            forZone |= endpoint.ZoneHints.Contains(zone);
        }

        if (!any) return TopologyMode.None;
        return allHaveNodes && forNode ? TopologyMode.SameNode : allHaveZones && forZone ? TopologyMode.SameZone : TopologyMode.None;
    }

    private static bool IsHinted(ServiceEndpoint endpoint, TopologyMode mode, string node, string zone) => mode switch
    {
        TopologyMode.SameNode => endpoint.NodeHints.Contains(node),
        TopologyMode.SameZone => endpoint.ZoneHints.Contains(zone),
        _ => true,
    };
}

/// <summary>What hints made of the endpoints of a port on a node.</summary>
public enum TopologyMode
{
    /// <summary>All endpoints are used.</summary>
    None,

    /// <summary>Those for the node's zone.</summary>
    SameZone,

    /// <summary>Those for the node itself.</summary>
    SameNode,
}
