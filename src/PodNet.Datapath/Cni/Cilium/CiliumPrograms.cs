using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Programs;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>Cilium's tc programs on one node, as far as they decide where a packet goes (cilium/cilium, bpf/bpf_lxc.c, bpf_host.c, bpf_overlay.c and
/// lib/local_delivery.h). Policy, services and Cilium's own connection tracking are not in them yet.</summary>
internal sealed class CiliumPrograms(CiliumSettings settings, PlannedNode node, Identities identities)
{
    /// <summary>The addresses of this node's devices, which are compiled into the programs.</summary>
    public NodeMacs Macs { get; } = NodeMacs.Of(node);

    /// <summary>cil_from_container, at ingress of a pod's lxc device: what the pod sends. Whatever it asks for by ARP is the device itself.</summary>
    public PacketProgram FromContainer(PlannedPod pod, MacAddress lxc) => new("cil_from_container",
    [
        new When(ProgramTest.IsArpRequest, [new AnswerArp(lxc)]),
        new When(ProgramTest.IsNotIp, [new Pass()]),
        new WhenIn(PacketField.Source, IpPrefix.Host(pod.Address), Inside: false, [new Shoot("Invalid source ip")]),
        new LookUp(CiliumMaps.Endpoints, PacketField.Destination, [new When(ProgramTest.RowIsHost, [new Pass()]), .. Deliver()]),
        .. Encapsulate(identities.Of(pod)),
        new Pass(),
    ]);

    /// <summary>cil_from_host, at egress of cilium_host: what the node sends or forwards to pods.</summary>
    public PacketProgram FromHost() => new("cil_from_host",
    [
        new When(ProgramTest.IsNotIp, [new Pass()]),
        new LookUp(CiliumMaps.Endpoints, PacketField.Destination,
            [new When(ProgramTest.RowIsHost, [new Pass()]), new DecrementTtl(), new SetMacs(null, null), new Redirect(null)]),
        .. Encapsulate(Identities.RemoteNode),
        new LookUp(CiliumMaps.Ipcache, PacketField.Destination, [new WhenIdentity(Identities.World, [new Shoot("Unroutable")]), new Pass()]),
        new Shoot("Unroutable"),
    ]);

    /// <summary>cil_from_overlay, at ingress of the tunnel device: what came from another node. What is for no pod here is for the node.</summary>
    public PacketProgram FromOverlay()
    {
        ValueList<ProgramOperation> toHost =
            [new DecrementTtl(), new SetMacs(Macs.Tunnel, Macs.Host), new Redirect("cilium_host", Ingress: true)];
        return new("cil_from_overlay",
        [
            new When(ProgramTest.IsNotIp, [new Pass()]),
            new LookUp(CiliumMaps.Endpoints, PacketField.Destination,
                [new When(ProgramTest.RowIsHost, toHost), new SetPacketTypeHost(), .. Deliver()]),
            .. toHost,
        ]);
    }

    /// <summary>What is on eth0: cil_from_netdev where programs route past the stack or translate, cil_to_netdev where they masquerade.</summary>
    public DeviceAttachments OnUplink()
    {
        List<ProgramOperation> incoming = [];
        if (settings.BpfMasquerade) incoming.Add(new TranslateBack(CiliumMaps.Nat));
        if (settings.BpfHostRouting)
            incoming.Add(new LookUp(CiliumMaps.Endpoints, PacketField.Destination, [new When(ProgramTest.RowIsHost, [new Pass()]), .. Deliver()]));
        return DeviceAttachments.None with
        {
            TcIngress = incoming.Count == 0 ? [] : [new PacketProgram("cil_from_netdev", [.. incoming, new Pass()])],
            TcEgress = settings.BpfMasquerade ? [ToNetwork()] : [],
        };
    }

    // Pods' packets to what is neither routed for them nor a node get the node's address (Documentation/network/concepts/masquerading.rst).
    private PacketProgram ToNetwork() => new("cil_to_netdev",
    [
        new LookUp(CiliumMaps.Endpoints, PacketField.Source,
        [
            new When(ProgramTest.RowIsHost, [new Pass()]),
            new WhenIn(PacketField.Destination, settings.NativeRouting ?? node.PodCidr, Inside: true, [new Pass()]),
            new LookUp(CiliumMaps.Ipcache, PacketField.Destination, [new WhenIdentity(Identities.RemoteNode, [new Pass()])]),
            new TranslateSource(CiliumMaps.Nat, node.Address),
        ]),
        new Pass(),
    ]);

    // ipv4_local_delivery: the packet looks routed, and is in the pod.
    private ValueList<ProgramOperation> Deliver() =>
        [new DecrementTtl(), new SetMacs(null, null), settings.BpfHostRouting ? new RedirectPeer() : new Redirect(null)];

    private ValueList<ProgramOperation> Encapsulate(int identity) => settings.TunnelDevice is not { } tunnel ? [] :
    [
        new LookUp(CiliumMaps.Ipcache, PacketField.Destination,
            [new When(ProgramTest.RowHasTunnel, [new SetTunnelKey(identity), new Redirect(tunnel)])]),
    ];
}
