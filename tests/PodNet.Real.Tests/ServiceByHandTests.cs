using PodNet.Datapath;
using PodNet.Datapath.Tests.KernelFacts;
using PodNet.Lab.Recording;
using PodNet.Lab.Verify;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Real.Tests;

/// <summary>A Service's rules on bridges of every setting, on the real kernel at this moment: what br_netfilter, the hairpin flag and a
/// promiscuous bridge make of them is what the simulator predicts.</summary>
public sealed class ServiceByHandTests
{
    private const string File = """
        nodes:
          - {name: east, podCIDR: 10.60.1.0/24}
          - {name: west, podCIDR: 10.60.2.0/24}
        networking:
          podSubnet: 10.60.0.0/20
          cni: CNI
        pods:
          - {name: ask, node: east, ports: [8080]}
          - {name: web, node: east, ports: [8080]}
          - {name: far, node: west, ports: [8080]}
        """;

    private const string Kubenet = "bridge";
    private const string Flannel = "{name: flannel, mode: vxlan}";

    // The last columns: who pings (a ping that arrives twice has two answers, which overtake each other), and who is answered over TCP (others
    // would try for two minutes).
    public static TheoryData<string, string, Action<NamespaceBuilder>, string, string> Bridges => new()
    {
        { "kubenet", Kubenet, _ => { }, "ask web east", "ask" },
        { "kubenet without br_netfilter", Kubenet, WithoutBridgeNetfilter, "ask web east", "web" },
        { "flannel", Flannel, _ => { }, "ask web east", "ask web" },
        { "flannel without br_netfilter", Flannel, WithoutBridgeNetfilter, "ask web east", "web" },
        { "flannel without hairpin flags", Flannel, WithoutHairpin, "ask web east", "ask" },
        { "flannel with a promiscuous bridge", Flannel, Promiscuous, "ask web east", "ask web" },
        { "a promiscuous bridge where INVALID passes", Flannel, node => { Promiscuous(node); InvalidPasses(node); }, "web east", "ask" },
    };

    [Theory]
    [MemberData(nameof(Bridges))]
    public void A_Service_beside_its_client_is_as_predicted(
        string bridge, string cni, Action<NamespaceBuilder> edit, string pings, string answered) =>
        Compare(bridge, cni, "10.60.1.3", edit, pings.Split(' '), answered.Split(' '));

    [Theory]
    [InlineData(Kubenet)]
    [InlineData(Flannel)]
    public void A_Service_on_another_node_is_as_predicted(string cni) =>
        Compare("as it comes", cni, "10.60.2.2", _ => { }, ["ask", "far"], ["ask", "east"]);

    private static void Compare(string bridge, string cni, string endpoint, Action<NamespaceBuilder> edit, string[] pings, string[] answered)
    {
        string file = File.Replace("CNI", cni, StringComparison.Ordinal);
        Cluster cluster = Edited(file, endpoint, edit);
        ProbeRequest[] probes = [.. pings.Select(Ping), .. answered.Select(Get)];
        RealParts.Need(LabRecorder.Missing(probes));
        LabRecording recording = new LabRecorder(TextWriter.Null).Record(cluster, probes, TestContext.Current.CancellationToken);
        StringWriter account = new();
        VerifyResult result = new VerifyCommand(_ => cluster).Run(file, recording.Probes, [], account, account);
        Assert.True(result.ExitCode == 0, $"{bridge}, endpoint {endpoint}\n{account}");
    }

    private static Cluster Edited(string file, string endpoint, Action<NamespaceBuilder> edit)
    {
        ServiceByHand service = new(IpAddress.Parse("10.96.0.80"), IpAddress.Parse(endpoint)) { AnyProtocol = true };
        Cluster cluster = service.In(ClusterBuilder.Load(file));
        foreach (ClusterNode node in cluster.Topology.Nodes.ToArray())
        {
            NamespaceBuilder builder = cluster.Namespace(node.Id).ToBuilder();
            edit(builder);
            cluster = cluster.With(builder.Build());
        }

        return cluster;
    }

    private static ProbeRequest Ping(string from) => new($"ping-{from}", from, ["ping", "-n", "-c", "1", "-W", "2", "10.96.0.80"]);

    private static ProbeRequest Get(string from) => new($"http-{from}", from, ["busybox", "wget", "-q", "-O", "-", "http://10.96.0.80:8080/"]);

    private static void WithoutBridgeNetfilter(NamespaceBuilder node) => node.SetSysctl("net.bridge.bridge-nf-call-iptables", 0);

    private static void WithoutHairpin(NamespaceBuilder node)
    {
        foreach (string port in node.Devices.Where(d => d.Port is not null).Select(d => d.Name).ToArray())
            node.SetDevice(port, d => d with { Port = d.Port! with { Hairpin = false } });
    }

    private static void Promiscuous(NamespaceBuilder node) => node.SetDevice("cni0", d => d with { Promiscuous = true });

    private static void InvalidPasses(NamespaceBuilder node) => node.DeleteRule("filter", "KUBE-FORWARD", 1);
}
