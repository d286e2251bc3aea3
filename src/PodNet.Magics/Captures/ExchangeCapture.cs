using System.Globalization;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;
using PodNet.Printing.Captures;

namespace PodNet.Magics.Captures;

/// <summary>An exchange as a capture on all devices at once would have it: each frame once for every device that saw it.</summary>
/// <param name="Sightings">One for each of <paramref name="Frames"/>, in the same order.</param>
/// <param name="Comment">From whom to whom.</param>
public sealed record ExchangeCapture(
    ValueList<CaptureInterface> Interfaces, ValueList<CapturedFrame> Frames, ValueList<Sighting> Sightings, string Comment)
{
    /// <summary>The file (draft-ietf-opsawg-pcapng).</summary>
    public byte[] ToPcapng() => Pcapng.Write(Interfaces, Frames, Comment);

    /// <summary>The capture of an exchange.</summary>
    /// <param name="only">Names of the interfaces to capture on, as "client:eth0"; empty: all.</param>
    public static ExchangeCapture Of(Cluster cluster, Exchange exchange, params IReadOnlyCollection<string> only)
    {
        ValueList<Sighting> all = Sighting.All(exchange);
        JourneyContents contents = new(exchange, all);
        List<CaptureInterface> interfaces = [];
        Dictionary<(NamespaceId, string, LinkType), int> indexes = [];
        List<CapturedFrame> frames = [];
        List<Sighting> seen = [];
        foreach (Sighting sighting in all)
        {
            if (only.Count > 0 && !only.Contains(sighting.Interface)) continue;
            var key = (sighting.Namespace, sighting.Device, sighting.Link);
            if (indexes.TryAdd(key, interfaces.Count)) interfaces.Add(Describe(cluster, sighting));
            byte[] bytes = FrameBytes.Of(sighting.Packet, contents.Of(sighting.Journey));
            frames.Add(new(indexes[key], sighting.At, sighting.Outbound, sighting.Comment, bytes));
            seen.Add(sighting);
        }

        string comment = $"{exchange.From} to {exchange.Probe.Destination} over {cluster.Topology.Cni.Label}, simulated";
        return new(interfaces.ToValueList(), frames.ToValueList(), seen.ToValueList(), comment);
    }

    private static CaptureInterface Describe(Cluster cluster, Sighting sighting)
    {
        bool known = cluster.Namespace(sighting.Namespace).TryDevice(sighting.Device, out NetDevice? device);
        string description = known
            ? string.Create(CultureInfo.InvariantCulture, $"{device!.GetType().Name.ToLowerInvariant()}, mtu {device.Mtu}, in {Place(cluster, sighting.Namespace)}")
            : "";
        MacAddress? mac = known && sighting.Link == LinkType.Ethernet ? device!.Mac : null;
        return new(sighting.Interface, sighting.Link, description, mac);
    }

    private static string Place(Cluster cluster, NamespaceId id) =>
        cluster.Topology.Pod(id) is { } pod ? $"pod {pod.DisplayName}"
        : cluster.Topology.Node(id) is { } node ? $"node {node.Name}"
        : id.Name;
}

/// <summary>A packet at a device, where a capture on the device sees it.</summary>
/// <param name="StepNumber">The step's place in the journey, from 1.</param>
public sealed record Sighting(Journey Journey, NamespaceId Namespace, string Device, Packet Packet, bool Outbound, SimulatedTime At, int StepNumber)
{
    /// <summary>"namespace:device".</summary>
    public string Interface => $"{Namespace.Name}:{Device}";

    /// <summary>What the frame begins with.</summary>
    public LinkType Link => Packet.Ethernet is null ? LinkType.RawIp : LinkType.Ethernet;

    /// <summary>"journey 3 (reply), step 12: received".</summary>
    public string Comment => string.Create(
        CultureInfo.InvariantCulture,
        $"journey {Journey.Number} ({Words(Journey.Role)}), step {StepNumber}: {(Outbound ? "transmitted" : "received")} by {Device} in {Namespace.Name}");

    /// <summary>All sightings of an exchange in the order of their time.</summary>
    public static ValueList<Sighting> All(Exchange exchange)
    {
        List<Sighting> found = [];
        foreach (Journey journey in exchange.Journeys)
        {
            int number = 0;
            foreach (Hop hop in journey.Hops)
            {
                foreach (Step step in hop.Steps)
                {
                    number++;
                    if (step is Received received) found.Add(new(journey, hop.Namespace, received.Device, received.Packet, false, step.At, number));
                    if (step is Transmitted sent) found.Add(new(journey, hop.Namespace, sent.Device, sent.Packet, true, step.At, number));
                }
            }
        }

        return found.OrderBy(s => s.At).ToValueList();
    }

    private static string Words(JourneyRole role) => role switch
    {
        JourneyRole.AddressResolution => "address resolution",
        JourneyRole.Request => "request",
        JourneyRole.Reply => "reply",
        _ => "error",
    };
}
