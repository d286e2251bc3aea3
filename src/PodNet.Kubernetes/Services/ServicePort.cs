using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Kubernetes.Services;

/// <summary>One port of a Service in one address family, as a data plane needs it (kubernetes, pkg/proxy/serviceport.go). Addresses of the other family
/// are left out.</summary>
public sealed record ServicePort
{
    /// <summary>Which port of which Service.</summary>
    public required ServicePortName Name { get; init; }

    /// <summary>The address on no interface.</summary>
    public required IpAddress ClusterIp { get; init; }

    /// <summary>The port at the ClusterIP, 1 to 65535.</summary>
    public required ushort Port { get; init; }

    /// <summary>The port at every node; 0: none.</summary>
    public ushort NodePort { get; init; }

    /// <summary>spec.externalIPs.</summary>
    public ValueList<IpAddress> ExternalIps { get; init; }

    /// <summary>status.loadBalancer.ingress: addresses that a load balancer leaves as destination (ipMode VIP).</summary>
    public ValueList<IpAddress> LoadBalancerIps { get; init; }

    /// <summary>spec.loadBalancerSourceRanges: who may use the load balancer's addresses; empty: everybody.</summary>
    public ValueList<IpPrefix> LoadBalancerSourceRanges { get; init; }

    /// <summary>How long a client stays with its endpoint (sessionAffinity ClientIP); null: sessionAffinity None.</summary>
    public TimeSpan? AffinityTimeout { get; init; }

    /// <summary>externalTrafficPolicy Local of a Service that can be reached from outside.</summary>
    public bool ExternalPolicyLocal { get; init; }

    /// <summary>internalTrafficPolicy Local.</summary>
    public bool InternalPolicyLocal { get; init; }

    /// <summary>Where each node tells a load balancer whether it has endpoints (type LoadBalancer with externalTrafficPolicy Local); 0: nowhere.</summary>
    public ushort HealthCheckNodePort { get; init; }

    /// <summary>spec.trafficDistribution: "PreferClose", "PreferSameZone", "PreferSameNode"; null: none. What counts for packets are the endpoints' hints.</summary>
    public string? TrafficDistribution { get; init; }

    /// <summary>The annotation service.kubernetes.io/topology-mode ("Auto"), or null.</summary>
    public string? TopologyMode { get; init; }

    /// <summary>The protocol.</summary>
    public IpProtocol Protocol => Name.Protocol;

    /// <summary>Whether clients stay with their endpoint.</summary>
    public bool HasAffinity => AffinityTimeout is not null;

    /// <summary>Whether something besides the ClusterIP leads to it.</summary>
    public bool IsExternallyAccessible => NodePort != 0 || LoadBalancerIps.Count > 0 || ExternalIps.Count > 0;

    /// <summary>Whether any traffic goes to endpoints on all nodes: the node's own packets to an external address do, even with policy Local.</summary>
    public bool UsesClusterEndpoints => !InternalPolicyLocal || IsExternallyAccessible;

    /// <summary>Whether any traffic goes to endpoints on the packet's node only.</summary>
    public bool UsesLocalEndpoints => InternalPolicyLocal || (ExternalPolicyLocal && IsExternallyAccessible);
}
