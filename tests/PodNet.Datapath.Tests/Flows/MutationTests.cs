using PodNet.Model.Addressing;
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
        ["sysctl net.bridge.bridge-nf-call-iptables"] = "every node has it; a node whose CNI makes no bridge has no use for it",
        [".route_localnet"] = "lets NodePorts answer on 127.0.0.1; idle without kube-proxy",
        ["route 169.254.1.1/32"] = "the kernel takes a default route only with a way to its gateway, and never asks again",
        ["socket Tcp 179"] = "bird's, for its peers; nobody in the table speaks BGP",
        ["of nat PREROUTING"] = "felix's jump to floating IPs, which only OpenStack has",
        ["of nat OUTPUT"] = "the same",
        ["of nat cali-PREROUTING"] = "the same",
        ["of nat cali-OUTPUT"] = "the same",
        ["rule 1 of nat cali-POSTROUTING"] = "the same, on the way back",
        ["rule 3 of nat cali-POSTROUTING"] = "for what a node sends into the tunnel from another of its addresses: a socket bound to one, or a Service's; idle without",
    };

    private static readonly Dictionary<string, string> DecorationV6 = new()
    {
        ["ip6tables rule 1 of nat FLANNEL-POSTRTG"] = "spares what kube-proxy marked for masquerading; idle without kube-proxy",
        ["route fd00:10:244::/56"] = "flannel's route of a pod to all pods, as that of IPv4",
    };

    /// <summary>The same of single plugins, by name and mode.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> DecorationOf = new()
    {
        ["kindnet "] = new()
        {
            ["sysctl net.bridge.bridge-nf-call-iptables"] = "nothing on a kindnet node is bridged",
            ["a1: route 10.244.1."] = "ptp's routes of a pod to its gateway and its node's network; the default route has the same next hop",
            ["b1: route 10.244.1."] = "the same",
            ["a2: route 10.244.2."] = "the same",
            ["b2: route 10.244.2."] = "the same",
        },
        ["weave fastdp"] = new()
        {
            ["mtu of datapath"] = "the host itself sends nothing there",
            ["mtu of vethwe-"] = "the cable behind the bridge; the bridge has the same limit and meets every packet first",
            ["mtu of vxlan-6784"] = "no limit at all; the bridge's holds",
            ["rule 1 of filter FORWARD"] = "pods among each other; the next rule lets through what goes to pods of the whole network",
            ["rule 4 of filter FORWARD"] = "answers to pods; WEAVE-EXPOSE lets through what goes to pods",
        },
        ["weave sleeve"] = new()
        {
            ["rule 1 of filter FORWARD"] = "as in fastdp",
            ["rule 4 of filter FORWARD"] = "as in fastdp",
        },
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
    [InlineData("kindnet", "")]
    [InlineData("weave", "fastdp")]
    [InlineData("weave", "sleeve")]
    public void Without_any_one_object_some_packet_goes_another_way(string cni, string mode)
    {
        string[] idle = [.. Idle(PacketFlows.Load(cni, mode))];
        Dictionary<string, string> own = DecorationOf.GetValueOrDefault($"{cni} {mode}", []);
        string[] unexplained = [.. idle.Where(o => !Decoration.Keys.Concat(own.Keys).Any(known => o.Contains(known, StringComparison.Ordinal)))];
        Assert.True(unexplained.Length == 0, string.Join('\n', unexplained));
        Assert.All(own.Keys, known => Assert.Contains(idle, o => o.Contains(known, StringComparison.Ordinal)));
    }

    /// <summary>In a cluster of both families each object of IPv6 matters to IPv6 packets; those of IPv4 are the ones above.</summary>
    [Theory]
    [InlineData("bridge", "")]
    [InlineData("flannel", "vxlan")]
    [InlineData("flannel", "host-gw")]
    public void Without_any_one_object_of_IPv6_some_packet_goes_another_way(string cni, string mode)
    {
        string[] idle = [.. Idle(PacketFlows.LoadDual(cni, mode), IpFamily.V6)];
        Assert.DoesNotContain(idle, o => !DecorationV6.Keys.Any(known => o.Contains(known, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("bridge", "")]
    [InlineData("flannel", "vxlan")]
    [InlineData("flannel", "host-gw")]
    public void The_packet_flow_table_of_IPv6(string cni, string mode)
    {
        Cluster cluster = PacketFlows.LoadDual(cni, mode);
        string table = string.Join('\n', PacketFlows.Of(cluster, IpFamily.V6).Select(f => f.Summary(cluster))) + "\n";
        Golden.Check($"packet-flows-{cni}{(mode.Length > 0 ? "-" + mode : "")}-ipv6.golden", table);
    }

    [Theory]
    [InlineData("bridge", "")]
    [InlineData("flannel", "vxlan")]
    [InlineData("flannel", "host-gw")]
    public void A_second_family_changes_nothing_for_the_first(string cni, string mode)
    {
        Cluster alone = PacketFlows.Load(cni, mode), beside = PacketFlows.LoadDual(cni, mode);
        Assert.All(PacketFlows.Of(alone), flow => Assert.Equal(flow.Fingerprint(alone), flow.Fingerprint(beside)));
    }

    /// <summary>Objects without which every packet of the table goes as before.</summary>
    internal static IEnumerable<string> Idle(Cluster cluster, IpFamily family = IpFamily.V4)
    {
        List<(Cluster Around, Dictionary<PacketFlow, string> Expected)> table =
            [.. PacketFlows.Surroundings(cluster, family).Select(c => (c, PacketFlows.Of(c, family).ToDictionary(f => f, f => f.Fingerprint(c))))];

        string[] namespaces = ["n1", "n2", "a1", "b1", "a2", "b2"];
        IEnumerable<Mutation> mutations = namespaces.SelectMany(ns => Mutations.Of(cluster.Namespace(new(ns))));
        if (family == IpFamily.V6) mutations = mutations.Where(IsOfIpv6);
        return mutations.Where(m => !table.Any(t => Changes(m, t.Around, t.Expected))).Select(m => m.Object);
    }

    [Fact]
    public void What_is_listed_as_idle_really_is()
    {
        string[] idle = [.. Idle(PacketFlows.Load("flannel", "vxlan")), .. Idle(PacketFlows.Load("calico", "ipip"))];
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
    [InlineData("kindnet", "")]
    [InlineData("weave", "fastdp")]
    [InlineData("weave", "sleeve")]
    public void The_packet_flow_table(string cni, string mode)
    {
        Cluster cluster = PacketFlows.Load(cni, mode);
        string table = string.Join('\n', PacketFlows.Of(cluster).Select(f => f.Summary(cluster))) + "\n";
        Golden.Check($"packet-flows-{cni}{(mode.Length > 0 ? "-" + mode : "")}.golden", table);
    }

    private static bool IsOfIpv6(Mutation mutation) =>
        ((string[])["fd00:", "::/0", "-v6", "ip6tables", "ip6", "net.ipv6", " :: "]).Any(word => mutation.Object.Contains(word, StringComparison.Ordinal));

    private static bool Changes(Mutation mutation, Cluster around, Dictionary<PacketFlow, string> expected)
    {
        Cluster mutated = mutation.Apply(around);
        return expected.Any(e => e.Key.Fingerprint(mutated) != e.Value);
    }
}
