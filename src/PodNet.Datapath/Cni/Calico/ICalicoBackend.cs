using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>How a node's packets of one family get to the pods of another: one of an IP pool's encapsulations, or none.</summary>
internal interface ICalicoBackend
{
    /// <summary>The family of its IP pool.</summary>
    IpFamily Family { get; }

    /// <summary>MTU in bytes that it leaves to pods.</summary>
    int Mtu { get; }

    /// <summary>Its tunnel device on a node, or null.</summary>
    string? Device { get; }

    /// <summary>Who writes the blackhole routes of a node's own blocks.</summary>
    RouteProtocol Protocol { get; }

    /// <summary>Metric of the blackhole routes.</summary>
    int Metric { get; }

    /// <summary>How well it is known to be the real one.</summary>
    CniFidelity Fidelity { get; }

    /// <summary>The tunnel device and what it needs to know of its peers.</summary>
    void AddDevice(NamespaceBuilder node, PlannedNode self);

    /// <summary>The way from one node to a block of another, its origin aside.</summary>
    Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode peer);

    /// <summary>What a node writes about blocks of its family beside the routes of the table main.</summary>
    void AddBlocks(NamespaceBuilder node, PlannedNode self, IReadOnlyList<NodeBlock> blocks)
    {
    }
}

/// <summary>A block of addresses and the node that has claimed it.</summary>
internal readonly record struct NodeBlock(PlannedNode Owner, IpPrefix Prefix)
{
    /// <summary>The object in which Calico's IPAM keeps it.</summary>
    public Origin Origin => new("BlockAffinity", "", $"{Owner.Name}-{Prefix.ToString().Replace('.', '-').Replace(':', '-').Replace('/', '-')}");
}
