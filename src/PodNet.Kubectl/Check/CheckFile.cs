using System.Globalization;
using System.Text.Json;
using PodNet.Kubectl.Output;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Check;

/// <summary>A file of recorded sessions or printer cases cannot be read; the message says where.</summary>
public sealed class CheckFileException(string message) : Exception(message);

/// <summary>A node of a recorded cluster.</summary>
/// <param name="IsTainted">Whether it is the control plane's and repels pods.</param>
internal sealed record RecordedNode(string Name, string Address, bool IsTainted);

/// <summary>A step of a session.</summary>
/// <param name="Command">The command line; null for a pause, in which the cluster settles.</param>
/// <param name="Out">Standard output with masks, and as it was.</param>
/// <param name="NotJudged">Why the file itself says that this step proves nothing; or null.</param>
internal sealed record RecordedStep(string? Command, int ExitCode, RecordedText Out, RecordedText Error, string? NotJudged);

/// <summary>A recorded text.</summary>
/// <param name="Masked">With placeholders for what differs from run to run.</param>
/// <param name="Raw">As it was printed.</param>
internal sealed record RecordedText(string Masked, string Raw);

/// <summary>Commands that ran one after the other.</summary>
internal sealed record RecordedSession(string Name, ValueList<RecordedStep> Steps);

/// <summary>A file of the form of sessions.json: a cluster, and sessions that ran on it in order.</summary>
internal sealed record SessionsFile(ValueList<RecordedNode> Nodes, string ServiceSubnet, string PodSubnet, ValueList<RecordedSession> Sessions);

/// <summary>A case of a printer: an object and the cells of its row.</summary>
internal sealed record PrinterCase(
    string Id, string Function, string Kind, bool IsWide, bool IsTimeRelative, ValueList<string> Columns,
        ValueList<string> Cells, ApiMap Object, string? NotJudged);

/// <summary>Reads files of cases.</summary>
internal static class CheckFile
{
    private const string DefaultServiceSubnet = "10.96.0.0/12";
    private const string DefaultPodSubnet = "10.244.0.0/16";

    /// <summary>The file's content: <see cref="SessionsFile"/>, or its printer cases.</summary>
    /// <exception cref="CheckFileException">It is neither.</exception>
    public static (SessionsFile? Sessions, ValueList<PrinterCase> Cases) Read(string name, string text)
    {
        try
        {
            ApiMap root = Value(JsonDocument.Parse(text).RootElement) as ApiMap ?? throw new CheckFileException($"{name}: an object is expected");
            if (root.Has("cases")) return (null, root.Maps("cases").Select(c => Case(c, root)).ToValueList());
            return root.Has("sessions") ? (Sessions(root), []) : throw new CheckFileException($"{name}: there are neither \"sessions\" nor \"cases\" in it");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw new CheckFileException($"{name}: {wrong.Message}");
        }
    }

    private static ApiValue Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ApiMap.Of(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Value(p.Value)))),
        JsonValueKind.Array => ApiList.Of(json.EnumerateArray().Select(Value)),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when json.TryGetInt64(out long number) => number,
        JsonValueKind.Number => new ApiFraction(json.GetRawText()),
        _ => ApiNull.Value,
    };

    private static SessionsFile Sessions(ApiMap root)
    {
        ApiMap cluster = root.Map("cluster");
        return new(
            cluster.List("nodes").Select(n => Node(n)).ToValueList(),
            cluster.Text("serviceCIDR") ?? DefaultServiceSubnet,
            cluster.Text("podCIDR") ?? DefaultPodSubnet,
            root.Maps("sessions").Select(s => new RecordedSession(
                s.Text("session") ?? s.Text("name") ?? "",
                s.Maps("steps").Select(step => Step(step, NotJudged(step) ?? NotJudged(s) ?? NotJudged(root))).ToValueList())).ToValueList());
    }

    // "worker1 172.18.0.3", "control-plane 172.18.0.2 (tainted)".
    private static RecordedNode Node(ApiValue node)
    {
        if (node is ApiMap map) return new(map.Text("name") ?? "", map.Text("address") ?? "", map.Flag("tainted"));
        string[] words = node.ToString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(words.FirstOrDefault() ?? "", words.Length > 1 ? words[1] : "", words.Contains("(tainted)"));
    }

    private static RecordedStep Step(ApiMap step, string? notJudged)
    {
        RecordedText Text(string name) => new(step.Text(name + "Masked") ?? step.Text(name) ?? "", step.Text(name) ?? step.Text(name + "Masked") ?? "");
        return new(step.Text("command"), (int)(step.Number("exitCode") ?? 0), Text("stdout"), Text("stderr"), notJudged);
    }

    // "judged": false, or a field that says that it is left out, with or without the reason.
    private static string? NotJudged(ApiMap of)
    {
        if (of.At("judged") is ApiFlag { Flag: false }) return of.Text("reason") ?? "not judged";
        foreach (string field in (ReadOnlySpan<string>)["unjudged", "notJudged", "not_judged", "skip", "skipped", "ignore"])
        {
            if (of.At(field) is ApiText { Text.Length: > 0 } reason) return reason.Text;
            if (of.Flag(field)) return of.Text("reason") ?? "not judged";
        }

        return null;
    }

    private static PrinterCase Case(ApiMap one, ApiMap root) => new(
        one.Text("id") ?? "",
        one.Text("fn") ?? "",
        one.Text("object", "kind") ?? (one.Text("fn") ?? "").Replace("print", "", StringComparison.Ordinal),
        one.Flag("wide"),
        one.Flag("timeRelative"),
        one.List("columns").Select(GoValues.Plain).ToValueList(),
        one.List("cells").Select(c => c is ApiNumber number ? number.Number.ToString(CultureInfo.InvariantCulture) : GoValues.Plain(c)).ToValueList(),
        one.Map("object"),
        NotJudged(one) ?? NotJudged(root));
}
