using System.Globalization;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary><c>bridge [-d] link [show [dev NAME]]</c> (iproute2 bridge/link.c, print_linkinfo).</summary>
internal static class BridgeLink
{
    /// <summary>One line a port, with details two.</summary>
    /// <exception cref="CommandFailure">No such device.</exception>
    public static IEnumerable<string> Lines(NamespaceView view, string? name, bool details)
    {
        if (name is not null && !view.Config.TryDevice(name, out _))
            throw new CommandFailure($"Cannot find device \"{Printable.Word(name)}\"", 255);
        LinkStates states = new(view);
        foreach (NetDevice device in view.Config.Devices.Where(d => name is null || d.Name == name))
        {
            if (device.Port is not { } port) continue;
            yield return Heading(view.Config, states, device, port);
            if (details) yield return Details(port);
        }
    }

    private static string Heading(NetworkNamespace ns, LinkStates states, NetDevice device, BridgePort port)
    {
        NetDevice? link = Link(ns, device);
        // The kernel leaves the peer's index out where it is the device's own (br_fill_ifinfo).
        string at = device is VethEnd veth && veth.PeerIndex != veth.Index
            ? string.Create(CultureInfo.InvariantCulture, $"@{(link is null ? $"if{veth.PeerIndex}" : Printable.Word(link.Name))}")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Index}: {Printable.Word(device.Name)}{at}: <{states.Flags(device, link)}> mtu {device.Mtu} "
            + $"master {Printable.Word(port.Bridge)} state {LinkDetails.PortState(states, device)} "
            + $"priority 32 cost {LinkDetails.PortCost(device)} ");
    }

    /// <summary>What bridge(8) prints behind "@": it takes the peer's index for one of this namespace, and so names a device that has
    /// nothing to do with the port.</summary>
    private static NetDevice? Link(NetworkNamespace ns, NetDevice device) =>
        device is VethEnd veth ? ns.Devices.FirstOrDefault(d => d.Index == veth.PeerIndex) : null;

    private static string Details(BridgePort port) =>
        $"    hairpin {OnOff(port.Hairpin)} guard off root_block off fastleave off learning {OnOff(port.Learning)} "
        + $"flood {OnOff(port.Flood)} mcast_flood on bcast_flood on mcast_router 1 mcast_to_unicast off "
        + "neigh_suppress off vlan_tunnel off isolated off locked off ";

    private static string OnOff(bool on) => on ? "on" : "off";
}
