using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Lab.Journeys;

/// <summary>Groups a probe's sightings into journeys. What is not compared (unicast ARP requests and their answers, retransmissions, pure
/// ACKs
/// after the handshake, BGP) is in none.</summary>
public sealed class JourneyGrouping
{
    private const int BgpPort = 179;

    private readonly Conversation _conversation = new();
    private readonly SightingReader _reader;
    private readonly List<Draft> _drafts = [];
    private readonly HashSet<(IpAddress Asker, IpAddress Asked)> _askedDirectly = [];
    private readonly Dictionary<string, string> _senders = new(StringComparer.Ordinal);
    private string? _acknowledgement;
    private bool _connectionLost;

    private JourneyGrouping() => _reader = new(_conversation);

    /// <summary>The journeys in the order their first sightings stand in <paramref name="frames"/>.</summary>
    public static ValueList<CapturedJourney> Group(IEnumerable<Frame> frames)
    {
        JourneyGrouping grouping = new();
        foreach (Frame frame in frames) grouping.Take(frame);
        return grouping._drafts.Where(d => d.Counts)
            .Select(d => new CapturedJourney(d.Key.Text, d.Key.Flooded, d.Sightings.ToValueList())).ToValueList();
    }

    private void Take(Frame frame)
    {
        FrameContent content = frame.Content.Innermost();
        if (content.Arp is { } arp) TakeArp(frame, content, arp);
        else if (content.Ip is not { } ip) Add(frame, JourneyKey.OfOther(content.Kind, null));
        else if (ip.IsLaterFragment) Add(frame, JourneyKey.OfFragment(ip));
        else if (ip.Discovery is { } discovery) TakeDiscovery(frame, content.Kind, ip, discovery);
        else if (ip.About is { } about) TakeError(frame, content.Kind, ip, about);
        else if (ip.SourcePort is not null) TakeDatagram(frame, ip);
        else Add(frame, JourneyKey.OfOther(content.Kind, ip));
    }

    private void TakeArp(Frame frame, FrameContent content, FrameArp arp)
    {
        bool counts = arp.Operation == 1
            ? IsAskedOfAll(arp.SenderIp, arp.TargetIp, content.DestinationMac is not { IsGroup: false })
            : !_askedDirectly.Contains((arp.TargetIp, arp.SenderIp));
        if (counts) Add(frame, JourneyKey.OfArp(arp));
    }

    private void TakeDiscovery(Frame frame, string kind, FrameIp ip, FrameDiscovery discovery)
    {
        bool counts = ip.IcmpType == JourneyKey.Solicitation
            ? IsAskedOfAll(ip.Source, discovery.Target, ip.Destination.IsMulticast)
            : !_askedDirectly.Contains((ip.Destination, discovery.Target));
        if (counts) Add(frame, JourneyKey.OfDiscovery(kind, ip, discovery));
    }

    // A question to one neighbour alone confirms what is known; neither it nor its answer is compared.
    private bool IsAskedOfAll(IpAddress asker, IpAddress asked, bool all)
    {
        if (all) _askedDirectly.Remove((asker, asked));
        else _askedDirectly.Add((asker, asked));
        return all;
    }

    private void TakeError(Frame frame, string kind, FrameIp ip, FrameAbout about)
    {
        if (about.SourcePort == BgpPort || about.DestinationPort == BgpPort) return;
        Add(frame, JourneyKey.OfError(kind, about, Sender(frame, kind, ip, about)));
    }

    // NAT may change the sender on the way: an error whose sender is new in the very namespace where an error of the same kind was seen
    // last
    // is that same error.
    private string Sender(Frame frame, string kind, FrameIp ip, FrameAbout about)
    {
        string asSeen = JourneyKey.OfError(kind, about, ip.Source.ToString()).Text;
        if (_senders.TryGetValue(asSeen, out string? known)) return known;
        foreach (string sender in _senders.Values.Distinct().Order(StringComparer.Ordinal))
        {
            Draft? open = _drafts.FindLast(d => d.Key.Text == JourneyKey.OfError(kind, about, sender).Text);
            if (open is not null && open.Sightings[^1].Namespace == frame.Namespace) return _senders[asSeen] = sender;
        }

        return _senders[asSeen] = ip.Source.ToString();
    }

    private void TakeDatagram(Frame frame, FrameIp ip)
    {
        bool tcp = ip.Protocol == (int)IpProtocol.Tcp;
        if (tcp && (ip.SourcePort == BgpPort || ip.DestinationPort == BgpPort)) return;
        bool toServer = _conversation.GoesToServer(ip);
        if (!tcp) Add(frame, JourneyKey.OfUdp(ip, toServer), toServer);
        else if (!_connectionLost) TakeSegment(frame, ip, toServer);
    }

    private void TakeSegment(Frame frame, FrameIp ip, bool toServer)
    {
        foreach (JourneyKey key in JourneyKey.OfSegment(ip, toServer))
        {
            // The handshake's ACK is the client's first; a later one of another length is none.
            if (key.Text.StartsWith("tcp ack", StringComparison.Ordinal) && (_acknowledgement ??= key.Text) != key.Text) continue;
            Add(frame, key, toServer);
        }
    }

    private void Add(Frame frame, JourneyKey key, bool toServer = true)
    {
        Sighting sighting = _reader.Read(frame, toServer, key.Part);
        if (key.Repeats == Repeats.FirstTry && _drafts.Find(d => d.Key == key) is { } first) AddToTry(first, sighting);
        else if (_drafts.Find(d => d.Key == key && (key.Repeats == Repeats.Together || !d.Sightings.Contains(sighting))) is { } open)
            open.Sightings.Add(sighting);
        else
            _drafts.Add(new(key, [sighting], key.Repeats != Repeats.First || !_drafts.Exists(d => d.Key == key)));
    }

    // A SYN that is sent again before anything answered was lost in the cluster: what becomes of the later ones does not count.
    private void AddToTry(Draft first, Sighting sighting)
    {
        if (first.Over) return;
        if (sighting == first.Sightings[0])
        {
            first.Over = true;
            _connectionLost |= first.Key.Text == JourneyKey.Syn && !_drafts.Exists(d => d.Key.Text == JourneyKey.SynAck);
        }
        else if (!first.Sightings.Contains(sighting))
        {
            first.Sightings.Add(sighting);
        }
    }

    private sealed class Draft(JourneyKey key, List<Sighting> sightings, bool counts)
    {
        public JourneyKey Key { get; } = key;

        public List<Sighting> Sightings { get; } = sightings;

        public bool Counts { get; } = counts;

        public bool Over { get; set; }
    }
}
