using PodNet.Kubernetes.Presets;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>A changed pod touches its own namespace and its node's.</summary>
public sealed class EditingTests
{
    private static Cluster Visited()
    {
        Cluster cluster = ClusterBuilder.Load(ClusterPresets.Text("reference-flannel-vxlan").Replace("proxy: iptables", "proxy: none", StringComparison.Ordinal));
        foreach (string id in All) cluster.Namespace(new(id));
        return cluster;
    }

    private static readonly string[] All = ["gw", "n1", "n2", "n3", "p11", "p12", "p21", "p22", "p31", "p32", "sw"];

    [Fact]
    public void Adding_a_pod_shares_every_other_namespace()
    {
        Cluster before = Visited();
        Cluster after = before.WithPod(new() { Name = "extra", Node = "n2" });
        Assert.All(All.Except(["n2"]), id => Assert.Same(before.Namespace(new(id)), after.Namespace(new(id))));
        Assert.Equal(All, after.Compiled.Select(n => n.Id.Name));
        Assert.Null(before.Topology.Pod(new("extra")));
        ClusterPod pod = after.Topology.Pod(new("extra"))!;
        Assert.Equal("10.244.2.4", pod.Address.ToString());
        VethEnd host = Assert.IsType<VethEnd>(after.Namespace(new("n2")).Device(pod.HostInterface));
        VethEnd inside = Assert.IsType<VethEnd>(after.Namespace(pod.Id).Device("eth0"));

        // flannel.1 has index 6 since the cluster came up: the new device comes after it.
        Assert.Equal((7, 7, 2), (host.Index, inside.PeerIndex, host.PeerIndex));
        Assert.Equal("02:00:00:00:02:03", host.Mac.ToString());
        Assert.True(host.Port!.Hairpin);
    }

    [Fact]
    public void Removing_a_pod_leaves_the_others_as_they_are()
    {
        Cluster before = Visited();
        Cluster after = before.WithoutPod(new("p11"));
        Assert.All(All.Except(["n1", "p11"]), id => Assert.Same(before.Namespace(new(id)), after.Namespace(new(id))));
        Assert.False(after.TryNamespace(new("p11"), out _));
        NetworkNamespace node = after.Namespace(new("n1"));
        Assert.False(node.TryDevice("veth11", out _));
        Assert.DoesNotContain(node.Fdb, f => f.Device == "veth11");
        Assert.Equal("10.244.1.3", after.Topology.Pod(new("p12"))!.Address.ToString());
        Assert.Equal("p12", Assert.IsType<VethEnd>(node.Device("veth12")).PeerNamespace.Name);
    }

    [Fact]
    public void A_released_address_is_not_given_out_at_once()
    {
        Cluster cluster = Visited().WithoutPod(new("p12")).WithPod(new() { Name = "next", Node = "n1" });
        Assert.Equal("10.244.1.4", cluster.Topology.Pod(new("next"))!.Address.ToString());
    }

    [Fact]
    public void An_edited_node_equals_one_that_is_compiled_afresh()
    {
        Cluster visited = Visited(), unvisited = ClusterBuilder.Load(ClusterPresets.Text("reference-flannel-vxlan").Replace("proxy: iptables", "proxy: none", StringComparison.Ordinal));
        Assert.Equal(BuildCommands.Of(Change(unvisited)), BuildCommands.Of(Change(visited)));
        NetworkNamespace edited = Change(visited).Namespace(new("n2")), fresh = Change(unvisited).Namespace(new("n2"));
        Assert.Equal(fresh.Devices, edited.Devices);
        Assert.Equal(fresh.Fdb.ToHashSet(), edited.Fdb.ToHashSet());
        Assert.Equal(fresh.Fib.Routes.ToHashSet(), edited.Fib.Routes.ToHashSet());

        static Cluster Change(Cluster cluster) => cluster
            .WithPod(new() { Name = "a", Node = "n2" })
            .WithoutPod(new("p21"))
            .WithPod(new() { Name = "b", Node = "n2", HostInterface = "vethb", Mtu = 1400 })
            .WithoutPod(new("a"))
            .WithPod(new() { Name = "c", Node = "n2" });
    }

    [Fact]
    public void What_was_changed_by_hand_on_the_node_stays()
    {
        Cluster cluster = Visited();
        NamespaceBuilder builder = cluster.Namespace(new("n1")).ToBuilder();
        builder.Routes.RemoveAll(r => r.Destination == IpPrefix.Parse("10.244.2.0/24"));
        Cluster after = cluster.With(builder.Build()).WithPod(new() { Name = "x", Node = "n1" });
        Assert.DoesNotContain(after.Namespace(new("n1")).Fib.Routes, r => r.Destination == IpPrefix.Parse("10.244.2.0/24"));
    }

    [Theory]
    [InlineData("p11", "n1", null, "pod default/p11: the name is taken already; give it another one")]
    [InlineData("n3", "n1", null,
        "pod default/n3: its network namespace would be \"n3\", as that of node n3; give one of them another name")]
    [InlineData("x", "n9", null, "pod default/x: no node \"n9\", did you mean \"n1\"?")]
    [InlineData("x", "n1", "10.244.1.3",
        "pod default/x: requested IP address 10.244.1.3 is not available in range set 10.244.1.1-10.244.1.254")]
    [InlineData("x", "n1", "10.244.2.9", "pod default/x: 10.244.2.9 not in range set 10.244.1.1-10.244.1.254")]
    public void A_pod_that_cannot_be_is_refused(string name, string node, string? address, string message) => Assert.Equal(
        message,
        Assert.Throws<ClusterFileException>(() => Visited().WithPod(
            new() { Name = name, Node = node, Addresses = address is null ? [] : [IpAddress.Parse(address)] })).Message);

    [Theory]
    [InlineData("veth11", "pod default/x: hostInterface veth11 is that of pod default/p11 on node n1 already")]
    [InlineData("cni0", "pod default/x: hostInterface cni0 is a device that node n1 has already")]
    public void An_interface_that_is_taken_is_refused(string device, string message) => Assert.Equal(
        message,
        Assert.Throws<ClusterFileException>(() => Visited().WithPod(new() { Name = "x", Node = "n1", HostInterface = device })).Message);

    [Fact]
    public void Removing_what_is_not_there_suggests_what_is() => Assert.Equal(
        "no pod \"p1\", did you mean \"p11\"?",
        Assert.Throws<ClusterFileException>(() => Visited().WithoutPod(new("p1"))).Message);
}
