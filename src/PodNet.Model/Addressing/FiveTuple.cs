using System.Globalization;
using PodNet.Model.Packets;

namespace PodNet.Model.Addressing;

/// <summary>What names a flow: protocol, addresses and ports. For ICMP echo both ports are the identifier.</summary>
public readonly record struct FiveTuple(IpProtocol Protocol, IpAddress Source, ushort SourcePort, IpAddress Destination, ushort DestinationPort)
{
    /// <summary>The tuple of an answer.</summary>
    public FiveTuple Reversed => new(Protocol, Destination, DestinationPort, Source, SourcePort);

    /// <summary>"Tcp 10.244.1.2:40000 > 10.244.2.2:80". (The text a record writes by itself would go round: <see cref="Reversed"/> is a tuple too.)</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Protocol} {Source}:{SourcePort} > {Destination}:{DestinationPort}");
}
