using PodNet.Engine.Simulation;
using PodNet.Engine.Stages;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Programs;

/// <summary>ping.</summary>
internal sealed class EchoClient(Kernel kernel, EchoProbe probe) : ClientProgram(kernel)
{
    private readonly Dictionary<int, SimulatedTime> _sent = [];
    private ushort _id;

    public override string Name => "ping";

    public override void Start()
    {
        _id = (ushort)Kernel.Network.Random.Next(1, 65535);
        Send(1);
    }

    public override bool Expects(Kernel at, SkBuff skb) => at == Kernel && skb.Packet.Icmp is { IsEchoReply: true } icmp && icmp.Id == _id;

    public override void Received(Kernel at, SkBuff skb)
    {
        IcmpHeader icmp = skb.Packet.Icmp!;
        IpHeader ip = skb.Packet.Ip!;
        Note(new(
            OutcomeKind.Answered, icmp.Sequence, ip.Source, ip.Ttl, skb.Packet.NetworkLength - ip.Length, Kernel.Now.Since(_sent[icmp.Sequence])));
    }

    public override void Failed(Kernel at, SkBuff skb, IcmpHeader error, Packet about)
    {
        if (at == Kernel && about.Icmp is { } icmp && icmp.Id == _id) NoteError(skb, error, icmp.Sequence, _sent[icmp.Sequence]);
    }

    private void Send(int sequence)
    {
        _sent[sequence] = Kernel.Now;
        PathDiscovery discovery = probe.Discovery switch
        {
            PathMtuDiscovery.Do => PathDiscovery.Always,
            PathMtuDiscovery.Want => PathDiscovery.WhereItFits,
            _ => PathDiscovery.Never,
        };
        IpFamily family = probe.Destination.Family;
        byte echo = IcmpMeaning.EchoRequest.Numbers(family).Type;
        SendError error = LocalOutput.Send(
            Kernel,
            new(Name, JourneyRole.Request, null, probe.Destination, family.Icmp(), new IcmpHeader(echo, 0, _id, (ushort)sequence), probe.DataBytes)
            { Discovery = discovery },
            out int mtu);
        if (error != SendError.None) NoteRefusal(error, probe.Destination, sequence, mtu);
        if (sequence < probe.Count) Kernel.Network.After(TimeSpan.FromSeconds(probe.Interval), () => Send(sequence + 1));
    }
}
