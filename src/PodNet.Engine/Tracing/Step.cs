using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Tracing;

/// <summary>One act of a kernel on a packet. Each kind carries the very row that decided.</summary>
/// <param name="At">When, on the simulated clock.</param>
public abstract record Step(SimulatedTime At);

/// <summary>A step after which this branch of the journey does not go on.</summary>
public abstract record TerminalStep(SimulatedTime At) : Step(At)
{
    /// <summary>What this ending means.</summary>
    public abstract Disposition Disposition { get; }
}

/// <summary>Seen on a device on the way in or up: where a capture on the device sees it.</summary>
public sealed record Received(SimulatedTime At, string Device, Packet Packet) : Step(At);

/// <summary>Seen on a device on the way out or down: where a capture on the device sees it.</summary>
public sealed record Transmitted(SimulatedTime At, string Device, Packet Packet) : Step(At);

/// <summary>A program put the packet together here: the start of a journey.</summary>
/// <param name="Program">The program or kernel part that sends: "ping", "icmp", "arp".</param>
public sealed record Originated(SimulatedTime At, string Program, Packet Packet) : Step(At);

/// <summary>A bridge noted behind which port the sender is.</summary>
public sealed record BridgeLearned(SimulatedTime At, string Bridge, FdbEntry Row) : Step(At);

/// <summary>A bridge sent the frame out of the one port its FDB names.</summary>
public sealed record BridgeForwarded(SimulatedTime At, string Bridge, FdbEntry Row, bool Hairpin) : Step(At);

/// <summary>A bridge sent the frame out of all ports: a broadcast, or an address no row knows.</summary>
/// <param name="NotFollowed">Ports behind which nobody would react; they are counted, not followed.</param>
public sealed record Flooded(SimulatedTime At, string Bridge, MacAddress Destination, ValueList<string> Ports, int NotFollowed) : Step(At);

/// <summary>A bridge gave the frame to the host itself.</summary>
/// <param name="Row">The row that says the address is the host's; null for broadcasts and promiscuous bridges.</param>
public sealed record BridgePassedUp(SimulatedTime At, string Bridge, FdbEntry? Row) : Step(At);

/// <summary>An Open vSwitch datapath did with the frame what its flow says. The first frame of a flow misses; the program behind the datapath then writes
/// the row.</summary>
public sealed record FlowMatched(SimulatedTime At, string Datapath, OvsFlow Flow) : Step(At);

/// <summary>A program in user space took a copy of the frame, to carry it to peers.</summary>
public sealed record PassedToUserSpace(SimulatedTime At, string Program, string Device) : Step(At);

/// <summary>Connection tracking found or made the packet's connection.</summary>
public sealed record Tracked(SimulatedTime At, Hook Hook, ConntrackStates State, ConntrackEntry? Entry) : Step(At);

/// <summary>A netfilter rule matched.</summary>
/// <param name="Position">Place in the chain, from 1.</param>
/// <param name="Nearest">The rule before it that held in most of its conditions, or null.</param>
/// <param name="Bridge">The bridge in whose path br_netfilter called the hook, or null.</param>
public sealed record RuleMatched(
    SimulatedTime At, Hook Hook, string Table, string Chain, int Position, Rule Rule, Rule? Nearest, string? Bridge) : Step(At)
{
    /// <summary>Whose rules they are: iptables' or ip6tables'.</summary>
    public IpFamily Family { get; init; }
}

/// <summary>No rule of a built-in chain decided; its policy did.</summary>
public sealed record PolicyApplied(
    SimulatedTime At, Hook Hook, string Table, string Chain, ChainPolicy Policy, Rule? Nearest, string? Bridge) : Step(At)
{
    /// <summary>Whose rules they are: iptables' or ip6tables'.</summary>
    public IpFamily Family { get; init; }
}

/// <summary>The destination was rewritten.</summary>
public sealed record DestinationNat(SimulatedTime At, FiveTuple Before, FiveTuple After, ConntrackEntry Entry) : Step(At);

/// <summary>The source was rewritten.</summary>
public sealed record SourceNat(SimulatedTime At, FiveTuple Before, FiveTuple After, ConntrackEntry Entry) : Step(At);

/// <summary>The routing tables were asked.</summary>
public sealed record RouteLookup(SimulatedTime At, FibResult Result) : Step(At);

/// <summary>A source address was chosen for a packet that had none.</summary>
public sealed record SourceSelected(SimulatedTime At, IpAddress Source, string Device, Route Route) : Step(At);

/// <summary>The next hop's MAC address was known.</summary>
public sealed record NeighborResolved(SimulatedTime At, Neighbor Neighbor) : Step(At);

/// <summary>The next hop's MAC address is being asked for; the packet waits.</summary>
public sealed record NeighborAwaited(SimulatedTime At, IpAddress Address, string Device) : Step(At);

/// <summary>Forwarded: the TTL went down by one.</summary>
public sealed record TtlDecremented(SimulatedTime At, byte From, byte To) : Step(At)
{
    /// <summary>IPv6 calls it the hop limit.</summary>
    public IpFamily Family { get; init; }
}

/// <summary>Wrapped into a tunnel's outer headers.</summary>
/// <param name="Row">What names the remote end: an <see cref="FdbEntry"/>, a <see cref="Neighbor"/> or a <see cref="Route"/>, a peer; null when the device itself does.</param>
public sealed record Encapsulated(SimulatedTime At, string Device, object? Row, Packet Outer) : Step(At);

/// <summary>Unwrapped by the tunnel device: <paramref name="Outer"/> came, <paramref name="Inner"/> goes on.</summary>
public sealed record Decapsulated(SimulatedTime At, string Device, Packet Outer, Packet Inner) : Step(At);

/// <summary>Cut into fragments; each of the others travels as a journey of its own.</summary>
public sealed record Fragmented(SimulatedTime At, string Device, int Mtu, int Parts) : Step(At);

/// <summary>The parts are together again.</summary>
public sealed record Reassembled(SimulatedTime At, int Parts, Packet Packet) : Step(At);

/// <summary>An attached program looked a key up in a map.</summary>
/// <param name="Row">What it found, or null.</param>
public sealed record MapLookup(SimulatedTime At, string Program, string Map, string Key, BpfMapRow? Row) : Step(At);

/// <summary>An attached program did something to the packet: redirected it, passed it on, translated it, answered it.</summary>
/// <param name="Act">What, as it follows on the program's name.</param>
public sealed record ProgramActed(SimulatedTime At, string Device, AttachPoint Point, string Program, string Act) : Step(At);

/// <summary>The kernel answered with an ICMP error; it travels as a journey of its own.</summary>
public sealed record ErrorSent(SimulatedTime At, byte Type, byte Code, string Reason) : Step(At)
{
    /// <summary>ICMP's or ICMPv6's type and code.</summary>
    public IpFamily Family { get; init; }
}

/// <summary>Reached its end.</summary>
/// <param name="To">The program, or the kernel's part ("icmp", "arp").</param>
/// <param name="Socket">The socket, where one was looked up.</param>
public sealed record Delivered(SimulatedTime At, string To, Socket? Socket) : TerminalStep(At)
{
    /// <inheritdoc/>
    public override Disposition Disposition => Disposition.Delivered;
}

/// <summary>A rule said REJECT: dropped here, and the sender is told.</summary>
public sealed record Rejected(SimulatedTime At, Rule Rule) : TerminalStep(At)
{
    /// <inheritdoc/>
    public override Disposition Disposition => Disposition.RejectedByRule;
}

/// <summary>Did not get further.</summary>
/// <param name="Why">Which ending; never <see cref="Disposition.Delivered"/>.</param>
/// <param name="Reason">One sentence that names the thing.</param>
/// <param name="Row">The model object that decided (a <see cref="Rule"/>, <see cref="Route"/>, <see cref="Neighbor"/> ...), or null when no row did.</param>
public sealed record Dropped(SimulatedTime At, Disposition Why, string Reason, object? Row) : TerminalStep(At)
{
    /// <inheritdoc/>
    public override Disposition Disposition => Why;
}
