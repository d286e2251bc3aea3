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

    private FiveTuple _flow;
    private Stage _stage;
    private SimulatedTime _started;

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
        Connect(0);
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
        if (at != Kernel || _stage != Stage.Connecting || about.Flow != _flow || error.Type == IcmpError.TimeExceeded) return;
        if (error.Code == IcmpError.FragmentationNeeded) return;
        NoteError(skb, error, 0, _started);
        _stage = Stage.Closed;
    }

    private void Connect(int attempt)
    {
        if (_stage != Stage.Connecting) return;
        if (attempt > SynRetries)
        {
            _stage = Stage.Closed;
            return;
        }

        SendError error = TcpStack.Send(Kernel, _flow, TcpFlags.Syn, 0, Name, JourneyRole.Request, null);
        if (error != SendError.None)
        {
            NoteRefusal(error, probe.Destination, 0, 0);
            _stage = Stage.Closed;
            return;
        }

        Kernel.Network.After(TimeSpan.FromSeconds(1 << attempt), () => Connect(attempt + 1));
    }

    private void Send(TcpFlags flags, int payload, SkBuff cause) =>
        TcpStack.Send(Kernel, _flow, flags, payload, Name, JourneyRole.Request, cause);

    private Observation Observe(OutcomeKind kind, SkBuff skb) =>
        new(kind, 0, skb.Packet.Ip!.Source, skb.Packet.Ip.Ttl, skb.Packet.PayloadLength, Kernel.Now.Since(_started));
}
