using PodNet.Engine.Simulation;
using PodNet.Engine.State;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Where a user-space forwarder sends a frame.</summary>
/// <param name="Peers">Peers that get it.</param>
/// <param name="Port">The one device here that gets it; null with <paramref name="AllPorts"/>: every one.</param>
/// <param name="Refusal">Why nobody gets it, or null.</param>
internal sealed record Forwarding(ValueList<ForwarderPeer> Peers, string? Port = null, bool AllPorts = false, string? Refusal = null)
{
    public static Forwarding Refused(string why) => new([], Refusal: why);

    public bool Reaches(string port) => AllPorts || Port == port;
}

/// <summary>The addresses a user-space forwarder knows (weave's router/network_router.go and the bridge in router/fastdp.go): behind a device here, or behind a
/// peer. What it does not know it sends to all; what comes from a peer goes to no peer, for each is connected to each.</summary>
internal static class ForwarderTable
{
    /// <summary>The program that reads a device's frames, or null.</summary>
    public static UserSpaceForwarder? Of(NetworkNamespace ns, string device)
    {
        foreach (UserSpaceForwarder program in ns.Forwarders)
        {
            if (program.Device == device) return program;
        }

        return null;
    }

    /// <summary>A frame that came in on a device here.</summary>
    public static Forwarding FromHere(Kernel kernel, UserSpaceForwarder program, string port, Packet frame)
    {
        (MacAddress source, MacAddress destination) = (frame.Ethernet!.Source, frame.Ethernet.Destination);
        if (Find(kernel, program, source) is { Remote: { } remote }) return Forwarding.Refused($"{source} is behind the peer {remote}: {program.Program} sent the frame here itself");
        Learn(kernel, program, source, port, null);
        if (Find(kernel, program, destination) is not { } row) return new(program.Peers, AllPorts: true);
        if (row.Remote is { } behind) return new(program.Peers.Where(p => p.Address == behind).ToValueList(), Refusal: $"{behind} is no peer of {program.Program}");
        return row.Port == port ? Forwarding.Refused($"{destination} is behind {port}, where the frame comes from") : new([], row.Port);
    }

    /// <summary>A frame that a peer sent.</summary>
    public static Forwarding FromPeer(Kernel kernel, UserSpaceForwarder program, ForwarderPeer peer, Packet frame)
    {
        (MacAddress source, MacAddress destination) = (frame.Ethernet!.Source, frame.Ethernet.Destination);
        Learn(kernel, program, source, "", peer.Address);
        if (Find(kernel, program, destination) is not { } row) return new([], AllPorts: true);
        return row.Remote is { } elsewhere ? Forwarding.Refused($"{destination} is behind the peer {elsewhere}, not here") : new([], row.Port);
    }

    private static LearnedFdb? Find(Kernel kernel, UserSpaceForwarder program, MacAddress mac) =>
        mac.IsGroup ? null : kernel.State.Fdb(program.Device, mac, kernel.Now);

    private static void Learn(Kernel kernel, UserSpaceForwarder program, MacAddress mac, string port, IpAddress? remote)
    {
        if (!mac.IsGroup) kernel.State.LearnFdb(program.Device, mac, new(port, remote, kernel.Now));
    }
}
