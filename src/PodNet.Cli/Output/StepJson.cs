using System.Text.Json;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using PodNet.Printing;

namespace PodNet.Cli.Output;

/// <summary>A step as JSON: <c>{at, kind, device?, row?, detail?, packet?}</c>.</summary>
internal static class StepJson
{
    public static void Write(Utf8JsonWriter json, Step step, SimulatedTime start)
    {
        json.WriteStartObject();
        json.WriteNumber("at", step.At.Microseconds - start.Microseconds);
        json.WriteString("kind", JsonText.Camel(step.GetType().Name));
        json.Optional("device", Device(step));
        json.Optional("row", Row(step));
        json.Optional("detail", Detail(step));
        if (PacketOf(step) is { } packet) PacketJson.Write(json, "packet", packet);
        json.WriteEndObject();
    }

    private static string? Device(Step step) => step switch
    {
        Received s => s.Device,
        Transmitted s => s.Device,
        BridgeLearned s => s.Bridge,
        BridgeForwarded s => s.Bridge,
        BridgePassedUp s => s.Bridge,
        Flooded s => s.Bridge,
        FlowMatched s => s.Flow.InPort,
        PassedToUserSpace s => s.Device,
        SourceSelected s => s.Device,
        NeighborResolved s => s.Neighbor.Device,
        NeighborAwaited s => s.Device,
        Encapsulated s => s.Device,
        Decapsulated s => s.Device,
        Fragmented s => s.Device,
        ProgramActed s => s.Device,
        _ => null,
    };

    /// <summary>The row that decided, as the tool prints it.</summary>
    private static string? Row(Step step) => step switch
    {
        RuleMatched s => RowText.Of(s.Rule, s.Chain),
        PolicyApplied s => RowText.Of(s.Policy, s.Chain),
        Tracked { Entry: { } entry } s => RowText.Of(entry, s.At),
        DestinationNat s => RowText.Of(s.Entry, s.At),
        SourceNat s => RowText.Of(s.Entry, s.At),
        BridgeLearned s => RowText.Of(s.Row),
        BridgeForwarded s => RowText.Of(s.Row),
        BridgePassedUp { Row: { } row } => RowText.Of(row),
        FlowMatched s => RowText.Of(s.Flow),
        RouteLookup { Result.Route: { } route } => RowText.Of(route),
        SourceSelected s => RowText.Of(s.Route),
        NeighborResolved s => RowText.Of(s.Neighbor),
        Encapsulated { Row: { } row } => RowText.Of(row),
        Delivered { Socket: { } socket } => RowText.Of(socket),
        Rejected s => RowText.Of(s.Rule),
        Dropped { Row: Route or Neighbor or FdbEntry or Rule or Chain or Socket or ConntrackEntry or NetDevice or BpfMapRow } s => RowText.Of(s.Row),
        MapLookup s => s.Row is null ? $"{s.Map}[{s.Key}] = none" : RowText.Of(s.Row),
        _ => null,
    };

    private static string? Detail(Step step) => step switch
    {
        Originated s => s.Program,
        Flooded s => string.Join(' ', s.Ports),
        PassedToUserSpace s => s.Program,
        Tracked s => s.State.ToString(),
        DestinationNat s => $"{s.Before} -> {s.After}",
        SourceNat s => $"{s.Before} -> {s.After}",
        NeighborAwaited s => s.Address.ToString(),
        TtlDecremented s => $"{s.From} -> {s.To}",
        RouteLookup { Result.Route: null } s => $"no route to {s.Result.Query.Destination}",
        Fragmented s => $"{s.Parts} parts, MTU {s.Mtu}",
        Reassembled s => $"{s.Parts} parts",
        ErrorSent s => $"{s.Type}/{s.Code} {s.Reason}",
        Delivered s => s.To,
        ProgramActed s => $"{s.Program} {s.Act}",
        Dropped s => s.Reason,
        _ => null,
    };

    private static Packet? PacketOf(Step step) => step switch
    {
        Originated s => s.Packet,
        Received s => s.Packet,
        Transmitted s => s.Packet,
        Encapsulated s => s.Outer,
        Decapsulated s => s.Inner,
        Reassembled s => s.Packet,
        _ => null,
    };
}
