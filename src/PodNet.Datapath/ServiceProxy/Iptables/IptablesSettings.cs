using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.ServiceProxy.Iptables;

/// <summary>What kube-proxy is told, and what it finds on its node (KubeProxyConfiguration).</summary>
/// <param name="NodeAddress">The node's address of this family.</param>
/// <param name="ClusterCidr">Where pods are (<c>clusterCIDR</c>), or null: nobody is known to be a pod.</param>
public sealed record IptablesSettings(IpAddress NodeAddress, IpPrefix? ClusterCidr)
{
    /// <summary>Every request to a ClusterIP gets the node's address (<c>iptables.masqueradeAll</c>).</summary>
    public bool MasqueradeAll { get; init; }

    /// <summary>Node ports answer on 127.0.0.1 (<c>iptables.localhostNodePorts</c>, IPv4 only).</summary>
    public bool LocalhostNodePorts { get; init; } = true;

    /// <summary>Networks whose addresses of this node answer for node ports (<c>nodePortAddresses</c>); those that hold all addresses: every one.</summary>
    public ValueList<IpPrefix> NodePortAddresses { get; init; }

    /// <summary>The node's addresses, loopback included, in which <see cref="NodePortAddresses"/> are looked up.</summary>
    public ValueList<IpAddress> Addresses { get; init; }

    /// <summary>Whether iptables knows <c>--random-fully</c> here.</summary>
    public bool RandomFully { get; init; } = true;

    /// <summary>Whether packets to 127.0.0.1 from elsewhere have to be dropped: node ports on localhost need route_localnet, which lets them in.</summary>
    public bool KeepsOutOfLocalhost => Family == IpFamily.V4 && LocalhostNodePorts;

    /// <summary>IPv4 or IPv6.</summary>
    public IpFamily Family => NodeAddress.Family;
}
