using PodNet.Engine.Simulation;
using PodNet.Engine.Stages;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Programs;

/// <summary>The program that asks: it sends, waits, and notes what it sees.</summary>
internal abstract class ClientProgram(Kernel kernel)
{
    private readonly List<Observation> _observations = [];

    /// <summary>The program's name in a process list.</summary>
    public abstract string Name { get; }

    protected Kernel Kernel { get; } = kernel;

    public ValueList<Observation> Observations => _observations.ToValueList();

    /// <summary>What it came to: an answer if there was one, else the first complaint, else nothing.</summary>
    public OutcomeKind Outcome =>
        _observations.Any(o => o.Kind == OutcomeKind.Answered) ? OutcomeKind.Answered
        : _observations.Count > 0 ? _observations[0].Kind
        : OutcomeKind.TimedOut;

    /// <summary>Whether the program still waits, and nothing came back so far, neither answer nor error.</summary>
    public bool HearsNothing => _observations.Count == 0 && !HasGivenUp;

    /// <summary>Whether the program lost patience.</summary>
    protected bool HasGivenUp { get; set; }

    public abstract void Start();

    /// <summary>Whether a packet for this host is one the program waits for.</summary>
    public abstract bool Expects(Kernel at, SkBuff skb);

    /// <summary>An awaited packet came.</summary>
    public abstract void Received(Kernel at, SkBuff skb);

    /// <summary>An ICMP error came; <paramref name="about"/> is the packet it quotes.</summary>
    public abstract void Failed(Kernel at, SkBuff skb, IcmpHeader error, Packet about);

    protected void Note(Observation observation) => _observations.Add(observation);

    /// <summary>Notes why the own kernel sent nothing.</summary>
    protected void NoteRefusal(SendError error, IpAddress destination, int sequence, int mtu)
    {
        OutcomeKind kind = error switch
        {
            SendError.MessageTooLong => OutcomeKind.MessageTooLong,
            SendError.HostUnreachable or SendError.Prohibited => OutcomeKind.Unreachable,
            _ => OutcomeKind.NetworkUnreachable,
        };
        Note(new(kind, sequence, destination, 0, 0, TimeSpan.Zero, Mtu: mtu));
    }

    protected void NoteError(SkBuff skb, IcmpHeader error, int sequence, SimulatedTime sent) => Note(new(
        error.Meaning(skb.Packet.Ip!.Source.Family) == IcmpMeaning.PortUnreachable ? OutcomeKind.ConnectionRefused : OutcomeKind.Unreachable,
        sequence, skb.Packet.Ip.Source, skb.Packet.Ip.Ttl, skb.Packet.NetworkLength - skb.Packet.Ip.Length,
        Kernel.Now.Since(sent), error.Type, error.Code, error.NextHopMtu));

    /// <summary>A port from net.ipv4.ip_local_port_range.</summary>
    protected ushort EphemeralPort() => (ushort)Kernel.Network.Random.Next(32768, 60999);

    /// <summary>The address this host would send from (what connect() finds out), or an error.</summary>
    protected SendError SourceToward(IpAddress destination, out IpAddress source)
    {
        FibResult route = Kernel.Configuration.Fib.Lookup(new(destination));
        SendError error = LocalOutput.Check(route.Route);
        source = error == SendError.None
            ? SourceAddress.ForRoute(Kernel.Configuration, route.Route!, destination) ?? IpAddress.Any(destination.Family)
            : IpAddress.Any(destination.Family);
        return error;
    }
}
