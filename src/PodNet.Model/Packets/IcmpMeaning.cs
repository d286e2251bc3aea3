using PodNet.Model.Addressing;

namespace PodNet.Model.Packets;

/// <summary>What an ICMP message says, in words that both families have.</summary>
public enum IcmpMeaning
{
    /// <summary>None of those below.</summary>
    Other,
    EchoRequest,
    EchoReply,

    /// <summary>IPv4: network unreachable. IPv6: no route to destination.</summary>
    NoRoute,

    /// <summary>IPv4: host unreachable. IPv6: address unreachable.</summary>
    HostUnreachable,
    ProtocolUnreachable,
    PortUnreachable,

    /// <summary>A filter or a prohibit route forbids it.</summary>
    Prohibited,

    /// <summary>IPv4: fragmentation needed and DF set. IPv6: packet too big.</summary>
    TooBig,

    /// <summary>The TTL, or hop limit, ran out.</summary>
    TimeExceeded,
}

/// <summary>The numbers of each family for a meaning (RFC 792, RFC 1812; RFC 4443).</summary>
public static class IcmpMeanings
{
    private static readonly (IcmpMeaning Meaning, byte Type, byte Code)[] V4 =
    [
        (IcmpMeaning.EchoRequest, 8, 0), (IcmpMeaning.EchoReply, 0, 0), (IcmpMeaning.NoRoute, 3, 0), (IcmpMeaning.HostUnreachable, 3, 1),
        (IcmpMeaning.ProtocolUnreachable, 3, 2), (IcmpMeaning.PortUnreachable, 3, 3), (IcmpMeaning.TooBig, 3, 4), (IcmpMeaning.Prohibited, 3, 13),
        (IcmpMeaning.TimeExceeded, 11, 0),
    ];

    // An unknown protocol is a parameter problem there: "unrecognized next header".
    private static readonly (IcmpMeaning Meaning, byte Type, byte Code)[] V6 =
    [
        (IcmpMeaning.EchoRequest, 128, 0), (IcmpMeaning.EchoReply, 129, 0), (IcmpMeaning.NoRoute, 1, 0), (IcmpMeaning.Prohibited, 1, 1),
        (IcmpMeaning.HostUnreachable, 1, 3), (IcmpMeaning.PortUnreachable, 1, 4), (IcmpMeaning.TooBig, 2, 0), (IcmpMeaning.TimeExceeded, 3, 0),
        (IcmpMeaning.ProtocolUnreachable, 4, 1),
    ];

    /// <summary>Type and code of <paramref name="meaning"/>.</summary>
    /// <exception cref="ArgumentException">It has no number of its own.</exception>
    public static (byte Type, byte Code) Numbers(this IcmpMeaning meaning, IpFamily family)
    {
        foreach ((IcmpMeaning known, byte type, byte code) in Of(family))
        {
            if (known == meaning) return (type, code);
        }

        throw new ArgumentException($"ICMP has no number for {meaning}", nameof(meaning));
    }

    /// <summary>What type and code mean in <paramref name="family"/>.</summary>
    public static IcmpMeaning Meaning(IpFamily family, int type, int code)
    {
        foreach ((IcmpMeaning meaning, byte knownType, byte knownCode) in Of(family))
        {
            if (knownType == type && (knownCode == code || meaning == IcmpMeaning.TimeExceeded)) return meaning;
        }

        return IcmpMeaning.Other;
    }

    /// <summary>What a message between addresses of <paramref name="family"/> means.</summary>
    public static IcmpMeaning Meaning(this IcmpHeader icmp, IpFamily family) => Meaning(family, icmp.Type, icmp.Code);

    /// <summary>ICMP's protocol number.</summary>
    public static IpProtocol Icmp(this IpFamily family) => family == IpFamily.V4 ? IpProtocol.Icmp : IpProtocol.IcmpV6;

    private static (IcmpMeaning Meaning, byte Type, byte Code)[] Of(IpFamily family) => family == IpFamily.V4 ? V4 : V6;
}
