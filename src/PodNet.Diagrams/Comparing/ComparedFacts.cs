using System.Globalization;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Comparing;

/// <summary>What is compared: the facts of one CNI, read from its run.</summary>
internal sealed class ComparedFacts
{
    private readonly TraceStory _story;

    private ComparedFacts(ComparedRun run, Exchange exchange)
    {
        Run = run;
        _story = new(run.Cluster!, exchange);
        Hops = HopFigures.Of(_story);
        Places = LanePlace.Of(_story);
        Wraps = [.. MainSteps.OfType<Encapsulated>()];
    }

    public ComparedRun Run { get; }

    /// <summary>One for each device that saw the question.</summary>
    public ValueList<HopFigures> Hops { get; }

    /// <summary>The namespaces crossed.</summary>
    public ValueList<LanePlace> Places { get; }

    public Verdict Verdict => _story.Verdict;

    /// <summary>Whether the question and its answer arrived.</summary>
    public bool Arrived => _story.Exchange.Outcome == OutcomeKind.Answered;

    /// <summary>One sentence about what went wrong; null when nothing did.</summary>
    public string? Sentence => _story.Sentence;

    /// <summary>Whether the packet went through a bridge on a node.</summary>
    public bool Bridges => Places.Any(p => p.Role == Role.Node && p.Devices.Any(d => d.Role == Role.Bridge));

    /// <summary>Whether a node routed the packet.</summary>
    public bool Routes => Request?.Main.Any(h => _story.Cluster.Topology.Node(h.Namespace) is not null && h.Steps.Any(s => s is TtlDecremented)) == true;

    /// <summary>Whether it got from a node to another without being routed: all pods are on one Ethernet.</summary>
    public bool IsOneEthernet => Arrived && Bridges && !Routes && Places.Count(p => p.Role == Role.Node) > 1;

    /// <summary>Whether programs are attached to a device on its way.</summary>
    public bool HasPrograms => Places.SelectMany(p => p.Devices).Any(d => d.Device is { } device && Programs.On(device).Count > 0);

    /// <summary>The times the packet was wrapped.</summary>
    public ValueList<Encapsulated> Wraps { get; }

    /// <summary>TTL with which the question arrived, or ended.</summary>
    public int? Ttl => Last?.Ip?.Ttl;

    /// <summary>Bytes of the largest frame on the way.</summary>
    public int? Bytes => Hops.Count == 0 ? null : Hops.Max(h => h.Bytes);

    /// <summary>What the sender takes for the MTU: that of its route, or else of its device.</summary>
    public int? Mtu => Hops.Count == 0 ? null : Math.Min(MtuOfRoute ?? int.MaxValue, Hops[0].Mtu);

    /// <summary>The maximum segment size that the SYN announces.</summary>
    public int? Mss => Request?.Packet.Tcp is { Mss: > 0 } tcp ? tcp.Mss : null;

    /// <summary>"VXLAN 1, 50 bytes": the tunnels' names and what they add.</summary>
    public string Encapsulation => Wraps.Count == 0 ? "none" : string.Join("; ", Wraps.Select(Words).Distinct());

    /// <summary>A tunnel's name in a word or two: "VXLAN 1".</summary>
    public static string NameOf(Encapsulated wrap) => wrap.Outer.Transport is null ? "IP in IP" : PacketWords.Kind(wrap.Outer);

    /// <summary>"wraps: VXLAN 1", "encrypts: WireGuard".</summary>
    public static string WrapOf(Encapsulated wrap) => $"{(wrap.Outer.Tunnel is { Encrypts: true } ? "encrypts" : "wraps")}: {NameOf(wrap)}";

    /// <summary>"MAC 4, TTL 2, NAT 0, tunnel 2": at how many hops each kind of field changed.</summary>
    public string Rewrites
    {
        get
        {
            (string Name, RewriteKind Kind)[] kinds =
                [("MAC", RewriteKind.Link), ("TTL", RewriteKind.Ttl), ("NAT", RewriteKind.Nat), ("tunnel", RewriteKind.Tunnel), ("cut", RewriteKind.Fragment)];
            IEnumerable<(string Name, int Count)> counts = kinds.Select(k => (k.Name, Hops.Count(h => h.Rewrites.Any(r => r.Kind == k.Kind))));
            string told = string.Join(", ", counts.Where(c => c.Count > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Count}")));
            return told.Length == 0 ? "none" : told;
        }
    }

    /// <summary>Fields that changed, over all hops.</summary>
    public int RewriteCount => Hops.Sum(h => h.Rewrites.Count);

    /// <summary>Who answered the sender's first ARP request or neighbour solicitation, and with which MAC address.</summary>
    public string Arp
    {
        get
        {
            Journey? asked = _story.Exchange.Journeys.FirstOrDefault(
                j => j.Packet.Resolution is { IsQuestion: true } && j.Hops[0].Namespace == _story.Exchange.From);
            if (asked is null) return "nobody was asked";
            Journey? answer = _story.Exchange.Journeys.FirstOrDefault(j => j.CausedBy == asked.Number && j.Packet.Resolution is { IsQuestion: false });
            if (answer is null) return "nobody answered";
            MacAddress? told = answer.Packet.Arp?.SenderMac ?? answer.Packet.NeighborDiscovery?.LinkAddress;
            return $"{_story.NameOf(answer.Hops[0].Namespace)}, {told}";
        }
    }

    /// <summary>Which source address the receiver sees, and whose it is; "-" when nothing arrived.</summary>
    public string Source
    {
        get
        {
            if (Request is not { Ending: Delivered } || Last?.Ip is not { } ip) return "-";
            string owner = ip.Source.IsLoopback ? "loopback" : OwnerOf(ip.Source);
            return owner.Length == 0 ? ip.Source.ToString() : $"{ip.Source} ({owner})";
        }
    }

    /// <summary>How well the CNI's objects are known to be the real ones.</summary>
    public string Fidelity => FidelityWords.Of(_story.Cluster.Topology.Cni.Fidelity);

    private Journey? Request => _story.Request?.Journey;

    private IEnumerable<Step> MainSteps => Request?.Main.SelectMany(h => h.Steps) ?? [];

    private int? MtuOfRoute => Request?.Hops[0].Steps.OfType<RouteLookup>().FirstOrDefault()?.Result.Route?.Mtu;

    // What a tunnel took off before the end is not there any more.
    private Packet? Last => _story.Request?.Visits.LastOrDefault(v => v.Frame is not null).Frame?.Innermost;

    /// <summary>The facts of a run; null when nothing ran.</summary>
    public static ComparedFacts? Of(ComparedRun run) => run is { Cluster: not null, Exchange: { } exchange } ? new(run, exchange) : null;

    /// <summary>Bytes that a tunnel adds, counted as an MTU counts them.</summary>
    public static int AddedBy(Encapsulated wrap) => wrap.Outer.NetworkLength - (wrap.Outer.Inner?.NetworkLength ?? 0);

    private static string Words(Encapsulated wrap) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(wrap)}, {AddedBy(wrap)} bytes");

    private string OwnerOf(IpAddress address) => _story.Cluster.Topology.OwnerOf(address) is { } owner ? _story.NameOf(owner) : "";
}

/// <summary>How well a CNI is known, in words.</summary>
public static class FidelityWords
{
    /// <summary>"proven on the kernel".</summary>
    public static string Of(CniFidelity fidelity) => fidelity switch
    {
        CniFidelity.ProvenOnTheKernel => "proven on the kernel",
        CniFidelity.EqualToPublishedTables => "equal to published tables",
        CniFidelity.FromDocumentation => "from documentation",
        _ => throw new ArgumentOutOfRangeException(nameof(fidelity), fidelity, "no words for this"),
    };
}
