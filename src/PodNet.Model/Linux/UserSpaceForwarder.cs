using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Model.Linux;

/// <summary>A program in user space that carries frames between a device of this node and its peers on others, as an Ethernet switch does: it learns behind
/// which peer an address is, and sends what it does not know to all of them. It reads frames that come in on <paramref name="Device"/>: of an Open vSwitch
/// datapath those no flow knows yet, and then tells the datapath what to do; of any other device by a packet socket, and then carries them itself in UDP.</summary>
/// <param name="Program">Name in a process list.</param>
/// <param name="Name">Its name among the peers.</param>
/// <param name="Port">UDP port it reaches its peers at: a tunnel's, or its own socket's.</param>
/// <param name="ShortId">Its number among the peers, 12 bits.</param>
/// <param name="Mtu">Largest packet in bytes it carries to a peer in one piece; it tells the sender of a larger one with DF.</param>
public sealed record UserSpaceForwarder(string Program, string Name, string Device, ushort Port, IpAddress Local, int ShortId, int Mtu)
{
    /// <summary>Those it is connected to.</summary>
    public ValueList<ForwarderPeer> Peers { get; init; }

    /// <summary>Sets DF on what the tunnel sends.</summary>
    public bool DontFragment { get; init; }

    /// <summary>Has the tunnel compute UDP checksums.</summary>
    public bool Checksum { get; init; } = true;
}

/// <summary>A peer of a <see cref="UserSpaceForwarder"/>.</summary>
/// <param name="ShortId">Its number among the peers, 12 bits.</param>
public sealed record ForwarderPeer(string Name, IpAddress Address, int ShortId)
{
    /// <summary>The command that shows it, or null.</summary>
    public string? ShownBy { get; init; }

    public Origin? Origin { get; init; }
}

/// <summary>One row of an Open vSwitch datapath's flow table. Seen with <c>ovs-dpctl dump-flows NAME</c>.</summary>
/// <param name="InPort">Device the frame came in on.</param>
/// <param name="TunnelId">Identifier it came with by a tunnel, or null.</param>
public sealed record OvsFlow(string Datapath, string InPort, MacAddress Source, MacAddress Destination, int? TunnelId, ValueList<OvsAction> Actions);

/// <summary>What a flow does with a frame.</summary>
/// <param name="Port">Device it is sent out of.</param>
public sealed record OvsAction(string Port)
{
    /// <summary>What the tunnel is told first (<c>set(tunnel(...))</c>), or null: no tunnel.</summary>
    public OvsTunnel? Tunnel { get; init; }
}

/// <summary>What a flow tells a tunnel device about a frame (include/uapi/linux/openvswitch.h, ovs_tunnel_key_attr).</summary>
/// <param name="Id">Network identifier, 24 bits.</param>
public sealed record OvsTunnel(int Id, IpAddress Source, IpAddress Destination, byte Ttl = 64, bool DontFragment = false, bool Checksum = true)
{
    /// <summary>The peer behind the destination, or null.</summary>
    public ForwarderPeer? Peer { get; init; }
}
