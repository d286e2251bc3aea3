using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Lab.Verify;

/// <summary>A probe run on the simulated cluster.</summary>
/// <param name="Predicted">What a capture of it would hold; null when <paramref name="Unsupported"/> says why it cannot be
/// replayed.</param>
public sealed record ReplayResult(CapturedProbe? Predicted, string? Unsupported);

/// <summary>Runs a capture's probes on a simulated cluster, each from the same cold state: neighbours and connections flushed, bridges'
/// FDBs kept.</summary>
public sealed class ProbeReplay
{
    private readonly Cluster _cluster;
    private readonly KernelState _start;

    /// <summary>Replays on <paramref name="cluster"/>.</summary>
    public ProbeReplay(Cluster cluster)
    {
        _cluster = cluster;
        _start = HeardAddresses.In(cluster, SimulatedTime.Start);
    }

    /// <summary>Replays <paramref name="probe"/>; of the capture it takes only name, namespace, command line and chosen endpoint.</summary>
    public ReplayResult Run(CapturedProbe probe)
    {
        ProbeReading reading = ProbeCommandLine.Read(probe.Argv);
        if (reading.Probe is null) return new(null, reading.Reason);
        NamespaceId from = new(probe.From);
        if (!_cluster.TryNamespace(from, out _)) return new(null, $"no namespace \"{probe.From}\" in the cluster");
        if (!TryEndpoint(probe.ChosenEndpoint, out IpAddress? endpoint))
            return new(null, $"no pod has the chosen endpoint's namespace \"{probe.ChosenEndpoint}\"");
        try
        {
            TraceOptions options = new(SimulatedTime.Start) { ChosenEndpoint = endpoint };
            Exchange exchange = PacketTracer.Trace(_cluster, _start, from, reading.Probe, options).Exchange;
            return new(Prediction(probe, exchange), null);
        }
        catch (Exception problem)
        {
            // One probe the simulator fails at must not hide what it says about the others.
            return new(null, $"the simulation failed: {problem.Message}");
        }
    }

    /// <summary>The interfaces of the cluster, in the order router, switches, nodes, pods.</summary>
    public ValueList<CaptureInterface> Interfaces() =>
        HeardAddresses.Namespaces(_cluster.Topology).Where(id => _cluster.TryNamespace(id, out _))
            .SelectMany(id => _cluster.Namespace(id).Devices
                .Select(d => new CaptureInterface(id.Name, d.Name, d.Mac.ToString(), d.Mtu, d switch { Loopback => "loopback", Ipip => "ipip", _ => "ether" })))
            .ToValueList();

    private bool TryEndpoint(string? name, out IpAddress? address)
    {
        address = name is null ? null : _cluster.Topology.Pod(new(name))?.Address;
        return name is null || address is not null;
    }

    private CapturedProbe Prediction(CapturedProbe probe, Exchange exchange) => probe with
    {
        ExitCode = exchange.Outcome == OutcomeKind.Answered ? 0 : 1,
        Answer = null,
        Conntrack = null,
        Frames = ExchangeFrames.Of(_cluster, exchange),
    };
}
