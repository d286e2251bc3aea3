using PodNet.Model.Packets;

namespace PodNet.Model.Addressing;

/// <summary>What names a flow: protocol, addresses and ports. For ICMP echo both ports are the identifier.</summary>
public readonly record struct FiveTuple(IpProtocol Protocol, IpAddress Source, ushort SourcePort, IpAddress Destination, ushort DestinationPort)
{
    /// <summary>The tuple of an answer.</summary>
    public FiveTuple Reversed => new(Protocol, Destination, DestinationPort, Source, SourcePort);
}
