using System.Text.Json;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Lab.Recording;

/// <summary>A program to run in a namespace of the lab while everything is captured.</summary>
/// <param name="Name">Unique among the probes.</param>
/// <param name="From">Namespace it runs in.</param>
/// <param name="Argv">The program and its arguments: ping, traceroute, <c>busybox wget</c> or <c>busybox nslookup</c>.</param>
/// <param name="ChosenEndpoint">Where a Service picks at random: run it again until the first SYN gets to this namespace. Null: take what
/// comes.</param>
public sealed record ProbeRequest(string Name, string From, ValueList<string> Argv, string? ChosenEndpoint = null)
{
    /// <summary>Reads a probes file: an array of {name, from, argv, chosenEndpoint?}, or a capture file, whose probes are then run again.
    /// Properties it does not know are passed over, for a capture has more of them.</summary>
    /// <exception cref="LabException">Not such a file; the message says where.</exception>
    public static IReadOnlyList<ProbeRequest> ReadFile(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("probes", out JsonElement probes)) root = probes;
            if (root.ValueKind != JsonValueKind.Array)
                throw new LabException("a probes file is an array of {\"name\", \"from\", \"argv\"}");
            return [.. root.EnumerateArray().Select(Read)];
        }
        catch (JsonException problem)
        {
            throw new LabException($"the probes file is not JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}");
        }
    }

    /// <summary>Checks that every probe can be run in <paramref name="cluster"/>.</summary>
    /// <exception cref="LabException">A name twice, an unknown namespace, or a program that is not for probing.</exception>
    internal static void Check(IReadOnlyList<ProbeRequest> probes, Cluster cluster)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ProbeRequest probe in probes)
        {
            if (!names.Add(probe.Name)) throw new LabException($"there are two probes named '{probe.Name}'");
            if (!cluster.TryNamespace(new NamespaceId(probe.From), out _))
                throw new LabException($"probe '{probe.Name}': no namespace '{probe.From}' in the cluster");
            if (!probe.IsForProbing)
                throw new LabException($"probe '{probe.Name}': only ping, traceroute, busybox wget and busybox nslookup may be run");
        }
    }

    // A probes file may come from a stranger: it starts no other program, and wget writes to its standard output only.
    private bool IsForProbing => Argv.Count > 0 && Argv[0] switch
    {
        "ping" or "traceroute" => true,
        "busybox" when Argv.Count > 1 && Argv[1] == "nslookup" => true,
        "busybox" when Argv.Count > 1 && Argv[1] == "wget" =>
            Argv.Skip(2).SequenceEqual(["-q", "-O", "-", Argv[^1]]) && !Argv[^1].StartsWith('-'),
        _ => false,
    };

    private static ProbeRequest Read(JsonElement probe, int index)
    {
        try
        {
            string[] argv = [.. probe.GetProperty("argv").EnumerateArray().Select(a => Text(a))];
            string? chosen = probe.TryGetProperty("chosenEndpoint", out JsonElement endpoint) ? endpoint.GetString() : null;
            return new(Text(probe.GetProperty("name")), Text(probe.GetProperty("from")), argv.ToValueList(), chosen);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException)
        {
            throw new LabException(FormattableString.Invariant(
                $"probes[{index}] of the probes file needs \"name\" and \"from\" as texts and \"argv\" as an array of texts"));
        }
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new InvalidOperationException();
}
