using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Model.Linux;

/// <summary>A listening socket. Seen with <c>ss -tlnu</c>.</summary>
/// <param name="Address">Address it is bound to, or null: any of both families (<c>*</c>); :: or 0.0.0.0: any of one.</param>
/// <param name="Program">The program that listens: a container's name, or the kernel's own device for tunnel ports.</param>
public sealed record Socket(IpProtocol Protocol, IpAddress? Address, ushort Port, string Program)
{
    /// <summary>Whether a packet to <paramref name="destination"/> and <paramref name="port"/> belongs to this socket.</summary>
    public bool Accepts(IpProtocol protocol, IpAddress destination, ushort port) =>
        Protocol == protocol && Port == port && (Address is not { } address || address == destination || (address.IsAny && address.Family == destination.Family));
}
