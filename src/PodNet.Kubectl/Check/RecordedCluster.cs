using System.Collections.Immutable;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Ipam;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Check;

/// <summary>The cluster on which sessions were recorded, as it came up: nodes, namespaces, the API server's Service, no pods.</summary>
internal static class RecordedCluster
{
    /// <summary>The cluster of a file.</summary>
    /// <exception cref="CheckFileException">An address or a network cannot be read.</exception>
    public static ControlPlane Of(SessionsFile file, DateTimeOffset started)
    {
        try
        {
            ClusterPlan plan = ClusterPlanner.Plan(new()
            {
                Nodes = file.Nodes.Select(Node).ToValueList(),
                Networking = new() { PodSubnets = [IpPrefix.Parse(file.PodSubnet)], ServiceSubnets = [IpPrefix.Parse(file.ServiceSubnet)] },
            });
            return new(ClusterObjects.Of(plan, started, publishesApiServer: false), new HostLocalNetwork(plan.Nodes.ToImmutableDictionary(n => n.Name, n => NodeAddresses.Of(n.PodCidr))));
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or ClusterFileException)
        {
            throw new CheckFileException($"the cluster cannot be made: {wrong.Message}");
        }
    }

    private static NodeSpec Node(RecordedNode node) => new()
    {
        Name = node.Name,
        Addresses = node.Address.Length == 0 ? [] : [new(IpAddress.Parse(node.Address), 16)],
        Labels = node.IsTainted ? [new(NodeTaint.ControlPlane.Key, "")] : [],
        Taints = node.IsTainted ? [NodeTaint.ControlPlane] : [],
    };

    /// <summary>Gives addresses in the order of the host-local plugin; nothing else of a network is asked for.</summary>
    private sealed record HostLocalNetwork(ImmutableDictionary<string, NodeAddresses> Nodes) : IPodNetwork
    {
        public (IPodNetwork Network, ValueList<IpAddress> Addresses) Add(PodSpec pod)
        {
            if (pod.Node is null || !Nodes.TryGetValue(pod.Node, out NodeAddresses? node)) throw new PodNetworkException($"there is no node {pod.Node}");
            try
            {
                (NodeAddresses after, IpAddress address) = node.Add($"{pod.Namespace}/{pod.Name}");
                return (new HostLocalNetwork(Nodes.SetItem(pod.Node, after)), [address]);
            }
            catch (AddressExhaustedException full)
            {
                throw new PodNetworkException(full.Message);
            }
        }

        public IPodNetwork Delete(string @namespace, string name) =>
            new HostLocalNetwork(Nodes.ToImmutableDictionary(n => n.Key, n => n.Value with { Given = n.Value.Given.Remove($"{@namespace}/{name}") }));
    }

    private sealed record NodeAddresses(IpRange Range, ImmutableDictionary<string, IpAddress> Given, IpAddress? Last)
    {
        public static NodeAddresses Of(IpPrefix subnet) => new(IpRange.Of(subnet), ImmutableDictionary<string, IpAddress>.Empty, null);

        public (NodeAddresses After, IpAddress Address) Add(string pod)
        {
            IpAddress address = new HostLocalAllocator([Range], Given.Values, Last).Allocate();
            return (this with { Given = Given.SetItem(pod, address), Last = address }, address);
        }
    }
}
