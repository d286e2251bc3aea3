using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Engine.Tracing;

/// <summary>What the program that asked got to know.</summary>
public enum OutcomeKind
{
    /// <summary>An answer came.</summary>
    Answered,

    /// <summary>The port is closed: a reset, or ICMP port unreachable.</summary>
    ConnectionRefused,

    /// <summary>An ICMP error came, or the own kernel gave up.</summary>
    Unreachable,

    /// <summary>The own kernel has no route.</summary>
    NetworkUnreachable,

    /// <summary>The own kernel refused: larger than the MTU, with fragmenting forbidden.</summary>
    MessageTooLong,

    /// <summary>Nothing came.</summary>
    TimedOut,
}

/// <summary>One thing the asking program noticed.</summary>
/// <param name="Kind">An answer or an error.</param>
/// <param name="Sequence">Echo sequence number or traceroute's probe number; 0 elsewhere.</param>
/// <param name="From">Who answered or complained.</param>
/// <param name="Ttl">TTL of the answer as it arrived.</param>
/// <param name="Bytes">Bytes of the answer: ping's count (ICMP header and data), or application data.</param>
/// <param name="After">Since the question was sent.</param>
/// <param name="IcmpType">Type of the ICMP error, or null.</param>
/// <param name="IcmpCode">Code of the ICMP error, or null.</param>
/// <param name="Mtu">Next hop MTU of a "fragmentation needed", or the MTU the own kernel refused at; 0 elsewhere.</param>
public sealed record Observation(
    OutcomeKind Kind, int Sequence, IpAddress From, byte Ttl, int Bytes, TimeSpan After, byte? IcmpType = null, byte? IcmpCode = null, int Mtu = 0);

/// <summary>All journeys of one probe, in the order they began, and what the asking program saw of it.</summary>
/// <param name="From">Namespace the program ran in.</param>
public sealed record Exchange(
    NamespaceId From, Probe Probe, ValueList<Journey> Journeys, OutcomeKind Outcome, ValueList<Observation> Observations,
    SimulatedTime Start, SimulatedTime End)
{
    /// <summary>The first journey that carries the question, or null when the own kernel refused.</summary>
    public Journey? Request => Journeys.FirstOrDefault(j => j.Role == JourneyRole.Request);

    /// <summary>The journey that answers <see cref="Request"/>: a reply or an error; null when none came.</summary>
    public Journey? Answer => Request is { } request
        ? Journeys.FirstOrDefault(j => j.CausedBy == request.Number && j.Role is JourneyRole.Reply or JourneyRole.Error)
        : null;
}

/// <summary>An exchange and the kernels' state on both sides of it.</summary>
public sealed record TraceResult(Exchange Exchange, KernelState Before, KernelState After);
