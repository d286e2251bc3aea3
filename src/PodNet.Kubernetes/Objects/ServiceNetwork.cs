using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Objects;

/// <summary>Where a cluster's Services get their addresses from.</summary>
public sealed record ServiceNetwork
{
    /// <summary>The networks of ClusterIPs, one of each family, the first family's first (--service-cluster-ip-range).</summary>
    public ValueList<IpPrefix> Subnets { get; init; } = [IpPrefix.Parse("10.96.0.0/12")];

    /// <summary>Who gives addresses to Services of type LoadBalancer; null: nobody, they stay pending.</summary>
    public LoadBalancerSpec? LoadBalancer { get; init; }
}
