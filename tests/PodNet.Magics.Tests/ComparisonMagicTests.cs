using PodNet.Model.Topology;

namespace PodNet.Magics.Tests;

/// <summary>#!compare, #!cni and #!pcap in a session.</summary>
public sealed class ComparisonMagicTests
{
    private const string File = """
        #!cluster
        nodes: [{name: node1, podCIDR: 10.244.7.0/24}, {name: node2}]
        networking: {podSubnet: 10.244.0.0/16, cni: {name: flannel, mode: vxlan, vni: 7}}
        pods:
        - {name: client, node: node1, image: netshoot, address: 10.244.7.9}
        - {name: web, node: node2, image: nginx}
        """;

    [Fact]
    public void ComparingLeavesTheSessionAsItWas()
    {
        Session session = Started();
        Cluster cluster = session.State.Cluster!;
        session.RunCell("#!trace --from client --to web");
        SessionState before = session.State;

        Assert.True(session.RunCell("#!compare --from client --to web --port 80 --cni all").Succeeded);

        Assert.Same(cluster, session.State.Cluster);
        Assert.Same(before.Kernel, session.State.Kernel);
        Assert.Same(before.LastExchange, session.State.LastExchange);
        Assert.Equal(before.Clock.Plus(Session.TimePerCommand), session.State.Clock);
    }

    [Fact]
    public void EveryCniAndModeHasARowAndKeepsWhatTheFileGives()
    {
        Session session = Started();

        string text = Plain(session, $"#!compare --from client --to {session.State.Cluster!.Topology.Pods[1].Address}");

        Assert.StartsWith("client → web\n", text);
        foreach (string label in new[] { "\nbridge\n", "\nflannel vxlan\n", "\nflannel host-gw\n" }) Assert.Contains(label, text);
        Assert.Contains("VXLAN 7", text);
        Assert.Contains("10.244.7.9 (client)", text);
    }

    [Theory]
    [InlineData("dual")]
    [InlineData("ipv6")]
    public void AnIpv6AddressIsComparedUnderEveryCniThatHasIpv6AndTheOthersSayWhyNot(string family)
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell($"#!cluster\nnodes: 2\npods: 2\nnetworking: {{ipFamily: {family}, cni: cilium}}");
        ClusterPod far = session.State.Cluster!.Topology.Pods[^1];

        string text = Plain(session, $"#!compare --from pod1-1 --to {far.Addresses[^1]} --cni all");

        Assert.Contains("\ncilium vxlan\n", text);
        Assert.Contains("node1, 02:00:00:00:01:01", text);
        Assert.Contains("fd00::2 (pod1-1)", text);
        Assert.Contains("cannot be here: networking.cni: weave is known here with IPv4 only so far", text);
        Assert.DoesNotContain("nobody was asked", text);
    }

    [Theory]
    [InlineData("bridge")]
    [InlineData("flannel")]
    [InlineData("calico, mode: bgp")]
    [InlineData("cilium")]
    public void WhatACniDidIsToldForBothFamilies(string cni)
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell($"#!cluster\nnodes: 2\npods: 2\nnetworking: {{ipFamily: dual, cni: {{name: {cni}}}}}");
        ClusterPod pod = session.State.Cluster!.Topology.Pods[0];

        string text = Plain(session, "#!cni pod1-1");

        Assert.All(pod.Addresses, a => Assert.Contains($"\"address\": \"{a}/", text));
        Assert.Contains(" dev eth0 metric 1024", text);
        Assert.DoesNotContain("fd00:50::11", text);
        Assert.Equal(cni != "bridge", text.Contains("netfilter of IPv6", StringComparison.Ordinal));
    }

    [Fact]
    public void PodsThatKubectlAddedOrDeletedAreThereOrNot()
    {
        Session session = Started();
        session.RunCell("#!kubectl\nkubectl delete pod web\nkubectl run later --image=nginx\nkubectl wait --for=condition=Ready pod/later");

        Assert.Contains("delivered", Plain(session, "#!compare --from client --to later --port 80 --cni bridge"));
        Assert.Contains("no pod, node or address 'web'", session.RunCell("#!compare --from client --to web").Error);
    }

    [Theory]
    [InlineData("#!compare --from client --to web --cni flanel", "--cni: there is no 'flanel', did you mean \"flannel\"?")]
    [InlineData("#!compare --from client --to web --sort size", "--sort is 'size'; it has to be one of cni, hops")]
    [InlineData("#!compare --from client --to web --cni ,", "--cni is empty")]
    [InlineData("#!cni nobody", "no pod 'nobody'")]
    [InlineData("#!cni web --node node1", "pod web is on node2, not on node1")]
    [InlineData("#!cni --node gw", "gw is no node")]
    [InlineData("#!pcap", "nothing was traced yet; say --from and --to")]
    [InlineData("#!pcap --from client --to web --at client:eth1", "no packet was seen at 'client:eth1', did you mean \"client:eth0\"?")]
    public void RefusesWithTheWayOut(string cell, string message) => Assert.Contains(message, Started().RunCell(cell).Error);

    [Fact]
    public void ACniThatCannotBeThereIsARowThatSaysWhy()
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell("#!cluster\nnodes: 1100\nnetworking: {cni: {name: flannel, mode: vxlan}}\npods:\n- {name: a, node: node1}\n- {name: b, node: node1100}");

        MagicResult result = session.RunCell("#!compare --from a --to b --cni bridge,flannel:vxlan");

        Assert.Contains("cannot be here: networking.cni: 1100 nodes do not fit on one switch", result.Outputs[0][OutputBundle.Plain]);
        Assert.Contains("<td colspan=\"12\"", result.Outputs[0][OutputBundle.Html]);
    }

    [Fact]
    public void TheResultOfAddIsInTheReportAndItsAddressIsThePods()
    {
        string text = Plain(Started(), "#!cni client");

        Assert.Contains("\"address\": \"10.244.7.9/24\"", text);
        Assert.Contains("\"sandbox\": \"/var/run/netns/client\"", text);
        Assert.Contains("/etc/cni/net.d/10-flannel.conflist", text);
        Assert.Contains("reachability: node2 reaches 10.244.7.9 through the tunnel device flannel.7 to node1 (", text);
        Assert.Contains("a port of the bridge cni0", text);
        Assert.DoesNotContain("dev eth0 via 192.168.50.1\n", text);
        string bridge = Plain(Started(), "#!cluster --nodes 2 --cni bridge\n#!cni web2", 1);
        Assert.Contains("reachability: node1 reaches 10.244.1.2 via node2, without a tunnel", bridge);
    }

    [Fact]
    public void OfANodeOfBothFamiliesOnlyWhatTheCniWroteIsInTheReport()
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell("#!cluster\nnodes: 2\nnetworking: {ipFamily: dual, cni: {name: calico, mode: wireguard}}\npods:\n- {name: a, node: node1}");
        string text = Plain(session, "#!cni a");

        Assert.Contains("not from all fwmark 0x200000/0x200000 lookup 1", text);
        Assert.Contains("throw 10.244.0.0/26", text);
        Assert.Contains("dev wg-v6.cali", text);
        Assert.DoesNotContain("default via fd00:50::1", text);
    }

    [Fact]
    public void ACaptureIsALinkAndAListing()
    {
        MagicResult result = Started().RunCell("#!pcap --from client --to web --port 80 --at client:eth0 --out \"a<b>.pcapng\"");

        string html = result.Outputs[0][OutputBundle.Html]!;
        Assert.Contains("download=\"a&lt;b&gt;.pcapng\" href=\"data:application/octet-stream;base64,Cg0NC", html);
        string[] lines = result.Outputs[0][OutputBundle.Plain]!.TrimEnd('\n').Split('\n');
        Assert.Contains("[SYN] Len=0 MSS=1410", lines.First(l => l.Contains("TCP", StringComparison.Ordinal)));
        Assert.All(lines, l => Assert.Contains("  client:eth0  ", l));
    }

    [Fact]
    public void TheLastTraceIsCapturedWhenNoneIsAskedFor()
    {
        Session session = Started();
        session.RunCell("#!trace --from client --to web --size 3000");

        string text = Plain(session, "#!pcap");

        Assert.Contains("fragment of ICMP, id 0x", text);
        Assert.Contains("| in VXLAN 7, 192.168.50.11 → 192.168.50.12", text);
    }

    private static Session Started()
    {
        Session session = new(MagicRegistry.Default);
        MagicResult made = session.RunCell(File);
        Assert.True(made.Succeeded, made.Error);
        return session;
    }

    private static string Plain(Session session, string cell, int output = 0)
    {
        MagicResult result = session.RunCell(cell);
        Assert.True(result.Succeeded, result.Error);
        return result.Outputs[output][OutputBundle.Plain]!;
    }
}
