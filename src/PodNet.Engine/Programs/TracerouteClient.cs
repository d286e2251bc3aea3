using PodNet.Engine.Simulation;
using PodNet.Engine.Stages;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Programs;

/// <summary>traceroute -I.</summary>
internal sealed class TracerouteClient(Kernel kernel, TracerouteProbe probe) : ClientProgram(kernel)
{
    /// <summary>Data behind the ICMP header: packets of 60 bytes, in IPv6 of 80.</summary>
    private const int DataBytes = 32;

    private readonly Dictionary<int, SimulatedTime> _waiting = [];
    private ushort _id;
    private int _sent;
    private int _lastTtl = probe.MaxHops;

    public override string Name => "traceroute";

    public override void Start()
    {
        _id = (ushort)Kernel.Network.Random.Next(1, 65535);
        Fill();
    }

    public override bool Expects(Kernel at, SkBuff skb) => at == Kernel && skb.Packet.Icmp is { IsEchoReply: true } icmp && icmp.Id == _id;

    public override void Received(Kernel at, SkBuff skb)
    {
        IpHeader ip = skb.Packet.Ip!;
        int sequence = skb.Packet.Icmp!.Sequence;
        if (!_waiting.Remove(sequence, out SimulatedTime sent)) return;
        Note(new(OutcomeKind.Answered, sequence, ip.Source, ip.Ttl, skb.Packet.NetworkLength - ip.Length, Kernel.Now.Since(sent)));
        EndAt(sequence);
    }

    public override void Failed(Kernel at, SkBuff skb, IcmpHeader error, Packet about)
    {
        if (at != Kernel || about.Icmp is not { } icmp || icmp.Id != _id || !_waiting.Remove(icmp.Sequence, out SimulatedTime sent)) return;
        NoteError(skb, error, icmp.Sequence, sent);

        // Anything but "time exceeded" comes from where the way ends.
        if (error.Meaning(probe.Destination.Family) != IcmpMeaning.TimeExceeded) EndAt(icmp.Sequence);
        else Fill();
    }

    private void EndAt(int sequence)
    {
        _lastTtl = Math.Min(_lastTtl, (sequence - 1) / probe.Queries + 1);
        Fill();
    }

    private void Fill()
    {
        while (_waiting.Count < probe.Simultaneous && _sent < _lastTtl * probe.Queries) Send(++_sent);
    }

    private void Send(int sequence)
    {
        _waiting[sequence] = Kernel.Now;
        IpFamily family = probe.Destination.Family;
        byte echo = IcmpMeaning.EchoRequest.Numbers(family).Type;
        SendError error = LocalOutput.Send(
            Kernel,
            new(Name, JourneyRole.Request, null, probe.Destination, family.Icmp(), new IcmpHeader(echo, 0, _id, (ushort)sequence), DataBytes)
            { Ttl = (byte)((sequence - 1) / probe.Queries + 1) },
            out int mtu);
        if (error != SendError.None)
        {
            NoteRefusal(error, probe.Destination, sequence, mtu);
            _lastTtl = 0;
            return;
        }

        Kernel.Network.After(TimeSpan.FromSeconds(probe.Wait), () =>
        {
            if (_waiting.Remove(sequence)) Fill();
        });
    }
}
