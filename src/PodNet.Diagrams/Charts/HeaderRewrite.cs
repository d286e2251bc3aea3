using System.Globalization;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Diagrams.Charts;

/// <summary>What kind of change a packet's header underwent.</summary>
public enum RewriteKind
{
    /// <summary>A new link header: the packet was routed, or left a tunnel.</summary>
    Link,

    /// <summary>The time to live: the packet was forwarded by a router.</summary>
    Ttl,

    /// <summary>Addresses or ports: network address translation.</summary>
    Nat,

    /// <summary>A tunnel's headers were put on or taken off.</summary>
    Tunnel,

    /// <summary>The packet was cut into fragments, or put together.</summary>
    Fragment,
}

/// <summary>A header field, or a header, that differs between two hops.</summary>
/// <param name="Field">For example "ttl", "source mac", "outer udp".</param>
/// <param name="Before">The value at the hop before; empty where there was none.</param>
/// <param name="After">The value here; empty where there is none any more.</param>
public sealed record HeaderRewrite(RewriteKind Kind, string Field, string Before, string After)
{
    /// <summary>A packet that is no fragment.</summary>
    internal const string Whole = "whole";

    internal const string SourceAddress = "source address";

    internal const string DestinationAddress = "destination address";

    /// <inheritdoc/>
    public override string ToString() =>
        Before.Length == 0 ? $"+ {Field} {After}".TrimEnd() : After.Length == 0 ? $"- {Field}" : $"{Field} {Before} → {After}";

    /// <summary>Whatever differs, outer headers first.</summary>
    internal static ValueList<HeaderRewrite> Between(Packet before, Packet after)
    {
        List<HeaderRewrite> found = [];
        (List<Packet> old, List<Packet> now) = (Layers(before), Layers(after));
        foreach (Packet gone in old.SkipLast(now.Count)) found.AddRange(Headers(gone).Select(h => new HeaderRewrite(RewriteKind.Tunnel, h, "on", "")));
        foreach (Packet put in now.SkipLast(old.Count)) found.AddRange(Headers(put).Select(h => new HeaderRewrite(RewriteKind.Tunnel, h, "", "")));
        int same = Math.Min(old.Count, now.Count);
        for (int i = same; i > 0; i--) Compare(old[^i], now[^i], i > 1 ? "outer " : "", found);
        return found.ToValueList();
    }

    private static List<Packet> Layers(Packet packet)
    {
        List<Packet> layers = [];
        for (Packet? layer = packet; layer is not null; layer = layer.Inner) layers.Add(layer);
        return layers;
    }

    // The headers of one layer of a tunnel, not of what it carries.
    private static IEnumerable<string> Headers(Packet layer) => (layer with { Inner = null }).Headers.Select(h => h switch
    {
        EthernetHeader => "outer ethernet",
        IpHeader => "outer ip",
        UdpHeader => "outer udp",
        VxlanHeader vxlan => string.Create(CultureInfo.InvariantCulture, $"vxlan {vxlan.Vni}"),
        GeneveHeader geneve => string.Create(CultureInfo.InvariantCulture, $"geneve {geneve.Vni}"),
        SleeveHeader => "sleeve",
        WireGuardHeader => "wireguard",
        _ => "outer header",
    });

    private static void Compare(Packet a, Packet b, string prefix, List<HeaderRewrite> found)
    {
        if ((a.Ethernet, b.Ethernet) is ({ } link, { } linkNow))
        {
            Add(RewriteKind.Link, "source mac", link.Source, linkNow.Source);
            Add(RewriteKind.Link, "destination mac", link.Destination, linkNow.Destination);
        }

        if ((a.Ip, b.Ip) is ({ } ip, { } ipNow))
        {
            Add(RewriteKind.Ttl, "ttl", ip.Ttl, ipNow.Ttl);
            Add(RewriteKind.Nat, SourceAddress, ip.Source, ipNow.Source);
            Add(RewriteKind.Nat, DestinationAddress, ip.Destination, ipNow.Destination);
            Add(RewriteKind.Fragment, "fragment", Part(ip, a), Part(ipNow, b));
        }

        if ((a.Ports, b.Ports) is ({ } ports, { } portsNow))
        {
            Add(RewriteKind.Nat, "source port", ports.Source, portsNow.Source);
            Add(RewriteKind.Nat, "destination port", ports.Destination, portsNow.Destination);
        }

        if ((a.Icmp, b.Icmp) is ({ } icmp, { } icmpNow)) Add(RewriteKind.Nat, "icmp id", icmp.Id, icmpNow.Id);

        void Add<T>(RewriteKind kind, string field, T from, T to)
            where T : notnull
        {
            if (!from.Equals(to)) found.Add(new(kind, prefix + field, Text(from), Text(to)));
        }
    }

    private static string Part(IpHeader ip, Packet packet) => ip.IsFragment
        ? string.Create(CultureInfo.InvariantCulture, $"{packet.NetworkLength} bytes at {ip.FragmentOffset}") : Whole;

    private static string Text<T>(T value)
        where T : notnull => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
}
