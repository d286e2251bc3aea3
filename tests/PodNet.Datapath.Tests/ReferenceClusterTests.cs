using PodNet.Kubernetes.Presets;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>The reference clusters consist of exactly the objects that were built on the real kernel.</summary>
public sealed class ReferenceClusterTests
{
    [Theory]
    [InlineData("kubenet")]
    [InlineData("flannel-host-gw")]
    [InlineData("flannel-vxlan")]
    public void A_reference_file_compiles_to_these_commands(string variant)
    {
        string actual = string.Join('\n', BuildCommands.Of(Load(variant))) + "\n";
        Golden.Check($"reference-{variant}.golden", actual);
    }

    [CasesFact]
    public void The_kernels_script_has_the_same_commands()
    {
        foreach (string variant in (string[])["kubenet", "flannel-host-gw", "flannel-vxlan"])
        {
            string[] script = BuildCommands.OfScript(Cases.Read("kernel", variant, "build.sh"));
            Assert.True(script.Length > 60);
            Assert.Equal(script, BuildCommands.Of(Load(variant)));
        }
    }

    [Theory]
    [InlineData("kubenet", "n1", "lo eth0 cbr0 veth11 veth12")]
    [InlineData("flannel-host-gw", "n2", "lo eth0 cni0 veth21 veth22")]
    [InlineData("flannel-vxlan", "n3", "lo eth0 cni0 veth31 veth32 flannel.1")]
    [InlineData("flannel-vxlan", "p11", "lo eth0")]
    [InlineData("kindnet", "n1", "lo eth0 veth11 veth12")]
    [InlineData("weave", "n2", "lo eth0 datapath weave vethwe-datapath vethwe-bridge vxlan-6784 vethwepl21 vethwepl22")]
    [InlineData("flannel-vxlan", "sw", "lo br-under p-gw p-n1 p-n2 p-n3")]
    [InlineData("flannel-vxlan", "gw", "lo eth0")]
    public void Devices_come_in_this_order(string variant, string ns, string devices)
    {
        NetworkNamespace compiled = Load(variant).Namespace(new(ns));
        Assert.Equal(devices, string.Join(' ', compiled.Devices.Select(d => d.Name)));
        Assert.Equal(Enumerable.Range(1, compiled.Devices.Count), compiled.Devices.Select(d => d.Index));
    }

    [Fact]
    public void Rules_stand_in_the_order_the_kernel_asks_them()
    {
        NetworkNamespace node = Load("flannel-vxlan").Namespace(new("n1"));
        Chain chain = node.Netfilter.Find("nat")!.Find("FLANNEL-POSTRTG")!;
        Assert.Equal(
            ["ReturnTarget", "ReturnTarget", "ReturnTarget", "ReturnTarget", "MasqueradeTarget", "MasqueradeTarget"],
            chain.Rules.Select(r => r.Target!.GetType().Name));
        Assert.True(node.Netfilter.TracksConnections);
    }

    [Fact]
    public void The_kernel_listens_on_the_tunnels_port()
    {
        Socket socket = Assert.Single(Load("flannel-vxlan").Namespace(new("n1")).Sockets);
        Assert.Equal("flannel.1", socket.Program);
        Assert.Equal(8472, socket.Port);
        Assert.Empty(Load("flannel-host-gw").Namespace(new("n1")).Sockets);
    }

    [Fact]
    public void The_switch_has_the_address_of_its_lowest_port_and_no_row_of_its_own()
    {
        NetworkNamespace sw = Load("kubenet").Namespace(new("sw"));
        Assert.Equal("02:50:00:00:00:01", sw.Device("br-under").Mac.ToString());
        Assert.Equal(
            ["02:50:00:00:00:01 p-gw", "02:50:00:00:00:11 p-n1", "02:50:00:00:00:12 p-n2", "02:50:00:00:00:13 p-n3"],
            sw.Fdb.Select(f => $"{f.Mac} {f.Device}"));
    }

    private static Cluster Load(string variant) => ClusterBuilder.Load(ClusterPresets.Text($"reference-{variant}").Replace("proxy: iptables", "proxy: none", StringComparison.Ordinal));
}
