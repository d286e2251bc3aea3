using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Specification;

/// <summary>The configuration of ip-masq-agent (kubernetes-sigs/ip-masq-agent, MasqConfig), in its own words.</summary>
public sealed record IpMasqAgentSpec
{
    /// <summary>The most networks it takes.</summary>
    public const int CidrLimit = 64;

    /// <summary>The private networks of RFC 1918, which it leaves alone where nothing else is said.</summary>
    public static ValueList<IpPrefix> PrivateNetworks { get; } = [IpPrefix.Parse("10.0.0.0/8"), IpPrefix.Parse("172.16.0.0/12"), IpPrefix.Parse("192.168.0.0/16")];

    /// <summary>Where packets go with the pod's own address.</summary>
    public ValueList<IpPrefix> NonMasqueradeCidrs { get; init; } = PrivateNetworks;

    /// <summary>Whether packets to 169.254.0.0/16 are masqueraded as well.</summary>
    public bool MasqLinkLocal { get; init; }

    /// <summary>Whether packets to fe80::/10 are.</summary>
    public bool MasqLinkLocalIpv6 { get; init; }

    /// <summary>Its flag --enable-ipv6, which it must have where one of the networks is of IPv6.</summary>
    public bool EnableIpv6 => NonMasqueradeCidrs.Any(n => n.Address.Family == IpFamily.V6);
}
