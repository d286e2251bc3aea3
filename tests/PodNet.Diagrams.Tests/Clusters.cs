using PodNet.Datapath;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>Clusters and exchanges the pictures are tried on.</summary>
internal static class Clusters
{
    /// <summary>Two nodes with two pods each.</summary>
    public static Cluster Small(string cni = "flannel", string mode = "vxlan") => ClusterBuilder.Load($$$"""
        nodes: [{name: node1}, {name: node2}]
        networking: {{{{(cni == "aws-vpc" ? "" : "podSubnet: 10.244.0.0/16, ")}}}cni: {name: {{{cni}}}{{{Mode(mode)}}}}}
        pods:
        - {name: client, node: node1, image: busybox}
        - {name: web, node: node1, image: nginx}
        - {name: api, node: node2, image: httpd}
        - {name: db, node: node2, image: postgres}
        """);

    /// <summary>The same on two subnets that the router joins.</summary>
    public static Cluster TwoSubnets(string cni, string mode) => ClusterBuilder.Load($$$"""
        nodes: [{name: node1, address: 192.168.50.11}, {name: node2, address: 192.168.60.12}]
        underlay: {subnets: [192.168.50.0/24, 192.168.60.0/24]}
        networking: {podSubnet: 10.244.0.0/16, cni: {name: {{{cni}}}{{{Mode(mode)}}}}}
        pods:
        - {name: client, node: node1, image: busybox}
        - {name: web, node: node1, image: nginx}
        - {name: api, node: node2, image: httpd}
        - {name: db, node: node2, image: postgres}
        """);

    /// <summary>A bridge that leads on to a second switch, and all pods on one Ethernet.</summary>
    public static Cluster SecondSwitch() => Small().WithWayOn("datapath").OnOneEthernet();

    /// <summary>As many nodes as wanted, with as many pods on each.</summary>
    public static Cluster Many(int nodes, int pods) => ClusterBuilder.Load(
        $"nodes: [{string.Join(", ", Enumerable.Range(1, nodes).Select(n => $"{{name: node{n}}}"))}]\n"
        + "networking: {podSubnet: 10.244.0.0/16, cni: {name: flannel, mode: vxlan}}\npods:\n"
        + string.Concat(Enumerable.Range(1, nodes).SelectMany(n => Enumerable.Range(1, pods)
            .Select(p => $"- {{name: pod-{n}-{p}, node: node{n}, image: {(p % 2 == 0 ? "nginx" : "busybox")}}}\n"))));

    /// <summary>Pods with one, two and five containers; one of the five finds its port taken.</summary>
    public static Cluster Containers() => ClusterBuilder.Load("""
        nodes: [{name: node1}, {name: node2}]
        networking: {cni: {name: flannel, mode: vxlan}}
        pods:
        - {name: client, node: node1, image: busybox}
        - name: web
          node: node1
          containers: [{name: site, image: nginx, ports: [8080]}, {name: metrics, image: busybox, ports: [9090]}]
        - name: many
          node: node2
          containers:
          - {name: blue, image: nginx, ports: [8080]}
          - {name: late, image: httpd, ports: [8080]}
          - {name: log-agent, image: fluentd}
          - {name: proxy, image: envoy, ports: [15001]}
          - {name: debug, image: netshoot}
        - {name: db, node: node2, image: postgres}
        """);

    /// <summary>The largest cluster of the examples.</summary>
    public static Cluster FiveThousand() => Largest.Value;

    private static Lazy<Cluster> Largest { get; } =
        new(() => ClusterBuilder.Load(File.ReadAllText(Golden.InRepository("examples/five-thousand-nodes.yaml"))));

    /// <summary>A small cluster whose nodes, pods, containers and images have names no cluster file would be allowed.</summary>
    public static Cluster Hostile()
    {
        Cluster small = Small();
        ClusterTopology topology = small.Topology;
        string[] nodes = ["<script>alert(1)</script>", "ip-10-0-213-47.eu-central-1.compute.internal.example.org"];
        string[] pods = ["a\"b'c&d</title><x/>", "\u202ereversed-\u0007bell", "payments-backend-deployment-7d4b9c6f5-x2x1z", "päivää-平成-😀"];
        return new(
            new ClusterTopology
            {
                Nodes = topology.Nodes.Select((n, i) => n with { Name = nodes[i] }).ToValueList(),
                Pods = topology.Pods.Select((p, i) => p with
                {
                    Name = pods[i],
                    Node = nodes[i / 2],
                    Containers = [.. p.Containers.Select(c => c with { Name = "<b>", Image = "registry.example.org/team/']]><!--:v1" })],
                }).ToValueList(),
                Underlay = topology.Underlay,
                Cni = topology.Cni,
                PodSubnets = [topology.PodSubnet],
                ServiceSubnets = [topology.ServiceSubnet],
            },
            small.Compiler);
    }

    private static string Mode(string mode) => mode.Length == 0 ? "" : $", mode: {mode}";

    public static NamespaceId Pod(this Cluster cluster, string name) => cluster.Topology.Pods.First(p => p.Name == name).Id;

    public static IpAddress Address(this Cluster cluster, string pod) => cluster.Topology.Pods.First(p => p.Name == pod).Address;

    public static Exchange Trace(this Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, cluster.Pod(from), probe, new(SimulatedTime.Start)).Exchange;

    public static Exchange Trace(this Cluster cluster, NamespaceId from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, from, probe, new(SimulatedTime.Start)).Exchange;

    public static Exchange Echo(this Cluster cluster, string from, string to) => cluster.Trace(from, new EchoProbe(cluster.Address(to)));

    public static Exchange Get(this Cluster cluster, string from, string to, ushort port = 80) =>
        cluster.Trace(from, new TcpProbe(cluster.Address(to), port));

    public static Exchange Trace(this Cluster cluster, ClusterPod from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, from.Id, probe, new(SimulatedTime.Start)).Exchange;

    /// <summary>From the first pod of the first node to the first of the last.</summary>
    public static Exchange AcrossRacks(this Cluster cluster)
    {
        ClusterPod to = cluster.Topology.PodsOn(cluster.Topology.Nodes[^1].Name)[0];
        return cluster.Trace(cluster.Topology.PodsOn(cluster.Topology.Nodes[0].Name)[0], new EchoProbe(to.Address));
    }
}
