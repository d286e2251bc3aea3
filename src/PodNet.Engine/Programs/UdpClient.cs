using PodNet.Engine.Simulation;
using PodNet.Engine.Stages;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Programs;

/// <summary>A UDP client with one question.</summary>
internal sealed class UdpClient(Kernel kernel, UdpProbe probe) : ClientProgram(kernel)
{
    private FiveTuple _flow;
    private SimulatedTime _started;

    public override string Name => "udp";

    public override void Start()
    {
        _started = Kernel.Now;
        SendError error = SourceToward(probe.Destination, out IpAddress source);
        int mtu = 0;
        if (error == SendError.None)
        {
            _flow = new(IpProtocol.Udp, source, EphemeralPort(), probe.Destination, probe.Port);
            error = LocalOutput.Send(
                Kernel,
                new(Name, JourneyRole.Request, source, probe.Destination, IpProtocol.Udp, new UdpHeader(_flow.SourcePort, probe.Port), probe.DataBytes)
                { Discovery = probe.DontFragment ? PathDiscovery.WhereItFits : PathDiscovery.Never },
                out mtu);
        }

        if (error != SendError.None) NoteRefusal(error, probe.Destination, 0, mtu);
    }

    public override bool Expects(Kernel at, SkBuff skb) => at == Kernel && skb.Packet.Flow == _flow.Reversed;

    public override void Received(Kernel at, SkBuff skb) => Note(new(
        OutcomeKind.Answered, 0, skb.Packet.Ip!.Source, skb.Packet.Ip.Ttl, skb.Packet.PayloadLength, Kernel.Now.Since(_started)));

    public override void Failed(Kernel at, SkBuff skb, IcmpHeader error, Packet about)
    {
        if (at == Kernel && about.Flow == _flow) NoteError(skb, error, 0, _started);
    }
}
