using PodNet.Diagrams.Layout;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tracing;

/// <summary>Reads a journey's steps into a story.</summary>
internal sealed class StoryReader
{
    private readonly Cluster _cluster;
    private readonly List<Visit> _visits = [];
    private readonly List<RowBuilder> _rows = [];
    private NamespaceId _namespace;
    private string? _device;
    private bool _outer;
    private Packet? _packet;
    private RuleMatched? _rule;
    private readonly Step _last;

    private StoryReader(Cluster cluster, Step last) => (_cluster, _last) = (cluster, last);

    public static JourneyStory Read(Cluster cluster, Journey journey)
    {
        StoryReader reader = new(cluster, journey.Ending);
        foreach (Hop hop in journey.Main) reader.Read(hop);
        return new(journey, reader._visits.ToValueList(), reader._rows.Select(r => r.Build(cluster)).ToValueList());
    }

    private void Read(Hop hop)
    {
        // A branch of the same kernel goes on where its parent was; another namespace starts afresh.
        if (hop.Namespace != _namespace) (_device, _outer, _rule) = (null, false, null);
        _namespace = hop.Namespace;
        _packet ??= hop.In;
        for (int i = 0; i < hop.Steps.Count; i++) Read(hop.Steps[i], hop, i);
    }

    private void Read(Step step, Hop hop, int index)
    {
        // A copy that ends where another goes on, read by a program, is no ending.
        if (step is TerminalStep && !ReferenceEquals(step, _last)) return;
        switch (step)
        {
            case Received received:
                See(received.Device, received.Packet);
                _outer = false;
                break;
            case Transmitted transmitted:
                See(transmitted.Device, transmitted.Packet);
                foreach (RowBuilder row in _rows.Where(r => r.Frame is null)) (row.Frame, row.FrameDevice) = (transmitted.Packet,
                    transmitted.Device);
                _outer = IsTunnel(transmitted.Device);
                break;
            case RuleMatched rule: _rule = rule; break;
            case DestinationNat nat:
                Decide(DeviceOf(step, hop, index), step);
                Translate(nat.Before, nat.After);
                break;
            case SourceNat nat:
                Decide(DeviceOf(step, hop, index), step);
                Translate(nat.Before, nat.After);
                break;
            case BridgeForwarded forwarded: Decide(forwarded.Bridge, step); Visit(forwarded.Bridge); break;
            case Flooded flooded: Decide(flooded.Bridge, step); Visit(flooded.Bridge); break;
            case FlowMatched flow: Decide(flow.Datapath, step); Visit(flow.Datapath); break;
            case PassedToUserSpace or Encapsulated or Decapsulated or RouteLookup or NeighborResolved or NeighborAwaited or Fragmented or Reassembled or MapLookup or ProgramActed
                or TerminalStep:
                Decide(DeviceOf(step, hop, index), step);
                break;
        }
    }

    // A packet that ends before it is sent ends with the addresses it was given; a rewritten outer packet was not seen yet.
    private void Translate(FiveTuple before, FiveTuple after)
    {
        if (_packet?.Ip is not { } ip || ip.Source != before.Source || ip.Destination != before.Destination) return;
        _packet = _packet with
        {
            Ip = ip with { Source = after.Source, Destination = after.Destination },
            Transport = _packet.Transport switch
            {
                TcpHeader tcp => tcp with { SourcePort = after.SourcePort, DestinationPort = after.DestinationPort },
                UdpHeader udp => udp with { SourcePort = after.SourcePort, DestinationPort = after.DestinationPort },
                SctpHeader sctp => sctp with { SourcePort = after.SourcePort, DestinationPort = after.DestinationPort },
                var other => other,
            },
        };
    }

    private void See(string device, Packet packet)
    {
        _packet = packet;
        _device = device;
        Visit(device);
    }

    private void Visit(string device)
    {
        Visit visit = new(DeviceKey.Of(_cluster.Topology, _namespace, device), _namespace, device, _packet?.Inner is not null) { Frame = _packet };
        if (_visits.Count == 0 || _visits[^1].Key != visit.Key) _visits.Add(visit);
        else if (visit.Wrapped != _visits[^1].Wrapped) _visits[^1] = visit;
        else _visits[^1] = _visits[^1] with { Frame = _packet, SeenAt = device };
    }

    // Where the packet was seen last; one that starts here: where it will leave, or would have.
    private string DeviceOf(Step step, Hop hop, int index)
    {
        if (step is Decapsulated decapsulated) return decapsulated.Device;
        if (step is Dropped { Row: { } row } && DeviceOf(row) is { } failed) return failed;
        if (_device is not null) return _device;
        for (int i = index; i < hop.Steps.Count; i++)
        {
            if (hop.Steps[i] is Transmitted next) return next.Device;
        }

        NetworkNamespace kernel = _cluster.Namespace(_namespace);
        return (kernel.Devices.FirstOrDefault(d => d is not Loopback) ?? kernel.Devices[0]).Name;
    }

    // The device a row says something about, where the packet ended at that device and not where it came in.
    private string? DeviceOf(object row)
    {
        string? name = row switch { Neighbor neighbor => neighbor.Device, NetDevice device => device.Name, _ => null };
        return name is not null && _cluster.TryNamespace(_namespace, out NetworkNamespace? kernel) && kernel.TryDevice(name, out _) ? name : null;
    }

    private void Decide(string device, Step step)
    {
        DeviceKey key = DeviceKey.Of(_cluster.Topology, _namespace, device);
        if (_rows.Count == 0 || _rows[^1].Key != key)
        {
            if (_rows.Count > 0 && _rows[^1].Frame is null) _rows[^1].Frame = _packet;
            _rows.Add(new(key, _namespace, device) { Frame = null });
        }

        RowBuilder row = _rows[^1];
        if (step is TerminalStep ending)
        {
            row.Ending = ending;
            row.Frame ??= _packet;
            if (_visits.Count == 0 || _visits[^1].Key != key) Visit(device);
        }

        bool outer = _outer && step is not Encapsulated and not Decapsulated;
        row.Decide(new(StepWords.Of(step, _rule), outer, StepWords.Command(step), step), step is NeighborResolved);
        if (step is NeighborAwaited) row.Ask();
    }

    private bool IsTunnel(string device) =>
        _cluster.TryNamespace(_namespace, out NetworkNamespace? kernel) && kernel.TryDevice(device, out NetDevice? found) && found is TunnelDevice;

    private sealed class RowBuilder(DeviceKey key, NamespaceId ns, string device)
    {
        private readonly List<Decision> _decisions = [];
        private bool _asked;

        public DeviceKey Key => key;

        public Packet? Frame { get; set; }

        public string? FrameDevice { get; set; }

        public TerminalStep? Ending { get; set; }

        public void Decide(Decision decision, bool answersQuestion)
        {
            // The neighbour's row says what the question before it asked.
            if (answersQuestion && _asked) _decisions.RemoveAt(_decisions.Count - 1);
            _asked = false;
            if (_decisions.Exists(d => d.Text == decision.Text && d.Outer == decision.Outer)) return;
            _decisions.Add(decision);
        }

        public void Ask() => _asked = true;

        public StoryRow Build(Cluster cluster)
        {
            int mtu = cluster.Namespace(ns).TryDevice(FrameDevice ?? device, out NetDevice? found) ? found.Mtu : 1500;
            return new(key, ns, device, _decisions.ToValueList(), Frame ?? new Packet(null), mtu, Ending);
        }
    }
}
