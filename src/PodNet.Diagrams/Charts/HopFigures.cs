using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Charts;

/// <summary>A packet at one device of its way: a row of the numbers behind the charts (<c>tcpdump -e -v -i DEVICE</c>, <c>ip link show dev DEVICE</c>).</summary>
/// <param name="Hop">The number that the picture of the trace gives the device, from 1.</param>
/// <param name="Where">Name of the pod, node or switch.</param>
/// <param name="InnerBytes">Bytes of the frame that the sender made, its link header included; a tunnel carries it whole.</param>
/// <param name="OuterBytes">Bytes of the headers that a tunnel put around it; 0 outside of tunnels.</param>
/// <param name="Length">Bytes of the outermost packet from its IP header on: what an MTU limits.</param>
/// <param name="Mtu">Largest <see cref="Length"/> the device takes.</param>
/// <param name="Ttl">Of the outermost IP header; 0 without one.</param>
/// <param name="Rewrites">What differs from the hop before; empty at the first.</param>
public sealed record HopFigures(
    int Hop, string Where, string Device, int InnerBytes, int OuterBytes, int Length, int Mtu, int Ttl, ValueList<HeaderRewrite> Rewrites)
{
    /// <summary>Bytes on the wire: the whole frame.</summary>
    public int Bytes => InnerBytes + OuterBytes;

    /// <summary>Bytes by which the packet could still grow here; negative where it was too large to be sent.</summary>
    public int MtuLeft => Mtu - Length;

    /// <summary>The question's way through an exchange, one row for each device that saw it, and one for a device that refused it as too large; empty when
    /// nothing was sent.</summary>
    public static ValueList<HopFigures> Of(Cluster cluster, Exchange exchange) => Of(new TraceStory(cluster, exchange));

    internal static ValueList<HopFigures> Of(TraceStory story)
    {
        List<HopFigures> figures = [];
        Packet? before = null;
        foreach (Visit visit in story.Request?.Visits ?? [])
        {
            if (visit.Frame is not { } frame) continue;
            figures.Add(Of(story, visit, frame, before));
            before = frame;
        }

        if (before is not null && Refusing(story, before) is { } refusing) figures.Add(refusing);
        return figures.ToValueList();
    }

    private static HopFigures Of(TraceStory story, Visit visit, Packet frame, Packet? before)
    {
        int mtu = story.Cluster.Namespace(visit.Namespace).TryDevice(visit.SeenAt, out NetDevice? device) ? device.Mtu : 0;
        return Of(story, visit.Key, visit.Namespace, visit.SeenAt, mtu, frame) with { Rewrites = before is null ? [] : HeaderRewrite.Between(before, frame) };
    }

    private static HopFigures Of(TraceStory story, DeviceKey key, NamespaceId where, string device, int mtu, Packet frame)
    {
        int number = story.Numbers.TryGetValue(key, out int known) ? known : story.Numbers.Count + 1;
        int inner = frame.Innermost.FrameLength;
        return new(number, story.NameOf(where), device, inner, frame.FrameLength - inner, frame.NetworkLength, mtu, frame.Ip?.Ttl ?? 0, []);
    }

    /// <summary>The device that the packet did not fit: no capture on it shows the packet. It may be the other end of a veth pair.</summary>
    private static HopFigures? Refusing(TraceStory story, Packet frame)
    {
        if (story.Request is not { Journey.Ending: Dropped { Why: Disposition.FragmentationNeeded or Disposition.OversizedFrame, Row: NetDevice device } } request)
            return null;
        NamespaceId here = request.Journey.Main[^1].Namespace;
        NetworkNamespace kernel = story.Cluster.Namespace(here);
        NamespaceId where = kernel.TryDevice(device.Name, out _) ? here
            : kernel.Devices.OfType<VethEnd>().FirstOrDefault(v => v.PeerName == device.Name)?.PeerNamespace ?? here;
        DeviceKey key = DeviceKey.Of(story.Cluster.Topology, where, device.Name);
        return request.Visits.Any(v => v.Key == key && v.Frame == frame) ? null : Of(story, key, where, device.Name, device.Mtu, frame);
    }
}
