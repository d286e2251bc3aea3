using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Model.Netfilter;

/// <summary>What an entry of a set is made of (ipset(8), SET TYPES).</summary>
public enum IpSetType
{
    /// <summary>hash:ip</summary>
    HashIp,

    /// <summary>hash:net</summary>
    HashNet,

    /// <summary>hash:ip,port</summary>
    HashIpPort,

    /// <summary>hash:net,port</summary>
    HashNetPort,
}

/// <summary>One entry: an address or a network, and in sets with ports a protocol and a port.</summary>
/// <param name="Prefix">A network; an address is one of full length.</param>
/// <param name="Port">Null in sets without ports.</param>
/// <param name="NoMatch">The entry is an exception from a larger network in the same set (<c>nomatch</c>).</param>
public readonly record struct IpSetEntry(IpPrefix Prefix, (IpProtocol Protocol, ushort Number)? Port = null, bool NoMatch = false);

/// <summary>A named set of addresses that rules ask with <c>-m set</c> (net/netfilter/ipset). Seen with <c>ipset list NAME</c>.</summary>
/// <param name="Name">At most 31 bytes.</param>
public sealed record IpSet(string Name, IpSetType Type, ValueList<IpSetEntry> Entries)
{
    /// <summary>inet or inet6.</summary>
    public IpFamily Family { get; init; } = IpFamily.V4;

    /// <summary>Initial size of the hash table, in buckets.</summary>
    public int HashSize { get; init; } = 1024;

    /// <summary>Most entries it takes.</summary>
    public int MaxElements { get; init; } = 65536;

    /// <summary>Whether its entries carry a port, so that <c>--match-set</c> names a side for the address and one for the port.</summary>
    public bool HasPorts => Type is IpSetType.HashIpPort or IpSetType.HashNetPort;

    /// <summary>Whether an address, and the port beside it, is in the set: the entry with the longest prefix decides
    /// (net/netfilter/ipset/ip_set_hash_gen.h, mtype_test_cidrs).</summary>
    public bool Contains(IpAddress address, (IpProtocol Protocol, ushort Number)? port)
    {
        IpSetEntry? best = null;
        foreach (IpSetEntry entry in Entries)
        {
            if (entry.Prefix.Address.Family != address.Family || !entry.Prefix.Contains(address)) continue;
            if (HasPorts && entry.Port != port) continue;
            if (best is null || entry.Prefix.Length > best.Value.Prefix.Length) best = entry;
        }

        return best is { NoMatch: false };
    }
}
