using PodNet.Datapath.Cni;
using PodNet.Datapath.Cni.Results;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>What a plugin answers, and a cluster made again with another.</summary>
public sealed class CniResultTests
{
    // The fields and their order are libcni's (pkg/types/100); the names and numbers are made up.
    [Fact]
    public void A_result_is_printed_as_libcni_prints_it()
    {
        CniResult result = new()
        {
            Interfaces = [new("br7", MacAddress.Parse("02:00:00:00:00:07"), 1400), new("eth0", null) { Sandbox = "/var/run/netns/seven" }],
            Ips = [new(new(IpAddress.Parse("10.7.0.5"), 24), IpAddress.Parse("10.7.0.1")) { Interface = 1 }, new(new(IpAddress.Parse("fd07::5"), 64), null)],
            Routes =
            [
                new(IpPrefix.DefaultV4),
                new(IpPrefix.Parse("10.7.0.0/16"), IpAddress.Parse("10.7.0.1")) { Further = ApiMap.Of(("table", 7L), ("advmss", 1360L), ("mtu", 1400L)) },
            ],
            Dns = ApiMap.Of(("search", ApiList.Of([new ApiText("seven.example")])), ("nameservers", ApiList.Of([new ApiText("10.7.0.1")]))),
        };
        Assert.Equal(
            """
            {
                "cniVersion": "1.1.0",
                "interfaces": [
                    {
                        "name": "br7",
                        "mac": "02:00:00:00:00:07",
                        "mtu": 1400
                    },
                    {
                        "name": "eth0",
                        "sandbox": "/var/run/netns/seven"
                    }
                ],
                "ips": [
                    {
                        "interface": 1,
                        "address": "10.7.0.5/24",
                        "gateway": "10.7.0.1"
                    },
                    {
                        "address": "fd07::5/64"
                    }
                ],
                "routes": [
                    {
                        "dst": "0.0.0.0/0"
                    },
                    {
                        "dst": "10.7.0.0/16",
                        "gw": "10.7.0.1",
                        "mtu": 1400,
                        "advmss": 1360,
                        "table": 7
                    }
                ],
                "dns": {
                    "nameservers": [
                        "10.7.0.1"
                    ],
                    "search": [
                        "seven.example"
                    ]
                }
            }
            """.ReplaceLineEndings("\n"),
            result.ToJson());
        Assert.Equal(result, CniResult.Read(result.Write()));
        Assert.Equal("{\n    \"dns\": {}\n}", new CniResult { CniVersion = null }.ToJson());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_pod_of_every_plugin_has_its_interface_and_its_address_in_the_result(string plugin, string mode)
    {
        Cluster cluster = ClusterBuilder.Load("nodes: 2\npods:\n- {name: a, node: node1}\n- {name: b, node: node2}").WithCni(plugin, mode).Cluster;
        foreach (ClusterPod pod in cluster.Topology.Pods)
        {
            CniResult result = PodResult.Of(cluster, pod);
            CniIp ip = Assert.Single(result.Ips, i => i.Address.Address == pod.Address);
            CniInterface own = result.Interfaces[ip.Interface!.Value];
            Assert.Equal(("eth0", $"/var/run/netns/{pod.Id.Name}"), (own.Name, own.Sandbox));
            Assert.Contains(result.Interfaces, i => i.Name == pod.HostInterface && i.Sandbox is null);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_rebuilt_cluster_has_the_same_nodes_and_pods(string plugin, string mode)
    {
        Cluster cluster = ClusterBuilder.Load("""
            nodes: [{name: east, labels: {zone: e}}, {name: west}]
            networking: {podSubnet: 10.9.0.0/16, cni: {name: flannel, vni: 9, mtu: 1400}}
            pods:
            - {name: a, node: west, address: 10.9.1.77}
            - {name: b}
            """);
        Cluster added = cluster.WithPod(new() { Name = "c", Node = "east" }).WithoutPod(new("b"));
        RebuiltCluster rebuilt = added.WithCni(plugin, mode);
        Assert.Equal(added.Topology.Nodes.Select(n => n.Name), rebuilt.Cluster.Topology.Nodes.Select(n => n.Name));

        // A plugin that takes pods' addresses from the nodes' network brings a larger one.
        if (plugin != "aws-vpc") Assert.Equal(added.Topology.Nodes.Select(n => n.Address), rebuilt.Cluster.Topology.Nodes.Select(n => n.Address));
        Assert.Equal([("a", "west"), ("c", "east")], rebuilt.Cluster.Topology.Pods.Select(p => (p.Name, p.Node)));
        Assert.Equal((plugin, mode), (rebuilt.Cluster.Topology.Cni.Name, rebuilt.Cluster.Topology.Cni.Mode));
        Assert.Equal(cluster.Topology.Cni.Label, added.Topology.Cni.Label);
        if (plugin == "flannel" && mode == "vxlan") Assert.Contains(rebuilt.Cluster.Namespace(new("east")).Devices, d => d is { Name: "flannel.9", Mtu: 1400 or 1450 });
    }

    [Fact]
    public void What_a_plugin_cannot_honour_is_derived_anew_and_said()
    {
        Cluster cluster = ClusterBuilder.Load("nodes: 1\nnetworking: {cni: {name: flannel, mode: vxlan}}\npods:\n- {name: a, hostInterface: cbr0}");
        RebuiltCluster rebuilt = cluster.WithCni("bridge", "");
        Assert.Contains("interface names of pods", Assert.Single(rebuilt.Derived), StringComparison.Ordinal);
        Assert.NotEqual("cbr0", rebuilt.Cluster.Topology.Pods[0].HostInterface);
        Assert.Empty(cluster.WithCni("flannel", "host-gw").Derived);
    }

    public static TheoryData<string, string> Modes =>
        new(from plugin in CniPlugins.All from mode in plugin.Modes.DefaultIfEmpty("") select (plugin.Name, mode));
}
