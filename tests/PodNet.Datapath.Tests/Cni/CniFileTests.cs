using System.Globalization;
using System.Text.Json;
using PodNet.Datapath.Cni;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Cni;

/// <summary>The files a plugin tells of are ones a container runtime could read, with the cluster's own values in them.</summary>
public sealed class CniFileTests
{
    public static TheoryData<string, string> Modes => new(
        from plugin in CniPlugins.All
        from mode in plugin.Modes.DefaultIfEmpty("")
        select (plugin.Name, mode));

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_configuration_list_names_its_plugins(string cni, string mode)
    {
        Assert.NotEmpty(CniWork.Files(Build(cni, mode), "node2"));
        foreach (CniFile file in CniWork.Files(Build(cni, mode), "node2").Where(f => f.Path.EndsWith(".conflist", StringComparison.Ordinal)))
        {
            using JsonDocument list = JsonDocument.Parse(file.Text);
            Assert.Matches(@"^\d\.\d\.\d$", list.RootElement.GetProperty("cniVersion").GetString());
            Assert.NotEmpty(list.RootElement.GetProperty("name").GetString()!);
            Assert.All(list.RootElement.GetProperty("plugins").EnumerateArray(), p => Assert.NotEmpty(p.GetProperty("type").GetString()!));
        }
    }

    [Theory]
    [InlineData("calico", "10-calico.conflist", "\"nodename\": \"node2\"")]
    [InlineData("cilium", "05-cilium.conflist", "\"cilium-cni\"")]
    [InlineData("kindnet", "10-kindnet.conflist", "[[{\"subnet\": \"10.244.1.0/24\"}]]")]
    [InlineData("weave", "10-weave.conflist", "\"hairpinMode\": true")]
    [InlineData("aws-vpc", "10-aws.conflist", "\"vethPrefix\": \"eni\"")]
    [InlineData("sample", "10-sample.conflist", "[[{\"subnet\": \"10.244.1.0/24\"}]]")]
    public void Its_values_are_the_nodes(string cni, string file, string value) =>
        Assert.Contains(value, CniWork.Files(Build(cni, ""), "node2").Single(f => f.Path == "/etc/cni/net.d/" + file).Text, StringComparison.Ordinal);

    // Where the file has one: with bridge and flannel in what is handed to the bridge plugin; cilium's and weave's programs ask their daemons.
    [Theory]
    [MemberData(nameof(Modes))]
    public void The_MTU_in_it_is_the_pods(string cni, string mode)
    {
        if (cni is "cilium" or "weave") return;
        Cluster cluster = Build(cni, mode);
        Assert.Contains(
            CniWork.Files(cluster, "node2"),
            f => f.Text.Contains(cluster.Topology.Cni.Mtu.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private static Cluster Build(string cni, string mode) => ClusterBuilder.Load($$"""
        nodes: 2
        pods: 1
        networking: {cni: {name: {{cni}}{{(mode.Length == 0 ? "" : $", mode: {mode}")}} } }
        """);
}
