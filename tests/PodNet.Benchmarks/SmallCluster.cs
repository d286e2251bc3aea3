using BenchmarkDotNet.Attributes;
using PodNet.Datapath;
using PodNet.Diagrams;
using PodNet.Diagrams.Svg;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Benchmarks;

/// <summary>What a learner waits for: three nodes with two pods each.</summary>
[MemoryDiagnoser]
public class SmallCluster
{
    private static readonly NamespaceId P11 = new("p11");
    private static readonly EchoProbe Ping = new(IpAddress.Parse("10.244.2.2"));
    private readonly string _text = Examples.Read("reference-flannel-vxlan.yaml");
    private Cluster _cluster = null!;
    private KernelState _warm = null!;
    private Exchange _exchange = null!;

    [GlobalSetup]
    public void Setup()
    {
        _cluster = ClusterBuilder.Load(_text);
        TraceResult cold = PacketTracer.Trace(_cluster, KernelState.Cold, P11, Ping, new(SimulatedTime.Start));
        _warm = cold.After;
        _exchange = cold.Exchange;
    }

    /// <summary>The cluster file read, checked, and every namespace compiled. Wanted: under 5 ms.</summary>
    [Benchmark]
    public int LoadAndCompileAll()
    {
        Cluster cluster = ClusterBuilder.Load(_text);
        int devices = cluster.Namespace(new("sw")).Devices.Count + cluster.Namespace(new("gw")).Devices.Count;
        foreach (ClusterNode node in cluster.Topology.Nodes) devices += cluster.Namespace(node.Id).Devices.Count;
        foreach (ClusterPod pod in cluster.Topology.Pods) devices += cluster.Namespace(pod.Id).Devices.Count;
        return devices;
    }

    /// <summary>One echo over the tunnel with its reply, neighbours known. Wanted: under 100 µs.</summary>
    [Benchmark]
    public TraceResult WarmEcho() => PacketTracer.Trace(_cluster, _warm, P11, Ping, new(SimulatedTime.Start));

    /// <summary>The same with every ARP.</summary>
    [Benchmark]
    public TraceResult ColdEcho() => PacketTracer.Trace(_cluster, KernelState.Cold, P11, Ping, new(SimulatedTime.Start));

    /// <summary>The picture of that echo. Wanted: under 5 ms.</summary>
    [Benchmark]
    public int TracePicture() => SvgWriter.Write(new TraceDiagram().Draw(new(_cluster, _exchange)), new()).Length;
}
