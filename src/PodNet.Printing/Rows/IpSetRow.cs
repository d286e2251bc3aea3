using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Netfilter;

namespace PodNet.Printing.Rows;

/// <summary>Lines of <c>ipset save</c> (ipset v7, lib/print.c).</summary>
internal static class IpSetRow
{
    /// <summary><c>create NAME ...</c> and an <c>add NAME ...</c> for each entry.</summary>
    public static IEnumerable<string> Save(IpSet set) => Entries(set).Select(e => $"add {Printable.Word(set.Name)} {e}").Prepend(Create(set));

    /// <summary><c>create NAME TYPE OPTIONS</c></summary>
    public static string Create(IpSet set) => $"create {Printable.Word(set.Name)} {TypeName(set.Type)} {Options(set)}";

    /// <summary>The entries by address, as they are written.</summary>
    public static IEnumerable<string> Entries(IpSet set) =>
        set.Entries.OrderBy(e => e.Prefix).ThenBy(e => e.Port?.Protocol).ThenBy(e => e.Port?.Number).Select(Entry);

    public static string TypeName(IpSetType type) => type switch
    {
        IpSetType.HashIp => "hash:ip",
        IpSetType.HashNet => "hash:net",
        IpSetType.HashIpPort => "hash:ip,port",
        IpSetType.HashNetPort => "hash:net,port",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>What a set was made with.</summary>
    public static string Options(IpSet set) => string.Create(
        CultureInfo.InvariantCulture,
        $"family {(set.Family == IpFamily.V4 ? "inet" : "inet6")} hashsize {set.HashSize} maxelem {set.MaxElements} bucketsize 12 initval 0x{Seed(set.Name):x8}");

    private static string Entry(IpSetEntry entry)
    {
        string address = entry.Prefix.IsHost ? entry.Prefix.Address.ToString() : entry.Prefix.ToString();
        string port = entry.Port is { } p ? string.Create(CultureInfo.InvariantCulture, $",{MatchText.ProtocolName(p.Protocol)}:{p.Number}") : "";
        return $"{address}{port}{(entry.NoMatch ? " nomatch" : "")}";
    }

    // The kernel draws it at random; FNV-1a of the name is as good and always the same.
    private static uint Seed(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name) hash = (hash ^ c) * 16777619;
        return hash;
    }
}
