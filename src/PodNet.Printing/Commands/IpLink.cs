using System.Globalization;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary><c>ip [-d] link</c> (iproute2 ip/ipaddress.c, print_linkinfo).</summary>
internal static class IpLink
{
    /// <summary>Two lines a device, with details up to four.</summary>
    public static IEnumerable<string> Lines(NamespaceView view, DeviceFilter filter, bool details)
    {
        LinkStates states = new(view);
        foreach (NetDevice device in filter.Select(view.Config))
        {
            yield return $"{Heading(states, device)} mode DEFAULT group default qlen 1000";
            foreach (string line in AddressLines(view.Config, states, device, details, addressGeneration: true)) yield return line;
        }
    }

    /// <summary>"2: eth0@if4: &lt;...&gt; mtu 1500 qdisc noqueue state UP", what <c>ip link</c> and <c>ip addr</c> have in
    /// common.</summary>
    public static string Heading(LinkStates states, NetDevice device)
    {
        NetDevice? peer = states.LocalPeer(device);
        string master = (device.Port?.Bridge ?? device.Datapath) is { } name ? $" master {Printable.Word(name)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Index}: {NameAndLink(device, peer)}: <{states.Flags(device, peer)}> mtu {device.Mtu} "
            + $"qdisc noqueue{master} state {states.OperState(device)}");
    }

    /// <summary>What <c>ip -6 addr</c> has instead. In which namespace a veth end's peer is, is not among what it is told, so iproute2 takes the peer's
    /// index for one of this namespace.</summary>
    public static string Ipv6Heading(NetworkNamespace ns, LinkStates states, NetDevice device)
    {
        string link = device is not VethEnd veth || veth.PeerIndex == device.Index ? ""
            : ns.Devices.FirstOrDefault(d => d.Index == veth.PeerIndex) is { } same ? $"@{Printable.Word(same.Name)}"
            : string.Create(CultureInfo.InvariantCulture, $"@if{veth.PeerIndex}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Index}: {Printable.Word(device.Name)}{link}: <{states.Flags(device, states.LocalPeer(device))}> mtu {device.Mtu} "
            + $"state {states.OperState(device)} qlen 1000");
    }

    /// <summary>"eth0@if4": a veth end with its peer, by name when the peer is in this namespace too.</summary>
    public static string NameAndLink(NetDevice device, NetDevice? localPeer) => device switch
    {
        VethEnd when localPeer is not null => $"{Printable.Word(device.Name)}@{Printable.Word(localPeer.Name)}",
        VethEnd veth => string.Create(CultureInfo.InvariantCulture, $"{Printable.Word(device.Name)}@if{veth.PeerIndex}"),
        Ipip => $"{Printable.Word(device.Name)}@NONE",
        _ => Printable.Word(device.Name),
    };

    /// <summary>The lines with the link address and, if asked for, the details.</summary>
    /// <param name="addressGeneration">Print <c>addrgenmode</c>, as <c>ip link</c> does and <c>ip addr</c> does not.</param>
    public static IEnumerable<string> AddressLines(
        NetworkNamespace ns, LinkStates states, NetDevice device, bool details, bool addressGeneration)
    {
        string link = device switch
        {
            Loopback => $"    link/loopback {device.Mac} brd {device.Mac}",
            // Its link address is the outer source, its broadcast address the remote end.
            Ipip ipip => $"    link/ipip {ipip.Local?.ToString() ?? "0.0.0.0"} brd 0.0.0.0",
            { HasLinkHeader: false } => "    link/none ",
            _ => $"    link/ether {device.Mac} brd ff:ff:ff:ff:ff:ff",
        };
        if (device is VethEnd veth && veth.PeerNamespace != ns.Id) link += $" link-netns {Printable.Word(veth.PeerNamespace.Name)}";
        return details ? LinkDetails.Lines(ns, states, device, link, addressGeneration) : [link];
    }
}
