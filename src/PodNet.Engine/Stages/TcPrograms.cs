using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Programs;

namespace PodNet.Engine.Stages;

/// <summary>Runs what is attached to a device by tc (net/core/dev.c): on ingress after a capture has seen the frame (sch_handle_ingress), on egress
/// before one does (sch_handle_egress).</summary>
internal static class TcPrograms
{
    /// <summary>Whether a frame that came in goes on to the bridge or the stack; false when a program took it.</summary>
    public static bool Ingress(Kernel kernel, NetDevice device, SkBuff skb) =>
        Run(kernel, device, device.Attachments.TcIngress, AttachPoint.TcIngress, skb);

    /// <summary>Whether a frame really leaves by the device; false when a program took it.</summary>
    public static bool Egress(Kernel kernel, NetDevice device, SkBuff skb) =>
        Run(kernel, device, device.Attachments.TcEgress, AttachPoint.TcEgress, skb);

    private static bool Run(Kernel kernel, NetDevice device, ValueList<PacketProgram> programs, AttachPoint point, SkBuff skb)
    {
        foreach (PacketProgram program in programs)
        {
            if (!new ProgramRun(kernel, device, point, program, skb).Passes()) return false;
        }

        return true;
    }
}

/// <summary>One run of one program on one packet.</summary>
internal sealed class ProgramRun(Kernel kernel, NetDevice device, AttachPoint point, PacketProgram program, SkBuff skb)
{
    private BpfMapRow? _row;

    /// <summary>Does what the program says; true when its verdict is to let the packet go on.</summary>
    public bool Passes()
    {
        Verdict verdict = Run(program.Operations) ?? new Pass();
        switch (verdict)
        {
            case Pass:
                Note(point == AttachPoint.TcIngress ? "passes it to the stack" : "lets it out");
                return true;
            case Shoot shoot:
                Drop(shoot.Reason);
                break;
            case Redirect redirect when TryTarget(redirect.Device ?? _row?.Device, out NetDevice? target):
                ToDevice(redirect, target);
                break;
            case RedirectPeer when TryTarget(_row?.Device, out NetDevice? near):
                ToPeer(near);
                break;
            case RedirectNeighbor neighbor when TryTarget(neighbor.Device, out NetDevice? target):
                ToNeighbor(target);
                break;
            default:
                if (!ProgramAnswers.TryRun(kernel, device, point, program, verdict, skb)) Drop("the packet is none that it can answer");
                break;
        }

        return false;
    }

    private Verdict? Run(ValueList<ProgramOperation> operations)
    {
        foreach (ProgramOperation operation in operations)
        {
            if (Do(operation) is { } verdict) return verdict;
        }

        return null;
    }

    private Verdict? Do(ProgramOperation operation)
    {
        switch (operation)
        {
            case Verdict verdict:
                return verdict;
            case LookUp lookUp:
                return Finds(lookUp) ? Run(lookUp.Found) : null;
            case When condition:
                return Holds(condition.Test) ? Run(condition.Then) : null;
            case WhenIn condition:
                return Field(condition.Field) is { } address && condition.Network.Contains(address) == condition.Inside ? Run(condition.Then) : null;
            case WhenIdentity condition:
                return _row?.Identity == condition.Identity ? Run(condition.Then) : null;
            case SetMacs macs:
                SetMacs(macs);
                return null;
            case DecrementTtl lower:
                return LowerTtl(lower);
            case SetPacketTypeHost:
                skb.Type = PacketType.Host;
                return null;
            case SetTunnelKey key:
                if (_row?.TunnelEndpoint is { } remote) skb.TunnelKey = new(remote, key.Id, key.ZeroChecksum, _row);
                return null;
            case TranslateSource translate:
                if (ProgramNat.Out(kernel, translate, skb) is { } outward) Note(outward);
                return null;
            case TranslateBack translate:
                if (ProgramNat.Back(kernel, translate, skb) is { } inward) Note(inward);
                return null;
            default:
                throw new NotSupportedException($"a program uses an operation the simulator does not know: {operation.GetType().Name}");
        }
    }

    private bool Finds(LookUp lookUp)
    {
        if (Field(lookUp.Key) is not { } key) return false;
        BpfMapRow? found = kernel.Configuration.LookUp(lookUp.Map, key);
        skb.Log.Steps.Add(new MapLookup(kernel.Now, program.Name, lookUp.Map, key.ToString(), found));
        if (found is null) return false;
        _row = found;
        return true;
    }

    private bool Holds(ProgramTest test) => test switch
    {
        ProgramTest.IsArpRequest => skb.Packet.Arp is { Operation: ArpOperation.Request },
        ProgramTest.IsNotIp => skb.Packet.Ip is null,
        ProgramTest.IsIpv4 => skb.Packet.Ip is { Source.Family: IpFamily.V4 },
        ProgramTest.IsIpv6 => skb.Packet.Ip is { Source.Family: IpFamily.V6 },
        ProgramTest.IsNeighborSolicitation => skb.Packet.NeighborDiscovery is { IsAdvertisement: false },
        ProgramTest.IsNeighborAdvertisement => skb.Packet.NeighborDiscovery is { IsAdvertisement: true },
        ProgramTest.RowIsHost => _row is { IsHost: true },
        ProgramTest.RowHasTunnel => _row is { TunnelEndpoint: not null },
        _ => throw new NotSupportedException($"a program tests what the simulator does not know: {test}"),
    };

    private IpAddress? Field(PacketField field) => field switch
    {
        PacketField.Source => skb.Packet.Ip?.Source,
        PacketField.Destination => skb.Packet.Ip?.Destination,
        PacketField.NeighborTarget => skb.Packet.NeighborDiscovery?.Target,
        _ => throw new NotSupportedException($"a program reads a field the simulator does not know: {field}"),
    };

    private void SetMacs(SetMacs macs)
    {
        if (skb.Packet.Ethernet is not { } ethernet) return;
        skb.Packet = skb.Packet with
        {
            Ethernet = new(macs.Source ?? _row?.NodeMac ?? ethernet.Source, macs.Destination ?? _row?.Mac ?? ethernet.Destination),
        };
    }

    private Verdict? LowerTtl(DecrementTtl lower)
    {
        if (skb.Packet.Ip is not { } ip) return null;
        if (ip.Ttl <= 1) return Run(lower.RunOut) ?? new Shoot("the TTL ran out, and the program tells nobody");
        skb.Packet = skb.Packet with { Ip = ip with { Ttl = (byte)(ip.Ttl - 1) } };
        skb.Visits = 0;
        skb.Log.Steps.Add(new TtlDecremented(kernel.Now, ip.Ttl, skb.Packet.Ip!.Ttl) { Family = ip.Source.Family });
        return null;
    }

    private void ToDevice(Redirect redirect, NetDevice target)
    {
        Note(redirect.Ingress ? $"gives it to {target.Name} as if it came in there" : $"redirects it to {target.Name}");
        if (redirect.Ingress) DeviceReceive.Run(kernel, target, skb);
        else DeviceTransmit.Run(kernel, target, skb);
    }

    // The frame goes round in the same receive loop with another device (skb_do_redirect, then another_round): no wire, no new time stamp, and
    // what it is to the host (PACKET_HOST) stays.
    private void ToPeer(NetDevice near)
    {
        bool there = point == AttachPoint.TcIngress && near is VethEnd && Carrier.PeerIsUp(kernel.Network.Cluster, (VethEnd)near);
        if (!there)
        {
            Drop($"bpf_redirect_peer finds no peer of {near.Name} that is up", near);
            return;
        }

        VethEnd veth = (VethEnd)near;
        Note($"redirects it to the peer of {veth.Name}, past {veth.Name} itself (bpf_redirect_peer)");
        Kernel peer = kernel.Network.TryKernel(veth.PeerNamespace)!;
        skb.Hop = skb.Journey.Begin(peer.Id, skb.Hop, skb.Log.Steps.Count - 1, skb.Packet);
        skb.ForgetPath();
        DeviceReceive.TakeIn(peer, peer.Configuration.Device(veth.PeerName), skb);
    }

    private void ToNeighbor(NetDevice target)
    {
        if (skb.Packet.Ip is not { } ip)
        {
            Drop("bpf_redirect_neigh needs an IP packet");
            return;
        }

        FibResult route = kernel.Configuration.Fib.Lookup(new(ip.Destination, ip.Source, OutgoingDevice: target.Name, Mark: skb.Mark));
        skb.Log.Steps.Add(new RouteLookup(kernel.Now, route));
        if (LocalOutput.Check(route.Route) != SendError.None)
        {
            Drop($"bpf_redirect_neigh finds no route to {ip.Destination} by {target.Name}", route.Nearest());
            return;
        }

        Note($"redirects it to {target.Name}, to the next hop (bpf_redirect_neigh)");
        kernel.Neighbors.Output(kernel, target, route.NextHop, skb);
    }

    private bool TryTarget(string? name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out NetDevice? target)
    {
        target = null;
        if (name is not null && kernel.Configuration.TryDevice(name, out target)) return true;
        Drop(name is null ? "the program redirects to a device that no row names" : $"the program redirects to {name}, and there is no such device here");
        return false;
    }

    private void Drop(string reason, object? row = null) => kernel.Drop(skb, Disposition.DroppedByProgram, $"{program.Name}: {reason}", row ?? _row);

    private void Note(string act) => skb.Log.Steps.Add(new ProgramActed(kernel.Now, device.Name, point, program.Name, act));
}
