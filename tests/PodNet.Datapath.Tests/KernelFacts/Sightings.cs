using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>Exchanges of the reference cluster in the words in which a person notes a capture. MACs are called by their owners: p11 (the pod),
/// gw1 (n1's bridge), n1 (its eth0), v1 (its tunnel device).</summary>
internal static class Sightings
{
    /// <summary>One packet on one device.</summary>
    internal sealed record Sighting(string Place, Packet Packet, SimulatedTime At);

    /// <summary>The main branch, device by device.</summary>
    public static IEnumerable<Sighting> Seen(this Journey journey) =>
        journey.MainSteps.Select(s => Of(s.Hop.Namespace, s.Step)).OfType<Sighting>();

    /// <summary>All branches: flooded copies, what a promiscuous bridge took.</summary>
    public static IEnumerable<Sighting> All(this Journey journey) =>
        journey.Hops.SelectMany(h => h.Steps.Select(s => Of(h.Namespace, s))).OfType<Sighting>();

    /// <summary>Every sighting of an exchange in the order of time; at one moment in the order in which the kernels acted.</summary>
    public static IEnumerable<Sighting> All(this Exchange exchange) => exchange.Journeys.SelectMany(j => j.All());

    /// <summary>The packet as <paramref name="place"/> ("p21:eth0") saw it first on its main branch.</summary>
    public static Packet At(this Journey journey, string place) => journey.Seen().First(s => s.Place == place).Packet;

    /// <summary>The places of the main branch: "p11:eth0 n1:veth11 ...".</summary>
    public static string Way(this Journey journey) => string.Join(' ', journey.Seen().Select(s => s.Place));

    /// <summary>Frames, without the switch: "n1:eth0 n1>n2 ttl 63 DF 98", one a line; a tunnel's inner frame in brackets.</summary>
    public static string Frames(this Cluster cluster, Journey journey) =>
        Lines(journey, s => $"{s.Place} {Frame(cluster, s.Packet)}");

    /// <summary>Addresses, without the switch: "n1:cni0 10.244.1.2>10.244.2.2:8080 ttl 64", one a line, of the innermost packet.</summary>
    public static string Addresses(Journey journey) => Lines(journey, s =>
    {
        Packet packet = s.Packet.Innermost;
        IpHeader ip = packet.Ip!;
        string source = End(packet, ip.Source, packet.Ports?.Source), destination = End(packet, ip.Destination, packet.Ports?.Destination);
        return $"{s.Place} {source}>{destination} ttl {ip.Ttl}";
    });

    /// <summary>Who a MAC address belongs to.</summary>
    public static string Owner(Cluster cluster, MacAddress mac)
    {
        if (mac.IsGroup) return "all";
        foreach (string name in Names)
        {
            foreach (NetDevice device in cluster.Namespace(new(name)).Devices)
            {
                if (device.Mac == mac && device is not Loopback) return CallName(name, device);
            }
        }

        return mac.ToString();
    }

    private static readonly string[] Names = ["gw", "n1", "n2", "n3", "p11", "p12", "p21", "p22", "p31", "p32"];

    private static string CallName(string ns, NetDevice device) => device switch
    {
        Bridge => $"gw{ns[1]}",
        Vxlan => $"v{ns[1]}",
        VethEnd { Port: not null } => device.Name,
        _ => ns,
    };

    private static string Lines(Journey journey, Func<Sighting, string> text) =>
        string.Join('\n', journey.Seen().Where(s => !s.Place.StartsWith("sw:", StringComparison.Ordinal)).Select(text));

    private static Sighting? Of(NamespaceId ns, Step step) => step switch
    {
        Received s => new($"{ns}:{s.Device}", s.Packet, s.At),
        Transmitted s => new($"{ns}:{s.Device}", s.Packet, s.At),
        _ => null,
    };

    private static string Frame(Cluster cluster, Packet packet)
    {
        string macs = packet.Ethernet is { } ethernet ? $"{Owner(cluster, ethernet.Source)}>{Owner(cluster, ethernet.Destination)} " : "";
        string ip = packet.Ip is { } header ? $"ttl {header.Ttl}{(header.DontFragment ? " DF" : "")} " : "arp ";
        string inner = packet.Inner is { } inside ? $" [{Frame(cluster, inside)}]" : "";
        return $"{macs}{ip}{packet.FrameLength}{inner}";
    }

    // A client's port is anybody's guess.
    private static string End(Packet packet, IpAddress address, ushort? port) =>
        port is null or >= 1024 and not (ServiceByHand.TargetPort or ServiceByHand.NodePort) || packet.Icmp is not null ? $"{address}" : $"{address}:{port}";
}
