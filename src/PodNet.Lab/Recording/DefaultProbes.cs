using PodNet.Model.Addressing;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Lab.Recording;

/// <summary>The probes that are sent where no probes file is given: from the first pod to itself, to a pod beside it, to one on another
/// node, to the nodes and outside; what the cluster has no second pod or node for is left out.</summary>
public static class DefaultProbes
{
    private const int ClosedPort = 9999;

    /// <summary>The probes for <paramref name="cluster"/>; none when it has no pod.</summary>
    public static IReadOnlyList<ProbeRequest> Of(Cluster cluster)
    {
        ClusterTopology topology = cluster.Topology;
        if (topology.Pods.Count == 0) return [];
        ClusterPod asker = topology.Pods[0];
        ClusterNode home = topology.Nodes.First(n => n.Name == asker.Node);
        List<ProbeRequest> probes = [.. Http("own-ip", asker.Id.Name, asker), Ping("pod-to-own-node", asker.Id.Name, home.Address)];
        if (topology.Pods.FirstOrDefault(p => p != asker && p.Node == asker.Node) is { } neighbor)
            probes.AddRange([Ping("same-node", asker.Id.Name, neighbor.Address), .. Http("same-node", asker.Id.Name, neighbor)]);
        if (topology.Pods.FirstOrDefault(p => p.Node != asker.Node) is { } remote)
        {
            probes.AddRange([Ping("cross-node", asker.Id.Name, remote.Address), .. Http("cross-node", asker.Id.Name, remote)]);
            probes.Add(Wget("closed-port", asker.Id.Name, remote.Address, ClosedPort));
            probes.Add(Ping("node-to-remote-pod", home.Id.Name, remote.Address));
            probes.Add(Ping("pod-to-other-node", asker.Id.Name, topology.Nodes.First(n => n.Name == remote.Node).Address));
            probes.Add(new("traceroute", asker.Id.Name,
                ["traceroute", "-n", "-I", "-q", "1", "-N", "1", "-w", "1", "-m", "5", remote.Address.ToString()]));
        }

        if (topology.Underlay.Router is { } router) probes.Add(Ping("pod-to-router", asker.Id.Name, router.Addresses[^1]));
        return probes;
    }

    private static ProbeRequest Ping(string name, string from, IpAddress to) =>
        new($"{name}-ping", from, ["ping", "-n", "-c", "1", "-W", "2", to.ToString()]);

    private static IEnumerable<ProbeRequest> Http(string name, string from, ClusterPod to) =>
        to.Containers.SelectMany(c => c.Listens).Where(p => p.Protocol == IpProtocol.Tcp).Take(1)
            .Select(p => Wget($"{name}-http", from, to.Address, p.Port));

    private static ProbeRequest Wget(string name, string from, IpAddress to, int port) =>
        new(name, from, ["busybox", "wget", "-q", "-O", "-", FormattableString.Invariant($"http://{to}:{port}/")]);
}
