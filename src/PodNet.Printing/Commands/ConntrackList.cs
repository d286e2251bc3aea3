using PodNet.Model.Addressing;
using PodNet.Printing.Rows;

namespace PodNet.Printing.Commands;

/// <summary><c>conntrack -L</c>. The kernel goes through a hash table; here entries are in order of protocol and original flow.</summary>
internal static class ConntrackList
{
    /// <summary>One line per connection that has not expired.</summary>
    /// <param name="family">Only those of this family, or null.</param>
    public static IEnumerable<string> Lines(NamespaceView view, IpFamily? family = null) => view.Conntrack
        .Where(e => e.IsAliveAt(view.Now) && (family is null || e.Original.Source.Family == family))
        .OrderBy(e => e.Original.Protocol)
        .ThenBy(e => e.Original.Source)
        .ThenBy(e => e.Original.SourcePort)
        .ThenBy(e => e.Original.Destination)
        .ThenBy(e => e.Original.DestinationPort)
        .Select(e => ConntrackRow.Text(e, view.Now));
}
