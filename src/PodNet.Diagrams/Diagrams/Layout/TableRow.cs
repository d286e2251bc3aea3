using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Packets;

namespace PodNet.Diagrams.Layout;

/// <summary>One line of a row's frame: what is at the left (addresses) and at the right (TTL, bytes of MTU), and whether each is
/// another than at the hop before.</summary>
internal sealed record FrameLine(string Tag, string Left, string Shorter, bool LeftChanged, string Right, bool RightChanged, bool Outer)
{
    /// <summary>Whether it is about the link: MAC addresses and length.</summary>
    public bool OfLink { get; init; }
}

/// <summary>A row of the hop table.</summary>
/// <param name="number">The disc's number, or null.</param>
/// <param name="before">The row before, to compare with.</param>
internal sealed class TableRow(StoryRow story, int? number, Role role, TableRow? before)
{
    /// <summary>Width in px of the column that says what decided.</summary>
    public const double DecidedWidth = 372;

    private const int LinesOfOne = 3;
    private static readonly FrameLine AsAbove = new("as above", "", "", false, "", false, false);

    private readonly List<(string Text, string Full, bool Outer)>?[] _decided = new List<(string, string, bool)>?[3];
    private readonly List<FrameLine> _full = Lines(story, before?.Story);

    public StoryRow Story => story;

    public int? Number => number;

    public Role Role => role;

    public TableRow? Before => before;

    /// <summary>2: everything; 1: one line for each decision but the main one; 0: the main decision, and of the frame the
    /// first line.</summary>
    public int Detail { get; set; } = 2;

    /// <summary>Whether the frame is the one of the row before.</summary>
    public bool Unchanged { get; } = before is not null && before.Story.Frame.Inner is null == story.Frame.Inner is null
        && Lines(story, before.Story).TrueForAll(l => !l.LeftChanged && !l.RightChanged);

    /// <summary>Whether the frame is said to be as above instead of being written again.</summary>
    public bool SaysAbove { get; set; }

    public IReadOnlyList<FrameLine> FrameLines => SaysAbove ? [AsAbove] : Detail > 0 ? _full : _full[..1];

    /// <summary>All lines of the frame.</summary>
    public IReadOnlyList<FrameLine> AllFrameLines => _full;

    public static List<TableRow> Of(JourneyStory? story, IReadOnlyDictionary<DeviceKey, int> numbers, Role role)
    {
        List<TableRow> rows = [];
        foreach (StoryRow row in story?.Rows ?? [])
            rows.Add(new(row, numbers.TryGetValue(row.Key, out int number) ? number : null, role, rows.LastOrDefault()));
        return rows;
    }

    /// <summary>The deciding rows, broken into lines: text, the whole row, and whether it is about the outer packet.</summary>
    public IReadOnlyList<(string Text, string Full, bool Outer)> DecidedLines => _decided[Detail] ??= Decide();

    /// <summary>Whether a deciding row is not there in full.</summary>
    public bool Cuts => Detail == 0 ? story.Decisions.Count > 1 : DecidedLines.Any(l => l.Text.Contains('…', StringComparison.Ordinal));

    // Where a packet was lost the last row decided; elsewhere the first one sent it on its way.
    private int Main => story.Ending is Dropped or Rejected ? story.Decisions.Count - 1 : 0;

    private List<(string Text, string Full, bool Outer)> Decide()
    {
        List<(string, string, bool)> lines = [];
        foreach (Decision decision in Detail > 0 ? [.. story.Decisions] : (Decision[])[story.Decisions[Main]])
        {
            string full = Printable.Clean(decision.Text);
            double room = DecidedWidth - (decision.Outer ? 12 : 0);
            int most = Detail == 1 && decision != story.Decisions[Main] ? 1 : LinesOfOne;
            foreach (string line in TextMetrics.Wrap(full, TextStyle.MonoBold, room, most))
                lines.Add((line, full, decision.Outer));
        }

        return lines;
    }

    private static List<FrameLine> Lines(StoryRow row, StoryRow? before)
    {
        Packet inner = row.Frame.Innermost;
        Packet? was = before?.Frame.Innermost;
        bool wrapped = row.Frame.Inner is not null;
        List<FrameLine> lines = Lines("", inner, was, row.Mtu, before?.Mtu, outer: false, linkToo: !wrapped);
        if (wrapped)
        {
            Packet? outerWas = before?.Frame.Inner is null ? null : before.Frame;
            lines.AddRange(Lines("outer", row.Frame, outerWas, row.Mtu, before?.Mtu, outer: true, linkToo: true));
        }

        return lines;
    }

    private static List<FrameLine> Lines(string tag, Packet packet, Packet? was, int mtu, int? mtuWas, bool outer, bool linkToo)
    {
        string addresses = PacketWords.Addresses(packet), ttl = PacketWords.Ttl(packet), macs = PacketWords.Macs(packet);
        string length = PacketWords.Length(packet, mtu);
        bool appeared = was is null && outer;
        List<FrameLine> lines =
        [
            new(tag, addresses, PacketWords.AddressesOnly(packet), appeared || (was is not null && addresses != PacketWords.Addresses(was)),
                ttl, appeared || (was is not null && ttl != PacketWords.Ttl(was)), outer),
        ];
        if (!linkToo || packet.Ethernet is null) return lines;
        bool resized = was is not null && mtuWas is { } m && length != PacketWords.Length(was, m);
        lines.Add(new("", macs, macs, was is not null && macs != PacketWords.Macs(was), length, resized, outer) { OfLink = true });
        return lines;
    }
}
