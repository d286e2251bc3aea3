using System.Globalization;
using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Diagrams.Tracing;

/// <summary>What the verdict pill says.</summary>
internal sealed record Verdict(Role Role, MarkKind Mark, string Words);

/// <summary>An exchange as its picture and its text tell it.</summary>
internal sealed class TraceStory
{
    private readonly ClusterTopology _topology;

    public TraceStory(Cluster cluster, Exchange exchange)
    {
        (Cluster, Exchange, _topology) = (cluster, exchange, cluster.Topology);
        Request = exchange.Request is { } request ? StoryReader.Read(cluster, request) : null;
        Answer = exchange.Answer is { } answer ? StoryReader.Read(cluster, answer) : null;
        foreach (Visit visit in Request?.Visits ?? []) Numbers.TryAdd(visit.Key, Numbers.Count + 1);
        foreach (Visit visit in Answer?.Visits ?? []) AnswerNumbers.TryAdd(visit.Key, Numbers.Count + AnswerNumbers.Count + 1);
    }

    public Cluster Cluster { get; }

    public Exchange Exchange { get; }

    public JourneyStory? Request { get; }

    /// <summary>The reply, reset or ICMP error; null when none was sent.</summary>
    public JourneyStory? Answer { get; }

    /// <summary>The number of each device in the order the packet came to it.</summary>
    public Dictionary<DeviceKey, int> Numbers { get; } = [];

    /// <summary>The same for the answer; goes on where the request's numbers end.</summary>
    public Dictionary<DeviceKey, int> AnswerNumbers { get; } = [];

    /// <summary>Whether a program at the device decided where the request went on, and no route or bridge was asked.</summary>
    public bool IsRedirected(DeviceKey key)
    {
        StoryRow? row = (Request?.Rows ?? []).FirstOrDefault(r => r.Key == key);
        return row is not null && row.Ending is null && row.Decisions.Any(d => d.Step is MapLookup or ProgramActed)
            && !row.Decisions.Any(d => d.Step is RouteLookup or BridgeForwarded or Flooded);
    }

    /// <summary>The journey that went wrong, or null.</summary>
    public JourneyStory? Failed =>
        Request is { Journey.Disposition: not Disposition.Delivered } ? Request
        : Answer is { Journey.Disposition: not Disposition.Delivered } ? Answer : null;

    /// <summary>How often the question was sent: what an answer made the program send is no try.</summary>
    public int Tries => Exchange.Journeys.Count(j => j.Role == JourneyRole.Request && j.CausedBy is null);

    public int ArpRequests =>
        Exchange.Journeys.Count(j =>
        j.Role == JourneyRole.AddressResolution && j.Packet.Resolution is { IsQuestion: true });

    /// <summary>How MAC addresses were asked for: ARP, or ND (neighbour discovery).</summary>
    public string ResolutionName => Exchange.Probe.Destination.Family == Model.Addressing.IpFamily.V4 ? "ARP" : "ND";

    public string From => NameOf(Exchange.From);

    /// <summary>The destination as a learner knows it: a pod's or node's name, or the address; with the port.</summary>
    public string To
    {
        get
        {
            IpAddress address = Exchange.Probe.Destination;
            string name = _topology.OwnerOf(address) is { } owner ? NameOf(owner) : address.ToString();
            int port = Exchange.Probe switch { TcpProbe tcp => tcp.Port, UdpProbe udp => udp.Port, _ => 0 };
            return port == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{port}");
        }
    }

    public string Protocol => Exchange.Probe switch
    {
        TcpProbe => "TCP",
        UdpProbe => "UDP",
        TracerouteProbe => "traceroute",
        _ => "ICMP echo",
    };

    public Verdict Verdict => Exchange.Outcome switch
    {
        OutcomeKind.Answered => new(Role.Good, MarkKind.Check, "delivered"),
        _ when Failed is { Journey.Ending: Rejected } => new(Role.Warning, MarkKind.Reject, "rejected by a rule"),
        OutcomeKind.ConnectionRefused => new(Role.Warning, MarkKind.Reject, "connection refused"),
        OutcomeKind.MessageTooLong => new(Role.Bad, MarkKind.Cross, "not sent: message too long"),
        OutcomeKind.NetworkUnreachable => new(Role.Bad, MarkKind.Cross, "not sent: network unreachable"),
        _ when Failed?.Journey.Disposition is { } how => DispositionWords.IsRefusal(how)
            ? new(Role.Warning, MarkKind.Reject, DispositionWords.Of(how))
            : new(Role.Bad, MarkKind.Cross, $"{(Failed == Answer ? "reply " : "")}{DispositionWords.AsDrop(how)}"),
        OutcomeKind.TimedOut => new(Role.Warning, MarkKind.Hourglass, $"timed out after {PodWords.Tries(Tries)}"),
        _ => new(Role.Warning, MarkKind.Reject, "unreachable"),
    };

    /// <summary>"TCP over flannel vxlan, 8 hops; the reply came back the same way".</summary>
    public string Summary
    {
        get
        {
            string hops = Request is null ? "nothing was sent" : PodWords.Count(Request.Visits.Count, "hop");
            return $"{Protocol} over {_topology.Cni.Label}, {hops}{(Request is null ? "" : $"; {Return}")}";
        }
    }

    private string Return
    {
        get
        {
            if (Exchange.Outcome == OutcomeKind.TimedOut) return $"no answer came, {PodWords.Tries(Tries)}";
            if (Answer is null) return Exchange.Outcome == OutcomeKind.Answered ? "answered" : "no answer was sent";
            if (Answer.Journey.Role == JourneyRole.Error || Exchange.Outcome != OutcomeKind.Answered)
                return $"{PacketWords.Kind(Answer.Journey.Packet)} from {NameOf(Answer.Journey.Hops[0].Namespace)} told the sender";
            bool same = Request is not null && Request.Visits.Select(v => v.Key).SequenceEqual(Answer.Visits.Select(v => v.Key).Reverse());
            return same ? "the reply came back the same way" : "the reply came back another way";
        }
    }

    public string NameOf(NamespaceId id) =>
        _topology.Pod(id)?.DisplayName ?? _topology.Node(id)?.Name
        ?? (_topology.Underlay.Router is { } router && router.Id == id ? router.Name
            : _topology.Underlay.Switches.Contains(id) ? "node network" : id.Name);

    /// <summary>One sentence about what went wrong; null when nothing did.</summary>
    public string? Sentence => Failed is { } failed && failed.Journey.Ending is { } ending
        ? ending switch
        {
            Dropped dropped => $"{NameOf(failed.Journey.Main[^1].Namespace)}: {dropped.Reason}.",
            _ => $"{NameOf(failed.Journey.Main[^1].Namespace)}: a rule rejects it and tells the sender.",
        }
        : Exchange.Outcome == OutcomeKind.MessageTooLong
            ? string.Create(CultureInfo.InvariantCulture,
                $"{From}: its own kernel refuses: the packet is larger than the MTU of {RefusingMtu} bytes and must not be cut.")
            : Exchange.Outcome == OutcomeKind.NetworkUnreachable ? $"{From}: its own kernel has no route to {Exchange.Probe.Destination}."
                : null;

    /// <summary>A picture's title: "client → api:8080: delivered".</summary>
    public string Title => $"{From} → {To}: {Verdict.Words}";

    /// <summary>A picture's description, for those who do not see it: the title, the summary, and what went wrong.</summary>
    public string Description => $"{Title}. {Summary}.{(Sentence is { } why ? $" {why}" : "")}";

    /// <summary>The row by which the own kernel did not even send, and the command that shows it.</summary>
    public (string Row, string Command) NotSentBy
    {
        get
        {
            NetworkNamespace kernel = Cluster.Namespace(Exchange.From);
            FibResult result = kernel.Fib.Lookup(new(Exchange.Probe.Destination));
            if (Exchange.Outcome == OutcomeKind.MessageTooLong && result.Route?.Device is { } name
                && kernel.TryDevice(name, out NetDevice? device))
                return (RowText.Of(device), $"ip link show dev {name}");
            return (StepWords.NoRow(result.Nearest()), $"ip route get {Exchange.Probe.Destination}");
        }
    }

    private int RefusingMtu => Exchange.Observations.Select(o => o.Mtu).FirstOrDefault(m => m > 0);
}
