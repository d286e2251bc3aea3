using PodNet.Kubectl.Describers;
using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl describe.</summary>
internal sealed class DescribeVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "describe";

    /// <inheritdoc/>
    public override string? Summary => "Tell all about objects, with what happened to them";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.AllNamespaces, CommonFlags.Selector, new("show-events", FlagType.Flag, WithoutValue: "true"), new("chunk-size", FlagType.Number),
        .. CommonFlags.Files,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count == 0 && !run.Flags.Has("filename"))
            throw new KubectlException("You must specify the type of resource to describe. Use \"kubectl api-resources\" for a complete list of "
                + "supported resources.");
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run) with { TypeMeansAll = true });
        KubernetesObject[] found = [.. selection.Objects];
        IReadOnlyList<Exception> errors = selection.Errors;
        if (found.Length == 0 && errors.Count > 0 && ByPrefix(run) is { Length: > 0 } near) (found, errors) = (near, []);
        bool withEvents = run.Flags.Is("show-events", otherwise: true);
        run.Print(string.Join("\n\n", found.Select(o => ObjectDescribers.Describe(o, new(run.Objects, run.Now, withEvents)))));
        AggregateKubectlException.ThrowIfAny(errors);
        if (found.Length > 0) return;
        bool inNamespace = !run.Flags.Is("all-namespaces") && selection.Groups.All(g => g.Kind.IsNamespaced);
        run.Note(inNamespace ? $"No resources found in {run.Namespace} namespace." : "No resources found");
    }

    // "describe pod web" tells about web-0 and web-1 where there is no web.
    private static KubernetesObject[] ByPrefix(Invocation run)
    {
        if (run.Arguments.Count != 2 || run.Arguments.Any(a => a.Contains('/', StringComparison.Ordinal))) return [];
        ResourceKind kind = ResourceQuery.KindOf(run.Arguments[0]);
        string? space = kind.IsNamespaced && !run.Flags.Is("all-namespaces") ? run.Namespace : null;
        return [.. ApiServer.List(run.Objects, kind, space).Where(o => o.Name.StartsWith(run.Arguments[1], StringComparison.Ordinal))];
    }
}
