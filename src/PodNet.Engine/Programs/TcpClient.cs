using PodNet.Engine.Simulation;
using PodNet.Engine.Stages;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Programs;

/// <summary>A TCP client with one question: connect, ask, read, close.</summary>
internal sealed class TcpClient(Kernel kernel, TcpProbe probe) : ClientProgram(kernel)
{
    /// <summary>net.ipv4.tcp_syn_retries</summary>
    private const int SynRetries = 6;

    /// <summary>A timer fires late, never early (kernel/time/timer.c rounds up to its wheel's next slot); so an ARP error that comes after
    /// exactly as many seconds is there before the SYN is sent again.</summary>
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(20);

    private FiveTuple _flow;
    private Stage _stage;
    private SimulatedTime _started;
    private SimulatedTime _lastSyn;
    private int _attempts;

    private enum Stage
    {
        Connecting,
        Connected,
        Answered,
        Finished,
        Closed,
    }

    public override string Name => "wget";

    public override void Start()
    {
        _started = Kernel.Now;
        SendError error = SourceToward(probe.Destination, out IpAddress source);
        if (error != SendError.None)
        {
            NoteRefusal(error, probe.Destination, 0, 0);
            return;
        }

        _flow = new(IpProtocol.Tcp, source, EphemeralPort(), probe.Destination, probe.Port);
        if (probe.Patience is { } patience) Kernel.Network.After(patience, GiveUp);
        Connect(0);
    }

    private void GiveUp()
    {
        if (_stage != Stage.Connecting) return;
        HasGivenUp = true;
        _stage = Stage.Closed;
    }

    public override bool Expects(Kernel at, SkBuff skb) => at == Kernel && _stage != Stage.Closed && skb.Packet.Flow == _flow.Reversed;

    public override void Received(Kernel at, SkBuff skb)
    {
        TcpFlags flags = skb.Packet.Tcp!.Flags;
        if (flags.HasFlag(TcpFlags.Rst))
        {
            Note(Observe(OutcomeKind.ConnectionRefused, skb));
            _stage = Stage.Closed;
        }
        else if (flags.HasFlag(TcpFlags.Syn))
        {
            if (_stage != Stage.Connecting) return;
            _stage = Stage.Connected;
            Send(TcpFlags.Ack, 0, skb);
            Send(TcpFlags.Psh | TcpFlags.Ack, Math.Min(probe.RequestBytes, TcpStack.Room(Kernel, _flow)), skb);
        }
        else if (flags.HasFlag(TcpFlags.Fin))
        {
            if (_stage == Stage.Finished) return;
            _stage = Stage.Finished;
            Send(TcpFlags.Fin | TcpFlags.Ack, 0, skb);
        }
        else if (skb.Packet.PayloadLength > 0 && _stage == Stage.Connected)
        {
            _stage = Stage.Answered;
            Note(Observe(OutcomeKind.Answered, skb));
        }
    }

    // While connecting, any error ends the attempt (tcp_v4_err); later ones are only noted by the kernel.
    public override void Failed(Kernel at, SkBuff skb, IcmpHeader error, Packet about)
    {
        if (at != Kernel || _stage != Stage.Connecting || about.Flow != _flow) return;
        IcmpMeaning meaning = error.Meaning(probe.Destination.Family);
        if (meaning is IcmpMeaning.TimeExceeded or IcmpMeaning.TooBig) return;
        if (meaning is IcmpMeaning.NoRoute or IcmpMeaning.HostUnreachable) RevertBackoff(skb);
        NoteError(skb, error, 0, _started);
        _stage = Stage.Closed;
    }

    // An error of the path takes the last doubling of the retry time back; where that time is over by now, the SYN goes out once more before the
    // attempt ends (RFC 6069; net/ipv4/tcp_ipv4.c, tcp_ld_RTO_revert). Not where the own kernel still held the SYN itself.
    private void RevertBackoff(SkBuff skb)
    {
        if (_attempts < 2 || Kernel.Configuration.Fib.IsLocal(skb.Packet.Ip!.Source)) return;
        TimeSpan reverted = TimeSpan.FromSeconds(1 << (_attempts - 2));
        if (Kernel.Now.Since(_lastSyn) >= reverted) TcpStack.Send(Kernel, _flow, TcpFlags.Syn, 0, Name, JourneyRole.Request, null, _attempts);
    }

    private void Connect(int attempt)
    {
        if (_stage != Stage.Connecting) return;
        (_attempts, _lastSyn) = (attempt + 1, Kernel.Now);
        if (attempt > SynRetries)
        {
            _stage = Stage.Closed;
            return;
        }

        SendError error = TcpStack.Send(Kernel, _flow, TcpFlags.Syn, 0, Name, JourneyRole.Request, null, attempt);
        if (error != SendError.None)
        {
            NoteRefusal(error, probe.Destination, 0, 0);
            _stage = Stage.Closed;
            return;
        }

        Kernel.Network.After(TimeSpan.FromSeconds(1 << attempt) + TimerSlack, () => Connect(attempt + 1));
    }

    private void Send(TcpFlags flags, int payload, SkBuff cause) =>
        TcpStack.Send(Kernel, _flow, flags, payload, Name, JourneyRole.Request, cause);

    private Observation Observe(OutcomeKind kind, SkBuff skb) =>
        new(kind, 0, skb.Packet.Ip!.Source, skb.Packet.Ip.Ttl, skb.Packet.PayloadLength, Kernel.Now.Since(_started));
}
