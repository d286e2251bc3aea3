using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>Cilium's packet-flow tables, and what of its programs, rows, routes and rules has work in them.</summary>
public class CiliumFlowTests
{
    /// <summary>Objects without which nothing changes yet, and why they are there all the same.</summary>
    private static readonly Dictionary<string, string> Decoration = new()
    {
        ["row 192.168.50.1"] = "that a node's address is a host's: without the row the program passes the packet to the stack as well",
        ["row 10.244.1.1/32 of cilium_lxc"] = "the same of the router's address",
        ["row 10.244.2.1/32 of cilium_lxc"] = "the same of the router's address",
        ["/32 of cilium_ipcache_v2"] = "who has the address, for policy; the way to the node is in its podCIDR's row too",
        ["row 0.0.0.0/0 of cilium_ipcache_v2"] = "that an address is outside; without any row a packet from the host is dropped for the same reason",
        ["route 0.0.0.0/0 of table 2004"] = "brings packets of the L7 proxy back to this host; idle without policy for HTTP",
        ["rule 2 of filter CILIUM_FORWARD"] = "lets in what a NodePort brought; idle without Services, and programs redirect the rest",
        ["rule 4 of filter CILIUM_FORWARD"] = "cilium_net sees no packet but what a program left to the pair",
        ["rule 2 of nat CILIUM_POST_nat"] = "spares the L7 proxy's answers",
        ["rule 4 of nat CILIUM_POST_nat"] = "the node's own packets from 127.0.0.1, after a Service's DNAT",
        ["rule 5 of nat CILIUM_POST_nat"] = "a pod that reached itself through a Service",
        ["sysctl net.bridge.bridge-nf-call-iptables"] = "every node has it, and there is no bridge here",
        ["1: route 10.244.1.1/32"] = "the kernel takes no default route whose next hop it cannot reach; the way is the same",
        ["2: route 10.244.2.1/32"] = "the kernel takes no default route whose next hop it cannot reach; the way is the same",
    };

    [Theory]
    [InlineData("vxlan")]
    [InlineData("geneve")]
    [InlineData("native")]
    public void Without_any_one_object_some_packet_goes_another_way(string mode)
    {
        // Without a tunnel the chain lacks its third rule, and the one for 127.0.0.1 moves up.
        string[] known = mode == "native" ? [.. Decoration.Keys, "rule 3 of nat CILIUM_POST_nat"] : [.. Decoration.Keys];
        IEnumerable<string> idle = MutationTests.Idle(PacketFlows.Load("cilium", mode))
            .Where(o => !known.Any(k => o.Contains(k, StringComparison.Ordinal)));
        string found = string.Join('\n', idle);
        Assert.True(found.Length == 0, found);
    }

    [Fact]
    public void What_is_listed_as_idle_really_is()
    {
        string[] idle = [.. MutationTests.Idle(PacketFlows.Load("cilium", "vxlan"))];
        Assert.All(Decoration.Keys, known => Assert.Contains(idle, o => o.Contains(known, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("vxlan")]
    [InlineData("geneve")]
    [InlineData("native")]
    public void The_packet_flow_table(string mode)
    {
        Cluster cluster = PacketFlows.Load("cilium", mode);
        string table = string.Join('\n', PacketFlows.Of(cluster).Select(f => f.Summary(cluster))) + "\n";
        Golden.Check($"packet-flows-cilium-{mode}.golden", table);
    }
}
