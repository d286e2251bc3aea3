using PodNet.Containers;
using PodNet.Datapath;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Lab.Captures;
using PodNet.Lab.Verify;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Lab.Tests.Captures;

/// <summary>A recorded cluster with the tables that its probes leave behind.</summary>
internal sealed class RecordedTables(string name)
{
    private readonly Cluster _cluster = ClusterBuilder.Load(OwnCaptures.Cluster(name));

    /// <summary>The recorded probes in their order.</summary>
    public Capture Capture { get; } = CaptureReader.Read(OwnCaptures.Probes(name));

    /// <summary>All namespaces of the cluster.</summary>
    public IEnumerable<NamespaceId> Namespaces => HeardAddresses.Namespaces(_cluster.Topology);

    /// <summary>The names of the nodes, where connections are tracked.</summary>
    public IEnumerable<string> Nodes => _cluster.Topology.Nodes.Select(n => n.Name);

    /// <summary>What the tools see in a namespace right after a probe that began cold, as the recorder has it.</summary>
    public Func<string, NamespaceView> After(CapturedProbe probe)
    {
        KernelState start = HeardAddresses.In(_cluster, SimulatedTime.Start);
        TraceResult result = PacketTracer.Trace(
            _cluster, start, new(probe.From), ProbeCommandLine.Read(probe.Argv).Probe!, new(SimulatedTime.Start));
        return ns => KernelViews.Of(_cluster, result.After, new(ns), result.Exchange.End);
    }
}
