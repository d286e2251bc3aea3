using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>conntrack -L</c>. The kernel goes through a hash table; here entries are in order of protocol and original flow.</summary>
internal static class ConntrackList
{
    /// <summary>One line per connection that has not expired.</summary>
    public static IEnumerable<string> Lines(NamespaceView view) => view.Conntrack
        .Where(e => e.IsAliveAt(view.Now))
        .OrderBy(e => e.Original.Protocol)
        .ThenBy(e => e.Original.Source)
        .ThenBy(e => e.Original.SourcePort)
        .ThenBy(e => e.Original.Destination)
        .ThenBy(e => e.Original.DestinationPort)
        .Select(e => ConntrackRow.Text(e, view.Now));
}
