using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Lab.Recording;

/// <summary>Everything the part of the recorder that runs inside the lab must know; it travels there as JSON.</summary>
/// <param name="Namespaces">All namespaces, in the order they are listed in a capture.</param>
/// <param name="Nodes">Those of the nodes, whose connection tables are noted.</param>
internal sealed record LabPlan(
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<string> Nodes,
    IReadOnlyList<KernelCommand> Commands,
    IReadOnlyList<CapturePoint> Points,
    IReadOnlyList<Listener> Listeners,
    IReadOnlyList<PlannedProbe> Probes)
{
    /// <summary>The plan for a compiled cluster.</summary>
    /// <exception cref="LabException">A probe, a name or an object that the lab cannot do.</exception>
    public static LabPlan Of(Cluster cluster, IReadOnlyList<ProbeRequest> probes)
    {
        ProbeRequest.Check(probes, cluster);
        ClusterTopology topology = cluster.Topology;
        NamespaceId[] router = topology.Underlay.Router is { } found ? [found.Id] : [];
        NetworkNamespace[] all =
        [
            .. router.Concat(topology.Underlay.Switches).Concat(topology.Nodes.Select(n => n.Id)).Concat(topology.Pods.Select(p => p.Id))
                .Select(cluster.Namespace),
        ];
        return new(
            [.. all.Select(n => KernelNames.Namespace(n.Id))],
            [.. topology.Nodes.Select(n => n.Id.Name)],
            KernelScript.Of(all),
            [.. all.SelectMany(n => n.Devices.Select(d => CapturePoint.Of(n, d)))],
            [.. all.SelectMany(Listener.Of)],
            [.. probes.Select(p => new PlannedProbe(p.Name, p.From, [.. p.Argv], p.ChosenEndpoint))]);
    }
}

/// <summary>An interface to capture on.</summary>
/// <param name="Layer">Where it stands when a frame climbs: 0 a port, 1 a tunnel device, 2 a bridge.</param>
/// <param name="Announces">IPv4 address that it makes known so that bridges learn where it is, or null.</param>
internal sealed record CapturePoint(string Namespace, string Device, string Mac, int Mtu, string Type, int Layer, string? Announces)
{
    /// <summary>As the capture lists it.</summary>
    public CaptureInterface ToInterface() => new(Namespace, Device, Mac, Mtu, Type);

    public static CapturePoint Of(NetworkNamespace ns, NetDevice device)
    {
        bool host = device is Bridge or VethEnd { Port: null } && device.Up;
        InterfaceAddress? address = device.Addresses.Where(a => host && a.Address.Family == IpFamily.V4)
            .Select(a => (InterfaceAddress?)a).FirstOrDefault();
        return new(
            ns.Id.Name, device.Name, device.Mac.ToString(), device.Mtu, device switch { Loopback => "loopback", Ipip => "ipip", _ => "ether" },
            device switch { Bridge or OvsDatapath => 2, TunnelDevice => 1, _ => 0 }, address?.Address.ToString());
    }
}

/// <summary>A socket that must really listen.</summary>
/// <param name="Address">Address it is bound to, or null: any.</param>
internal sealed record Listener(string Namespace, bool Tcp, string? Address, ushort Port)
{
    /// <summary>A namespace's sockets but those that tunnel devices open by themselves.</summary>
    public static IEnumerable<Listener> Of(NetworkNamespace ns) =>
        from socket in ns.Sockets
        where socket.Protocol is IpProtocol.Tcp or IpProtocol.Udp
            && !ns.Devices.Any(d => socket.Protocol == IpProtocol.Udp && d is Vxlan or Geneve && d.Name == socket.Program)
        select new Listener(ns.Id.Name, socket.Protocol == IpProtocol.Tcp, socket.Address?.ToString(), socket.Port);
}

/// <summary>A <see cref="ProbeRequest"/> as JSON carries it.</summary>
internal sealed record PlannedProbe(string Name, string From, IReadOnlyList<string> Argv, string? ChosenEndpoint);

/// <summary>What comes back from inside the lab.</summary>
/// <param name="Error">Why there is nothing else, or null.</param>
/// <param name="Capture">Text of <c>probes.json</c>.</param>
/// <param name="States">Text of each namespace's state file.</param>
/// <param name="Versions">Kernel's and tools' versions, one per line.</param>
internal sealed record LabResult(string? Error, string Capture, IReadOnlyDictionary<string, string> States, IReadOnlyList<string> Versions);
