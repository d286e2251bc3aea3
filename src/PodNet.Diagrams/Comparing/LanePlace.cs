using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Diagrams.Comparing;

/// <summary>A network namespace that a packet crossed, with the devices that saw it there.</summary>
/// <param name="Name">The pod, the node, or what stands between them.</param>
/// <param name="Visit">Which visit to it this is, from 1.</param>
/// <param name="Role">How it is drawn.</param>
internal sealed record LanePlace(string Name, int Visit, Role Role, ValueList<LaneDevice> Devices)
{
    /// <summary>The places of the question's way in order.</summary>
    public static ValueList<LanePlace> Of(TraceStory story)
    {
        List<LanePlace> places = [];
        NamespaceId? last = null;
        foreach (Visit visit in story.Request?.Visits ?? [])
        {
            bool network = visit.Key == DeviceKey.NodeNetwork;
            string name = story.NameOf(visit.Namespace);
            bool same = last is { } before && (before == visit.Namespace || (network && places[^1].Role == Role.NodeNetwork));
            if (!same) places.Add(new(name, 1 + places.Count(p => p.Name == name), RoleOf(story, visit), []));
            places[^1] = places[^1] with { Devices = places[^1].Devices.Add(Device(story, visit)) };
            last = visit.Namespace;
        }

        if (places.Count > 0) Mark(story, places);
        return places.ToValueList();
    }

    private static Role RoleOf(TraceStory story, Visit visit) =>
        visit.Key == DeviceKey.NodeNetwork ? Role.NodeNetwork
        : visit.Key == DeviceKey.Router ? Role.Router
        : story.Cluster.Topology.Pod(visit.Namespace) is not null ? Role.Pod
        : Role.Node;

    private static LaneDevice Device(TraceStory story, Visit visit)
    {
        Role place = RoleOf(story, visit);
        if (place is Role.NodeNetwork) return new(visit.Namespace.Name, place, visit.Wrapped);
        NetDevice? device = story.Cluster.Namespace(visit.Namespace).TryDevice(visit.Device, out NetDevice? found) ? found : null;
        Role role = device switch { Model.Linux.Bridge or OvsDatapath => Role.Bridge, TunnelDevice => Role.Tunnel, _ => Role.Device };
        return new(visit.Device, role, visit.Wrapped) { Device = device };
    }

    // Where the packet ended, if that was not its goal.
    private static void Mark(TraceStory story, List<LanePlace> places)
    {
        if (story.Request is not { Journey.Ending: not Delivered } request) return;
        Emphasis how = DispositionWords.IsRefusal(request.Journey.Disposition) ? Emphasis.Refused : Emphasis.Dropped;
        ValueList<LaneDevice> devices = places[^1].Devices;
        LaneDevice end = devices[devices.Count - 1] with { Emphasis = how };
        places[^1] = places[^1] with { Devices = devices.RemoveAt(devices.Count - 1).Add(end) };
    }
}

/// <summary>A device in a lane.</summary>
/// <param name="Wrapped">Whether the packet was in a tunnel's packet there.</param>
internal sealed record LaneDevice(string Name, Role Role, bool Wrapped, Emphasis Emphasis = Emphasis.OnWay)
{
    /// <summary>The device itself; null of a switch between nodes.</summary>
    public NetDevice? Device { get; init; }
}
