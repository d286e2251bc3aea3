using System.Globalization;
using PodNet.Model.Netfilter;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>ipset list|save [NAME]</c> (ipset v7, lib/session.c). A set's hash has a seed of its own, drawn when it is made, and entries
/// come in the order of the hash: here the seed follows from the name, and entries are sorted. Sizes in memory are those of small sets.</summary>
internal static class IpSetCommand
{
    /// <summary>The lines, or null when the arguments are none it knows.</summary>
    /// <exception cref="CommandFailure">There is no set of that name.</exception>
    public static IEnumerable<string>? Lines(NamespaceView view, string[] arguments)
    {
        if (arguments is not [var verb, .. { Length: <= 1 } rest]) return null;
        IpSet[] sets = rest is [var name]
            ? [view.Config.FindIpSet(name) ?? throw new CommandFailure("ipset v7.17: The set with the given name does not exist", 1)]
            : [.. view.Config.IpSets];
        return verb switch
        {
            "save" or "-S" => sets.SelectMany(IpSetRow.Save),
            "list" or "-L" => sets.SelectMany((s, i) => (i == 0 ? Array.Empty<string>() : [""]).Concat(List(view, s))),
            _ => null,
        };
    }

    private static IEnumerable<string> List(NamespaceView view, IpSet set)
    {
        int references = view.Config.Netfilter.Tables.Sum(t => t.Chains.Sum(c => c.Rules.Sum(r => r.Matches.Count(m => m is SetMatch match && match.Set == set.Name))));
        yield return $"Name: {Printable.Word(set.Name)}";
        yield return $"Type: {IpSetRow.TypeName(set.Type)}";
        yield return string.Create(CultureInfo.InvariantCulture, $"Revision: {(set.Type == IpSetType.HashNetPort ? 8 : set.Type == IpSetType.HashIp ? 6 : 7)}");
        yield return $"Header: {IpSetRow.Options(set)}";
        yield return string.Create(CultureInfo.InvariantCulture, $"Size in memory: {Memory(set)}");
        yield return string.Create(CultureInfo.InvariantCulture, $"References: {references}");
        yield return string.Create(CultureInfo.InvariantCulture, $"Number of entries: {set.Entries.Count}");
        yield return "Members:";
        foreach (string entry in IpSetRow.Entries(set)) yield return entry;
    }

    // The set itself, larger where it keeps count of prefix lengths, and for each filled bucket room for two entries and its head.
    private static int Memory(IpSet set) => set.Type switch
    {
        IpSetType.HashNet or IpSetType.HashNetPort => 456,
        IpSetType.HashIpPort => 216,
        _ => 200,
    } + 48 * set.Entries.Count;
}
