namespace PodNet.Model.Addressing;

/// <summary>The addresses and networks that every IPv6 link has.</summary>
public static class LinkScope
{
    private const ulong UniversalBit = 0x0200_0000_0000;
    private static readonly IpAddress SolicitedNodes = IpAddress.Parse("ff02::1:ff00:0");

    /// <summary>fe80::/64, the network of link-local addresses.</summary>
    public static IpPrefix Network { get; } = IpPrefix.Parse("fe80::/64");

    /// <summary>ff00::/8</summary>
    public static IpPrefix Multicast { get; } = IpPrefix.Parse("ff00::/8");

    /// <summary>The link-local address that a device makes of its MAC address: the modified EUI-64, ff:fe in the middle and the universal bit turned
    /// over (RFC 4291 appendix A; <c>addrgenmode eui64</c>).</summary>
    public static IpAddress AddressOf(MacAddress mac)
    {
        ulong bits = mac.Bits ^ UniversalBit;
        ulong identifier = (bits >> 24) << 40 | 0xff_fe00_0000 | bits & 0xff_ffff;
        return IpAddress.FromBits(Network.Address.Bits | identifier, IpFamily.V6);
    }

    /// <summary>The group that an address's owner listens to, named by its last 24 bits (RFC 4291 section 2.7.1).</summary>
    public static IpAddress SolicitedNodeOf(IpAddress address) =>
        IpAddress.FromBits(SolicitedNodes.Bits | address.Bits & 0xff_ffff, IpFamily.V6);

    /// <summary>The Ethernet group of a multicast address: 33:33 and its last 32 bits (RFC 2464 section 7).</summary>
    public static MacAddress MacOf(IpAddress group) => new(0x3333_0000_0000UL | (uint)group.Bits);
}
