using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Neighbour discovery (RFC 4861; net/ipv6/ndisc.c): what ARP is to IPv4, but made of IP packets, which netfilter sees and may drop.</summary>
internal static class NeighborDiscovery
{
    /// <summary>255: it cannot have come from beyond the link (RFC 4861 section 7.1).</summary>
    private const byte HopLimit = 255;

    private const string Program = "ndisc";

    /// <summary>Asks for <paramref name="target"/>: its solicited-node group, or it alone once its MAC address is known (ndisc_solicit).</summary>
    public static void Solicit(Kernel kernel, NetDevice device, IpAddress target, MacAddress? known, SkBuff cause)
    {
        IpAddress destination = known is null ? LinkScope.SolicitedNodeOf(target) : target;
        Packet packet = Packet(Source(device, cause.Packet.Ip!.Source), destination, new(IsAdvertisement: false, target, device.Mac));
        if (Originate(kernel, device, packet, cause) is not { } skb) return;
        skb.Packet = skb.Packet with { Ethernet = new(device.Mac, known ?? LinkScope.MacOf(destination)) };
        DeviceTransmit.Run(kernel, device, skb);
    }

    /// <summary>A solicitation or advertisement for this host (ndisc_rcv).</summary>
    public static void Receive(Kernel kernel, NetDevice device, SkBuff skb, NeighborDiscoveryHeader message)
    {
        NetDevice incoming = skb.In ?? device;
        if (message.IsAdvertisement)
        {
            skb.Log.Steps.Add(new Delivered(kernel.Now, Program, null));
            kernel.Neighbors.Answered(kernel, message.Target, incoming, message.LinkAddress, message.Router);
        }
        else
        {
            Answer(kernel, incoming, skb, message);
        }
    }

    // To who asked by multicast the MAC address is told; who asked this host itself knew it already, and only wants to hear that it still holds.
    private static void Answer(Kernel kernel, NetDevice device, SkBuff skb, NeighborDiscoveryHeader question)
    {
        if (OwnerType(kernel.Configuration, device, question.Target) is not { } type)
        {
            kernel.Drop(skb, Disposition.ArpIgnored, $"{question.Target} is not here");
            return;
        }

        IpHeader ip = skb.Packet.Ip!;
        skb.Log.Steps.Add(new Delivered(kernel.Now, Program, null));
        if (question.LinkAddress is { } sender) kernel.Neighbors.Learn(kernel, ip.Source, device, sender, NeighborState.Stale);
        bool byGroup = ip.Destination.IsMulticast;
        NeighborDiscoveryHeader answer = new(IsAdvertisement: true, question.Target, byGroup ? device.Mac : null)
        {
            Router = kernel.Configuration.Sysctls.Ipv6Forwarding,
            Solicited = true,
            Override = byGroup && type == RouteType.Local,
        };
        IpAddress source = type == RouteType.Local ? question.Target : Source(device, question.Target);
        if (Originate(kernel, device, Packet(source, ip.Source, answer), skb) is { } reply) kernel.Neighbors.Output(kernel, device, ip.Source, reply);
    }

    // Asked about a device's own addresses only, unlike ARP, which answers for every address of the host.
    private static RouteType? OwnerType(NetworkNamespace ns, NetDevice device, IpAddress target)
    {
        if (device.Addresses.Any(a => a.Address == target)) return RouteType.Local;
        return ns.Fib.Routes.Any(r => r.Type == RouteType.Anycast && r.Device == device.Name && r.Destination.Address == target) ? RouteType.Anycast : null;
    }

    // The waiting packet's source if it is this device's, else the link-local address.
    private static IpAddress Source(NetDevice device, IpAddress wanted)
    {
        InterfaceAddress[] own = [.. device.Addresses.Where(a => a.Address.Family == IpFamily.V6)];
        if (own.Any(a => a.Address == wanted)) return wanted;
        return own.OrderBy(a => !a.Address.IsLinkLocal).Select(a => (IpAddress?)a.Address).FirstOrDefault() ?? IpAddress.AnyV6;
    }

    private static Packet Packet(IpAddress source, IpAddress destination, NeighborDiscoveryHeader message) =>
        new(null, Ip: new(source, destination, IpProtocol.IcmpV6, HopLimit), Transport: message);

    private static SkBuff? Originate(Kernel kernel, NetDevice device, Packet packet, SkBuff cause)
    {
        SkBuff skb = kernel.Network.Originate(kernel, Program, packet, JourneyRole.AddressResolution, cause);
        bool passes = Hooks.Run(kernel, skb, Hook.Output, null, device, null) && Hooks.Run(kernel, skb, Hook.Postrouting, null, device, null);
        return passes ? skb : null;
    }
}
