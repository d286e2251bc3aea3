using System.Text;
using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl events: in the order of time, other than kubectl get events.</summary>
internal sealed class EventsVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "events";

    /// <inheritdoc/>
    public override string? Summary => "List what happened, oldest first: events [--for TYPE/NAME] [--types=Warning]";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.AllNamespaces, new("for"), new("types", FlagType.TextSlice), Flag.Switch("no-headers"), Flag.Switch("watch", 'w'),
        new("chunk-size", FlagType.Number), .. CommonFlags.Printing,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count > 0) throw new KubectlException($"unknown command {GoText.Quote(run.Arguments[0])}\nSee 'kubectl events -h' for help and examples");
        string[] types = [.. run.Flags.All("types")];
        if (types.Any(t => !Is(t, "Normal") && !Is(t, "Warning"))) throw new KubectlException("valid --types are Normal or Warning");
        ObjectFormat? format = ObjectFormat.Of(run);
        bool inAll = run.Flags.Is("all-namespaces");
        ApiMap[] events = [.. ApiServer.List(run.Objects, ResourceQuery.KindOf("events"), inAll ? null : run.Namespace, fields: About(run))
            .Select(e => e.Content).Where(e => types.Length == 0 || types.Any(t => Is(t, e.Text("type"))))
            .OrderBy(e => e.Text("lastTimestamp"), StringComparer.Ordinal)];
        if (events.Length == 0)
        {
            run.Note(inAll ? "No events found." : $"No events found in {run.Namespace} namespace.");
        }
        else if (format is not null)
        {
            run.Print(format.Print(ApiMap.Of(
                ("apiVersion", "v1"), ("items", ApiList.Of(events)), ("kind", "EventList"), ("metadata", ApiMap.Empty))));
        }
        else
        {
            run.Print(Table(run, events, inAll));
        }
    }

    private static bool Is(string type, string? of) => string.Equals(type, of, StringComparison.OrdinalIgnoreCase);

    // "pod/web": the events of one object.
    private static string? About(Invocation run)
    {
        if (run.Flags.Text("for") is not { Length: > 0 } about) return null;
        if (about.Split('/') is not [{ Length: > 0 } type, { Length: > 0 } name]) throw new KubectlException("--for must be in resource/name form");
        ResourceKind kind = ResourceQuery.KindOf(type);
        return $"involvedObject.kind={kind.Kind},involvedObject.apiVersion={kind.ApiVersion},involvedObject.name={name}";
    }

    private static string Table(Invocation run, ApiMap[] events, bool inAll)
    {
        StringBuilder table = new();
        if (!run.Flags.Is("no-headers")) table.Append(inAll ? "NAMESPACE\t" : "").Append("LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n");
        foreach (ApiMap one in events)
        {
            string first = HumanDuration.Since(one.Text("firstTimestamp"), run.Now);
            string seen = one.Number("count") is > 1 and { } count
                ? $"{HumanDuration.Since(one.Text("lastTimestamp"), run.Now)} (x{count} over {first})" : first;
            string[] cells =
            [
                .. inAll ? (string[])[one.Text("metadata", "namespace") ?? ""] : [], seen, one.Text("type") ?? "", one.Text("reason") ?? "",
                $"{one.Text("involvedObject", "kind")}/{one.Text("involvedObject", "name")}", (one.Text("message") ?? "").Trim(),
            ];
            table.AppendJoin('\t', cells.Select(TerminalText.Escape)).Append('\n');
        }

        return TabWriter.Table(table.ToString());
    }
}
