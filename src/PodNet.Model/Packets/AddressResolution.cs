using PodNet.Model.Addressing;

namespace PodNet.Model.Packets;

/// <summary>A question or an answer about the MAC address of an IP address: ARP in IPv4, neighbour discovery in IPv6.</summary>
/// <param name="IsQuestion">Asks; otherwise it answers.</param>
/// <param name="Asker">Address of who asks.</param>
/// <param name="Target">The address in question.</param>
public readonly record struct AddressResolution(bool IsQuestion, IpAddress Asker, IpAddress Target);
