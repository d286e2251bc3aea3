using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl get.</summary>
internal sealed class GetVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "get";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SuggestedFor => ["list", "ps"];

    /// <inheritdoc/>
    public override string? Summary => "Show objects: a table, or with -o wide, yaml, json, name, jsonpath=..., custom-columns=...";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.AllNamespaces, CommonFlags.Selector, CommonFlags.FieldSelector, new("label-columns", FlagType.TextSlice, 'L'),
        Flag.Switch("show-labels"), Flag.Switch("show-kind"), Flag.Switch("no-headers"), new("sort-by"), Flag.Switch("ignore-not-found"),
        Flag.Switch("watch", 'w'), Flag.Switch("watch-only"), Flag.Switch("output-watch-events"), new("raw"), new("chunk-size", FlagType.Number),
        new("server-print", FlagType.Flag, WithoutValue: "true"), new("subresource"), .. CommonFlags.Printing, .. CommonFlags.Files,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Flags.Has("raw")) throw new KubectlException("--raw is not served here: use -o json");
        bool isTable = run.Flags.Text("output") is null or "" or "wide";
        ObjectFormat? format = isTable ? null : ObjectFormat.Of(run, isGet: true);
        if (run.Arguments.Count == 0 && !run.Flags.Has("filename"))
        {
            run.PrintError("You must specify the type of resource to get. Use \"kubectl api-resources\" for a complete list of supported resources.\n\n");
            throw run.Usage("Required resource not specified.\nUse \"kubectl explain <resource>\" for a detailed description of that resource (e.g. "
                + "kubectl explain pods).");
        }

        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run) with { TypeMeansAll = true });
        IReadOnlyList<Exception> errors = selection.Errors;
        if (run.Flags.Is("ignore-not-found")) errors = [.. errors.Where(e => e is not ApiException { Reason: "NotFound" })];
        IReadOnlyList<SelectedGroup> groups = run.Flags.Text("sort-by") is { Length: > 0 } field ? ObjectSorting.By(field, selection.Groups) : selection.Groups;
        if (format is null) PrintTable(run, groups, errors.Count > 0);
        else PrintObjects(run, format, selection with { Groups = groups }, errors.Count > 0);
        AggregateKubectlException.ThrowIfAny(errors);
    }

    private static void PrintTable(Invocation run, IReadOnlyList<SelectedGroup> groups, bool hasErrors)
    {
        string table = new ObjectTable(run).Print(groups);
        run.Print(table);
        if (table.Length > 0 || hasErrors || run.Flags.Is("ignore-not-found")) return;
        bool inNamespace = !run.Flags.Is("all-namespaces") && groups.All(g => g.Kind.IsNamespaced);
        run.Note(inNamespace ? $"No resources found in {run.Namespace} namespace." : "No resources found");
    }

    private static void PrintObjects(Invocation run, ObjectFormat format, Selection selection, bool hasErrors)
    {
        KubernetesObject[] found = [.. selection.Objects];
        if (found.Length == 0 && (run.Flags.Is("ignore-not-found") || (selection.IsSingle && hasErrors))) return;
        run.Print(format.Print(selection.IsSingle && found.Length == 1 ? found[0].Content : ListOf(found)));
    }

    private static ApiMap ListOf(IEnumerable<KubernetesObject> items) => ApiMap.Of(
        ("apiVersion", "v1"),
        ("items", ApiList.Of(items.Select(o => o.Content))),
        ("kind", "List"),
        ("metadata", ApiMap.Of(("resourceVersion", ""))));
}
