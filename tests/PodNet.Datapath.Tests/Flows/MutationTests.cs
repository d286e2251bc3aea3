using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>What a plugin writes has to matter: without any one object, at least one packet of the packet-flow table goes another way.</summary>
public class MutationTests
{
    /// <summary>Objects without which nothing changes yet, and why they are there all the same.</summary>
    private static readonly Dictionary<string, string> Decoration = new()
    {
        ["rule 1 of nat FLANNEL-POSTRTG"] = "spares what kube-proxy marked for masquerading; idle without kube-proxy",
        ["route 10.244.0.0/16"] = "flannel's route of a pod to all pods; it has the default route's next hop, and works where a pod has no default route",
        ["rule 512: to"] = "AWS: pods at a further ENI have a rule to that ENI's table, and this one goes before it; with one ENI all tables agree",
        ["rule 1024: mark"] = "AWS: sends NodePorts' answers out of the first ENI; idle without NodePorts and with one ENI",
        ["proxy_delay"] = "the node's proxy ARP for pods answers at once; without it half a second later, and no packet is another",
        ["mtu of veth"] = "the host's end of a pair; the pod's end and the bridge have the same limit and meet every packet first",
    };

    [Theory]
    [InlineData("bridge", "")]
    [InlineData("flannel", "vxlan")]
    [InlineData("flannel", "host-gw")]
    [InlineData("flannel", "wireguard")]
    [InlineData("sample", "")]
    [InlineData("aws-vpc", "")]
    [InlineData("calico", "bgp")]
    [InlineData("calico", "ipip")]
    [InlineData("calico", "ipip-crosssubnet")]
    [InlineData("calico", "vxlan")]
    [InlineData("calico", "vxlan-crosssubnet")]
    public void Without_any_one_object_some_packet_goes_another_way(string cni, string mode)
    {
        IEnumerable<string> idle = Idle(PacketFlows.Load(cni, mode));
        Assert.DoesNotContain(idle, o => !Decoration.Keys.Any(known => o.Contains(known, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Idle(Cluster cluster)
    {
        List<(Cluster Around, Dictionary<PacketFlow, string> Expected)> table =
            [.. PacketFlows.Surroundings(cluster).Select(c => (c, PacketFlows.Of(c).ToDictionary(f => f, f => f.Fingerprint(c))))];

        string[] namespaces = ["n1", "n2", "a1", "b1", "a2", "b2"];
        IEnumerable<Mutation> mutations = namespaces.SelectMany(ns => Mutations.Of(cluster.Namespace(new(ns))));
        return mutations.Where(m => !table.Any(t => Changes(m, t.Around, t.Expected))).Select(m => m.Object);
    }

    [Fact]
    public void What_is_listed_as_idle_really_is()
    {
        Cluster cluster = PacketFlows.Load("flannel", "vxlan");
        string[] idle = [.. Idle(cluster)];
        Assert.All(Decoration.Keys, known => Assert.Contains(idle, o => o.Contains(known, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("bridge", "")]
    [InlineData("flannel", "vxlan")]
    [InlineData("flannel", "host-gw")]
    [InlineData("flannel", "wireguard")]
    [InlineData("sample", "")]
    [InlineData("aws-vpc", "")]
    [InlineData("calico", "bgp")]
    [InlineData("calico", "ipip")]
    [InlineData("calico", "ipip-crosssubnet")]
    [InlineData("calico", "vxlan")]
    [InlineData("calico", "vxlan-crosssubnet")]
    public void The_packet_flow_table(string cni, string mode)
    {
        Cluster cluster = PacketFlows.Load(cni, mode);
        string table = string.Join('\n', PacketFlows.Of(cluster).Select(f => f.Summary(cluster))) + "\n";
        Golden.Check($"packet-flows-{cni}{(mode.Length > 0 ? "-" + mode : "")}.golden", table);
    }

    private static bool Changes(Mutation mutation, Cluster around, Dictionary<PacketFlow, string> expected)
    {
        Cluster mutated = mutation.Apply(around);
        return expected.Any(e => e.Key.Fingerprint(mutated) != e.Value);
    }
}
