using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using PodNet.Datapath;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Benchmarks;

/// <summary>5,000 nodes and 150,000 pods, each run in a process of its own without warm-up: what a person with such a file waits for.
/// Wanted: under 2 s and 1 GB.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.ColdStart, launchCount: 3, warmupCount: 0, iterationCount: 1)]
public class LargeCluster
{
    private readonly string _text = Examples.Read("five-thousand-nodes.yaml");

    [Benchmark]
    public TraceResult LoadAndTraceAcrossNodes()
    {
        Cluster cluster = ClusterBuilder.Load(_text);
        ClusterPod from = cluster.Topology.Pods[0];
        ClusterPod to = cluster.Topology.Pods[cluster.Topology.Pods.Count - 1];
        return PacketTracer.Trace(cluster, KernelState.Cold, from.Id, new EchoProbe(to.Address), new(SimulatedTime.Start));
    }
}
