using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Programs;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>Cilium's tc programs on one node, as far as they decide where a packet goes (cilium/cilium, bpf/bpf_lxc.c, bpf_host.c, bpf_overlay.c,
/// lib/local_delivery.h and lib/icmp6.h). Policy, services and Cilium's own connection tracking are not in them yet.</summary>
internal sealed class CiliumPrograms(CiliumSettings settings, PlannedNode node, Identities identities)
{
    private const string UnsupportedProtocol = "Unsupported L3 protocol";

    /// <summary>The addresses of this node's devices, which are compiled into the programs.</summary>
    public NodeMacs Macs { get; } = NodeMacs.Of(node);

    /// <summary>cil_from_container, at ingress of a pod's lxc device: what the pod sends. Whatever it asks for by ARP is the device itself.</summary>
    public PacketProgram FromContainer(PlannedPod pod, MacAddress lxc) => new("cil_from_container",
    [
        new When(ProgramTest.IsArpRequest, [new AnswerArp(lxc)]),
        new When(ProgramTest.IsNotIp, [new Pass()]),
        .. pod.Addresses.Select(address => ForFamily(address.Family,
        [
            .. AnswerNeighbors(address.Family, lxc, [new Shoot("Unknown L3 target address")]),
            new WhenIn(PacketField.Source, IpPrefix.Host(address), Inside: false, [new Shoot("Invalid source ip")]),
            new LookUp(CiliumMaps.Endpoints, PacketField.Destination,
                [new When(ProgramTest.RowIsHost, [new Pass()]), .. Deliver(address.Family, lxc)]),
            .. Encapsulate(identities.Of(pod)),
            new Pass(),
        ])),
        new Shoot(UnsupportedProtocol),
    ]);

    /// <summary>cil_from_host, at egress of cilium_host: what the node sends or forwards to pods. What goes on to cilium_net gets its MAC address, so that
    /// the host takes it for its own.</summary>
    public PacketProgram FromHost()
    {
        ValueList<ProgramOperation> toHost = [new SetMacs(null, Macs.Net), new Pass()];
        return new("cil_from_host",
        [
            new When(ProgramTest.IsNotIp, [new Pass()]),
            .. Families.Select(family => ForFamily(family,
            [
                new LookUp(CiliumMaps.Endpoints, PacketField.Destination,
                    [new When(ProgramTest.RowIsHost, toHost), Lower(family, Macs.Host), new SetMacs(null, null), new Redirect(null)]),
                .. Encapsulate(Identities.RemoteNode),
                new LookUp(CiliumMaps.Ipcache, PacketField.Destination,
                    [new WhenIdentity(identities.WorldOf(family), [new Shoot("Unroutable")]), .. toHost]),
                new Shoot("Unroutable"),
            ])),
            new Shoot(UnsupportedProtocol),
        ]);
    }

    /// <summary>cil_from_overlay, at ingress of the tunnel device: what came from another node. What is for no pod here is for the node.</summary>
    public PacketProgram FromOverlay() => new("cil_from_overlay",
    [
        new When(ProgramTest.IsNotIp, [new Pass()]),
        .. Families.Select(family =>
        {
            ValueList<ProgramOperation> toHost =
                [Lower(family, Macs.Tunnel), new SetMacs(Macs.Tunnel, Macs.Host), new Redirect("cilium_host", Ingress: true)];
            return ForFamily(family,
            [
                new LookUp(CiliumMaps.Endpoints, PacketField.Destination,
                    [new When(ProgramTest.RowIsHost, toHost), new SetPacketTypeHost(), .. Deliver(family, Macs.Tunnel)]),
                .. toHost,
            ]);
        }),
        new Shoot(UnsupportedProtocol),
    ]);

    /// <summary>What is on eth0: cil_from_netdev where programs route past the stack or translate, cil_to_netdev where they masquerade.</summary>
    public DeviceAttachments OnUplink() => DeviceAttachments.None with
    {
        TcIngress = settings.BpfMasquerade || settings.BpfHostRouting ? [FromNetwork()] : [],
        TcEgress = settings.BpfMasquerade ? [ToNetwork()] : [],
    };

    // Who asks on the network for a pod, or the router, hears that it is here; what the host itself has it tells itself.
    private PacketProgram FromNetwork() => new("cil_from_netdev",
    [
        .. Families.Select(family =>
        {
            List<ProgramOperation> incoming = [.. AnswerNeighbors(family, node.Mac, [new Pass()])];
            if (settings.BpfMasquerade) incoming.Add(new TranslateBack(CiliumMaps.Nat(family)));
            if (settings.BpfHostRouting)
            {
                incoming.Add(new LookUp(CiliumMaps.Endpoints, PacketField.Destination,
                    [new When(ProgramTest.RowIsHost, [new Pass()]), .. Deliver(family, node.Mac)]));
            }

            return ForFamily(family, incoming.ToValueList());
        }),
        new Pass(),
    ]);

    // Pods' packets to what is neither routed for them nor a node get the node's address (Documentation/network/concepts/masquerading.rst).
    private PacketProgram ToNetwork() => new("cil_to_netdev",
    [
        .. node.Addresses.Select(address => ForFamily(address.Family,
        [
            new LookUp(CiliumMaps.Endpoints, PacketField.Source,
            [
                new When(ProgramTest.RowIsHost, [new Pass()]),
                new WhenIn(
                    PacketField.Destination, (settings.NativeRouting.Of(address.Family) ?? node.PodCidrs.Of(address.Family))!.Value, Inside: true,
                    [new Pass()]),
                new LookUp(CiliumMaps.Ipcache, PacketField.Destination, [new WhenIdentity(Identities.RemoteNode, [new Pass()])]),
                new TranslateSource(CiliumMaps.Nat(address.Family), address),
            ]),
        ])),
        new Pass(),
    ]);

    private IEnumerable<IpFamily> Families => node.Addresses.Select(a => a.Family);

    // The programs branch by the frame's type, and are compiled for the families that the cluster has.
    private static When ForFamily(IpFamily family, ValueList<ProgramOperation> then) =>
        new(family == IpFamily.V4 ? ProgramTest.IsIpv4 : ProgramTest.IsIpv6, then);

    // lib/icmp6.h, icmp6_handle_ns: the answer's source is always the router, also where a pod was asked for. What a node's address is asked for by goes
    // on to the node.
    private ValueList<ProgramOperation> AnswerNeighbors(IpFamily family, MacAddress mac, ValueList<ProgramOperation> otherwise)
    {
        if (family == IpFamily.V4) return [];
        IpAddress router = CiliumSettings.RouterOf(node, family);
        return
        [
            new When(ProgramTest.IsNeighborSolicitation,
            [
                new WhenIn(PacketField.NeighborTarget, IpPrefix.Host(router), Inside: true, [new AnswerSolicitation(mac, router, IsRouter: true)]),
                new LookUp(CiliumMaps.Endpoints, PacketField.NeighborTarget,
                    [new When(ProgramTest.RowIsHost, [new Pass()]), new AnswerSolicitation(mac, router, IsRouter: false)]),
                .. otherwise,
            ]),
            new When(ProgramTest.IsNeighborAdvertisement, [new Pass()]),
        ];
    }

    // ipv4_local_delivery and ipv6_local_delivery: the packet looks routed, and is in the pod.
    private ValueList<ProgramOperation> Deliver(IpFamily family, MacAddress mac) =>
        [Lower(family, mac), new SetMacs(null, null), settings.BpfHostRouting ? new RedirectPeer() : new Redirect(null)];

    // lib/l3.h: only of IPv6 the sender hears that the hop limit ran out, from the router.
    private DecrementTtl Lower(IpFamily family, MacAddress mac) =>
        family == IpFamily.V4 ? new() : new([new AnswerTimeExceeded(mac, CiliumSettings.RouterOf(node, family))]);

    // Over IPv6 the outer UDP header has a checksum (ctx_set_encap_info6).
    private ValueList<ProgramOperation> Encapsulate(int identity) => settings.TunnelDevice is not { } tunnel ? [] :
    [
        new LookUp(CiliumMaps.Ipcache, PacketField.Destination,
        [
            new When(ProgramTest.RowHasTunnel, [new SetTunnelKey(identity, ZeroChecksum: settings.Underlay == IpFamily.V4), new Redirect(tunnel)]),
        ]),
    ];
}
