using PodNet.Datapath;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>Clusters and exchanges the pictures are tried on.</summary>
internal static class Clusters
{
    /// <summary>Two nodes with two pods each.</summary>
    public static Cluster Small(string cni = "flannel", string mode = "vxlan") => ClusterBuilder.Load($$$"""
        nodes: [{name: node1}, {name: node2}]
        networking: {cni: {name: {{{cni}}}{{{Mode(mode)}}}}}
        pods:
        - {name: client, node: node1, image: busybox}
        - {name: web, node: node1, image: nginx}
        - {name: api, node: node2, image: httpd}
        - {name: db, node: node2, image: postgres}
        """);

    private static string Mode(string mode) => mode.Length == 0 ? "" : $", mode: {mode}";

    public static NamespaceId Pod(this Cluster cluster, string name) => cluster.Topology.Pods.First(p => p.Name == name).Id;

    public static IpAddress Address(this Cluster cluster, string pod) => cluster.Topology.Pods.First(p => p.Name == pod).Address;

    public static Exchange Trace(this Cluster cluster, string from, Probe probe) =>
        PacketTracer.Trace(cluster, KernelState.Cold, cluster.Pod(from), probe, new(SimulatedTime.Start)).Exchange;

    public static Exchange Echo(this Cluster cluster, string from, string to) => cluster.Trace(from, new EchoProbe(cluster.Address(to)));

    public static Exchange Get(this Cluster cluster, string from, string to, ushort port = 80) =>
        cluster.Trace(from, new TcpProbe(cluster.Address(to), port));
}
