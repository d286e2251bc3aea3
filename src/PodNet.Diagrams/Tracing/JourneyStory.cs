using PodNet.Diagrams.Layout;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Diagrams.Tracing;

/// <summary>A device a packet was seen at.</summary>
/// <param name="Wrapped">Whether it was inside a tunnel's packet.</param>
internal readonly record struct Visit(DeviceKey Key, NamespaceId Namespace, string Device, bool Wrapped)
{
    /// <summary>The frame as it was last seen there, or null where it was only on its way there.</summary>
    public Packet? Frame { get; init; }

    /// <summary>The device it was last seen at: the switches and the router have several.</summary>
    public string SeenAt { get; init; } = Device;
}

/// <summary>Something that decided about a packet: a row as its tool prints it, or words where no row did.</summary>
/// <param name="Outer">It decided about a tunnel's outer packet.</param>
/// <param name="Command">The command that shows it on a real node; null when there is nothing to show.</param>
/// <param name="Step">The step it comes from.</param>
internal sealed record Decision(string Text, bool Outer, string? Command, Step Step);

/// <summary>What was decided at one device, and the frame that left it.</summary>
/// <param name="Frame">The packet as it went on, or as it ended.</param>
/// <param name="Mtu">MTU in bytes of the device it went on by.</param>
/// <param name="Ending">How it ended here, or null.</param>
internal sealed record StoryRow(
    DeviceKey Key, NamespaceId Namespace, string Device, ValueList<Decision> Decisions, Packet Frame, int Mtu, TerminalStep? Ending);

/// <summary>The main branch of a journey as pictures and tables tell it: the devices it visits and the rows that decided. It follows
/// from the steps alone.</summary>
internal sealed record JourneyStory(Journey Journey, ValueList<Visit> Visits, ValueList<StoryRow> Rows);
