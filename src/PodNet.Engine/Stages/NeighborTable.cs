using PodNet.Engine.Simulation;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Finds next hops' MAC addresses (net/core/neighbour.c), of both families: from the configuration, from what was learned, or by asking three
/// times, one second apart, while packets wait.</summary>
internal sealed class NeighborTable
{
    /// <summary>mcast_solicit: how often an address is asked for.</summary>
    private const int Tries = 3;

    /// <summary>retrans_time_ms.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>locktime: how long an answer stands against another one.</summary>
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(1);

    /// <summary>delay_first_probe_time: how long an unproved neighbour that is used may be proved by what comes back.</summary>
    private static readonly TimeSpan DelayFirstProbe = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(IpAddress, string), List<SkBuff>> _waiting = [];
    private readonly HashSet<(IpAddress, string)> _doubted = [];

    /// <summary>Sends the packet to <paramref name="nextHop"/> on <paramref name="device"/>, now or when its MAC address is known.</summary>
    public void Output(Kernel kernel, NetDevice device, IpAddress nextHop, SkBuff skb)
    {
        if (device is Loopback)
        {
            Send(kernel, device, MacAddress.Zero, skb);
        }
        else if (!device.HasLinkHeader)
        {
            skb.Packet = skb.Packet with { Ethernet = null };
            DeviceTransmit.Run(kernel, device, skb);
        }
        else if (kernel.Configuration.Fib.TypeOf(nextHop) == RouteType.Broadcast || nextHop.IsLimitedBroadcast)
        {
            Send(kernel, device, MacAddress.Broadcast, skb);
        }
        else if (nextHop is { Family: IpFamily.V6, IsMulticast: true })
        {
            Send(kernel, device, LinkScope.MacOf(nextHop), skb);
        }
        else if (device.NoArp)
        {
            // The device's own address fills the field (arp_constructor, NUD_NOARP).
            Send(kernel, device, device.Mac, skb);
        }
        else if (Known(kernel, device, nextHop) is { Mac: { } mac } neighbor)
        {
            skb.Log.Steps.Add(new NeighborResolved(kernel.Now, neighbor));
            if (neighbor.State == NeighborState.Delay) Doubt(kernel, device, nextHop, skb);
            Send(kernel, device, mac, skb);
        }
        else
        {
            Wait(kernel, device, nextHop, skb);
        }
    }

    /// <summary>The neighbour if its MAC address is proved right now (NUD_CONNECTED), or null.</summary>
    public static Neighbor? Confirmed(Kernel kernel, NetDevice device, IpAddress address)
    {
        if (kernel.Configuration.PermanentNeighbor(address, device.Name) is { } permanent) return permanent;
        return kernel.State.Neighbor(address, device.Name) is { Mac: { } mac } learned && learned.StateAt(kernel.Now) == NeighborState.Reachable
                ? new(address, device.Name, mac, NeighborState.Reachable)
                : null;
    }

    /// <summary>Notes a MAC address; packets that wait for it leave.</summary>
    /// <param name="isRouter">Null: it did not say.</param>
    public void Learn(Kernel kernel, IpAddress address, NetDevice device, MacAddress mac, NeighborState state, bool? isRouter = null)
    {
        if (kernel.Configuration.PermanentNeighbor(address, device.Name) is not null) return;

        // A confirmed neighbour with the same MAC stays confirmed (neigh_update: STALE over REACHABLE changes nothing).
        if (state == NeighborState.Stale && kernel.State.Neighbor(address, device.Name) is { Mac: { } same } && same == mac) return;
        LearnedNeighbor? known = kernel.State.Neighbor(address, device.Name);
        kernel.State.SetNeighbor(address, device.Name, new(mac, state, kernel.Now) { IsRouter = isRouter ?? known?.IsRouter ?? false });
        if (!_waiting.Remove((address, device.Name), out List<SkBuff>? packets)) return;
        Neighbor neighbor = new(address, device.Name, mac, state) { IsRouter = isRouter ?? false };
        foreach (SkBuff skb in packets)
        {
            skb.Log.Steps.Add(new NeighborResolved(kernel.Now, neighbor));
            Send(kernel, device, mac, skb);
        }
    }

    /// <summary>An answer came; answers nobody asked for are not believed (arp_accept is 0).</summary>
    /// <param name="mac">Null: the one that is known still holds.</param>
    public void Answered(Kernel kernel, IpAddress address, NetDevice device, MacAddress? mac, bool? isRouter = null)
    {
        if (kernel.State.Neighbor(address, device.Name) is not { } known || (mac ?? known.Mac) is not { } current) return;

        // Of several who answer ARP the first is believed for a while (locktime; arp_process).
        if (address.Family == IpFamily.V4 && known.Mac is { } other && other != current && kernel.Now.Since(known.Since) < LockTime) return;
        Learn(kernel, address, device, current, NeighborState.Reachable, isRouter);
    }

    private static Neighbor? Known(Kernel kernel, NetDevice device, IpAddress address)
    {
        if (kernel.Configuration.PermanentNeighbor(address, device.Name) is { } permanent) return permanent;
        if (kernel.State.Neighbor(address, device.Name) is not { Mac: { } mac } learned) return null;
        NeighborState state = learned.StateAt(kernel.Now);
        if (state == NeighborState.Stale)
        {
            // Used while unproved: five seconds are given for a proof from above before it is asked for (neigh_event_send).
            kernel.State.SetNeighbor(address, device.Name, learned with { State = NeighborState.Delay, Since = kernel.Now });
            state = NeighborState.Delay;
        }

        return new(address, device.Name, mac, state) { IsRouter = learned.IsRouter };
    }

    // Nothing confirms a neighbour that is gone: after a while it is asked itself, by unicast, and given up when it does not answer (neigh_timer_handler).
    // Only as long as the program hears nothing: what comes back confirms, and questions after the end are not shown.
    private void Doubt(Kernel kernel, NetDevice device, IpAddress nextHop, SkBuff skb)
    {
        if (!_doubted.Add((nextHop, device.Name))) return;
        TimeSpan since = kernel.Now.Since(kernel.State.Neighbor(nextHop, device.Name)!.Since);

        // As it is now: by then a tunnel may have wrapped it.
        SkBuff cause = skb.Clone();
        kernel.Network.After(since < DelayFirstProbe - Retry ? DelayFirstProbe - since : Retry, () => Probe(kernel, device, nextHop, 1, cause));
    }

    private void Probe(Kernel kernel, NetDevice device, IpAddress nextHop, int attempt, SkBuff cause)
    {
        if (kernel.State.Neighbor(nextHop, device.Name) is not { Mac: { } mac, State: NeighborState.Delay or NeighborState.Probe } doubted) return;
        if (kernel.Network.Client is not { HearsNothing: true }) return;
        if (attempt > Tries)
        {
            kernel.State.SetNeighbor(nextHop, device.Name, new(null, NeighborState.Failed, kernel.Now));
            _doubted.Remove((nextHop, device.Name));
            return;
        }

        kernel.State.SetNeighbor(nextHop, device.Name, doubted with { State = NeighborState.Probe });
        Solicit(kernel, device, nextHop, mac, cause);
        kernel.Network.After(Retry, () => Probe(kernel, device, nextHop, attempt + 1, cause));
    }

    private void Wait(Kernel kernel, NetDevice device, IpAddress nextHop, SkBuff skb)
    {
        skb.Log.Steps.Add(new NeighborAwaited(kernel.Now, nextHop, device.Name));
        if (_waiting.TryGetValue((nextHop, device.Name), out List<SkBuff>? queue))
        {
            queue.Add(skb);
            return;
        }

        _waiting[(nextHop, device.Name)] = [skb];
        kernel.State.SetNeighbor(nextHop, device.Name, new(null, NeighborState.Incomplete, kernel.Now));
        Ask(kernel, device, nextHop, 1, skb);
    }

    private void Ask(Kernel kernel, NetDevice device, IpAddress nextHop, int attempt, SkBuff cause)
    {
        if (!_waiting.ContainsKey((nextHop, device.Name))) return;
        if (attempt > Tries)
        {
            GiveUp(kernel, device, nextHop);
            return;
        }

        Solicit(kernel, device, nextHop, known: null, cause);
        kernel.Network.After(Retry, () => Ask(kernel, device, nextHop, attempt + 1, cause));
    }

    private void GiveUp(Kernel kernel, NetDevice device, IpAddress nextHop)
    {
        _waiting.Remove((nextHop, device.Name), out List<SkBuff>? packets);
        LearnedNeighbor failed = new(null, NeighborState.Failed, kernel.Now);
        kernel.State.SetNeighbor(nextHop, device.Name, failed);
        foreach (SkBuff skb in packets ?? [])
        {
            IcmpError.Send(kernel, skb, IcmpMeaning.HostUnreachable, $"nobody answered for {nextHop} on {device.Name}");
            kernel.Drop(
                skb, Disposition.NeighborUnreachable, $"nobody on {device.Name} answered for {nextHop} ({Tries} tries)",
                new Neighbor(nextHop, device.Name, null, NeighborState.Failed));
        }
    }

    // Everybody, or by unicast whoever had the address when it was asked for last.
    private static void Solicit(Kernel kernel, NetDevice device, IpAddress nextHop, MacAddress? known, SkBuff cause)
    {
        if (nextHop.Family == IpFamily.V6)
        {
            NeighborDiscovery.Solicit(kernel, device, nextHop, known, cause);
            return;
        }

        IpAddress source = SolicitSource(kernel, device, nextHop, cause);
        Packet request = new(
            new(device.Mac, known ?? MacAddress.Broadcast), Arp: new(ArpOperation.Request, device.Mac, source, MacAddress.Zero, nextHop));
        DeviceTransmit.Run(kernel, device, kernel.Network.Originate(kernel, "arp", request, JourneyRole.AddressResolution, cause));
    }

    // arp_announce 0: the packet's own source if it is this host's, else an address of the device (arp_solicit).
    private static IpAddress SolicitSource(Kernel kernel, NetDevice device, IpAddress nextHop, SkBuff skb)
    {
        IpAddress source = skb.Packet.Ip!.Source;
        return kernel.Configuration.Fib.IsLocal(source)
            ? source
            : SourceAddress.OnDevice(kernel.Configuration, device, nextHop) ?? IpAddress.AnyV4;
    }

    private static void Send(Kernel kernel, NetDevice device, MacAddress destination, SkBuff skb)
    {
        skb.Packet = skb.Packet with { Ethernet = new(device.Mac, destination) };
        DeviceTransmit.Run(kernel, device, skb);
    }
}
