using System.Text.Json;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Cli.Output;

/// <summary>An exchange as JSON. The shape is promised (docs/trace-json.md describes it): new fields may come, none goes.</summary>
internal static class TraceJson
{
    /// <summary>Version of the shape.</summary>
    public const int Version = 1;

    public static string Of(Cluster cluster, Exchange exchange) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("cni", cluster.Topology.Cni.Label);
        json.WriteString("from", exchange.From.Name);
        WriteProbe(json, exchange.Probe);
        json.WriteString("outcome", JsonText.Camel(exchange.Outcome.ToString()));
        json.WriteString("start", exchange.Start.ToString());
        json.WriteString("end", exchange.End.ToString());
        json.WriteStartArray("journeys");
        foreach (Journey journey in exchange.Journeys) WriteJourney(json, journey, exchange.Start);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteProbe(Utf8JsonWriter json, Probe probe)
    {
        (string kind, ushort? port) = probe switch
        {
            TcpProbe tcp => ("tcp", (ushort?)tcp.Port),
            UdpProbe udp => ("udp", udp.Port),
            TracerouteProbe => ("traceroute", null),
            _ => ("icmp", null),
        };
        json.WriteStartObject("probe");
        json.WriteString("protocol", kind);
        json.WriteString("destination", probe.Destination.ToString());
        if (port is { } number) json.WriteNumber("port", number);
        json.WriteEndObject();
    }

    private static void WriteJourney(Utf8JsonWriter json, Journey journey, SimulatedTime start)
    {
        HashSet<int> main = [];
        for (int i = journey.MainEnd; i >= 0; i = journey.Hops[i].Parent) main.Add(i);
        json.WriteStartObject();
        json.WriteNumber("number", journey.Number);
        json.WriteString("role", JsonText.Camel(journey.Role.ToString()));
        if (journey.CausedBy is { } cause) json.WriteNumber("causedBy", cause);
        json.WriteString("disposition", JsonText.Camel(journey.Disposition.ToString()));
        json.WriteStartArray("hops");
        for (int i = 0; i < journey.Hops.Count; i++) WriteHop(json, journey.Hops[i], main.Contains(i), start);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHop(Utf8JsonWriter json, Hop hop, bool main, SimulatedTime start)
    {
        json.WriteStartObject();
        json.WriteString("namespace", hop.Namespace.Name);
        json.WriteNumber("parent", hop.Parent);
        json.WriteBoolean("main", main);
        json.WriteStartArray("steps");
        foreach (Step step in hop.Steps) StepJson.Write(json, step, start);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
