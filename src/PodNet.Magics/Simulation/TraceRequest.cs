using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>A question in a person's words: who asks whom, and how.</summary>
/// <param name="From">Name of a pod, a node or the router.</param>
/// <param name="To">Name of a pod, a node or the router, an address, or "localhost".</param>
/// <param name="Port">Destination port, or null.</param>
/// <param name="Protocol">"tcp", "udp", "icmp", or null: tcp with a port, icmp without.</param>
/// <param name="Cold">Whether neighbour tables and connection tracking are emptied first; bridges keep what they learned.</param>
/// <param name="Size">Bytes of data behind a ping's ICMP header, or null: 56.</param>
/// <param name="Family">Which address of a name is meant, or null: the cluster's first family.</param>
public sealed record TraceRequest(string From, string To, int? Port = null, string? Protocol = null, bool Cold = false, int? Size = null, IpFamily? Family = null)
{
    /// <summary>The most data bytes a ping can have: 65,535 without the headers of IPv4 and ICMP.</summary>
    public const int LargestPing = 65_507;

    /// <summary>The protocols a request can name.</summary>
    public static IReadOnlyList<string> Protocols { get; } = ["tcp", "udp", "icmp"];

    /// <summary>Follows the packets.</summary>
    /// <exception cref="MagicException">A name is unknown, or protocol and port do not go together.</exception>
    public TraceResult Run(Cluster cluster, KernelState state, SimulatedTime at, ulong seed)
    {
        NamespaceId from = ClusterNames.Place(cluster, From);
        Probe probe = ProbeTo(ClusterNames.Address(cluster, To, Family));
        return PacketTracer.Trace(cluster, Cold ? state.Flushed() : state, from, probe, new(at, seed));
    }

    /// <summary>Follows the packets in a session's cluster. The clock then stands where the exchange ended.</summary>
    /// <exception cref="MagicException">As above, or there is no cluster.</exception>
    public (SessionState After, TraceResult Result) Run(SessionState state)
    {
        TraceResult result = Run(state.RequiredCluster, state.Kernel, state.Clock, state.Seed);
        SessionState after = state with
        {
            Kernel = result.After,
            Clock = result.Exchange.End,
            LastExchange = result.Exchange,
            Logs = state.Logs.After(result.Exchange, state.RequiredCluster),
        };
        return (after, result);
    }

    private Probe ProbeTo(IpAddress to) => (Protocol ?? (Port is null ? "icmp" : "tcp"), Port) switch
    {
        ("icmp", null) => Size is { } size ? new EchoProbe(to, DataBytes: size) : new EchoProbe(to),
        ("icmp", _) => throw new MagicException("icmp has no ports; leave the port out, or choose the protocol tcp or udp"),
        ("tcp" or "udp", { }) when Size is not null => throw new MagicException("--size is that of a ping; leave the port and the protocol out"),
        ("tcp", { } port) => new TcpProbe(to, (ushort)port),
        ("udp", { } port) => new UdpProbe(to, (ushort)port),
        ("tcp" or "udp", null) => throw new MagicException($"{Protocol} needs a port, for example 80"),
        _ => throw new MagicException(
            $"protocol '{Protocol}' is none of {string.Join(", ", Protocols)}{NearestName.Suggestion(Protocol!, Protocols)}"),
    };
}
