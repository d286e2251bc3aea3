using PodNet.Model.Addressing;

namespace PodNet.Model.Linux;

/// <summary>One row of a map that programs look addresses up in. Seen with
/// <c>bpftool map dump pinned /sys/fs/bpf/tc/globals/MAP</c>.</summary>
/// <param name="Map">The map's name.</param>
/// <param name="Key">Address, or network in a map that finds the longest prefix (BPF_MAP_TYPE_LPM_TRIE).</param>
public sealed record BpfMapRow(string Map, IpPrefix Key)
{
    /// <summary>Endpoint that has the address, by its number on this node; 0: none.</summary>
    public int Endpoint { get; init; }

    /// <summary>Security identity of whoever has the address; 0: the row says nothing about it.</summary>
    public int Identity { get; init; }

    /// <summary>This node's device for the address (its ifindex), or null.</summary>
    public string? Device { get; init; }

    /// <summary>MAC address of whoever has the address, or null.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>MAC address of the node's end towards it, or null.</summary>
    public MacAddress? NodeMac { get; init; }

    /// <summary>Node behind which the address is, by a tunnel; null: no tunnel leads there.</summary>
    public IpAddress? TunnelEndpoint { get; init; }

    /// <summary>The address is this host's own.</summary>
    public bool IsHost { get; init; }

    public Origin? Origin { get; init; }
}
