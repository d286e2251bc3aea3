using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Validation;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl taint (k8s.io/kubectl/pkg/cmd/taint).</summary>
internal sealed class TaintVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "taint";

    /// <inheritdoc/>
    public override string? Summary => "Set taints of nodes: taint nodes NAME key=value:Effect, key:Effect-, key-";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        Flag.Switch("overwrite"), CommonFlags.All, CommonFlags.Selector, new("validate", WithoutValue: "strict"), CommonFlags.DryRun,
        .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        (string[] resources, string[] written) = Divided(run);
        if (resources.Length == 0) throw new KubectlException("one or more resources must be specified as <resource> <name>");
        if (written.Length == 0) throw new KubectlException("at least one taint update is required");
        Taint[] added = [.. written.Where(w => !w.EndsWith('-')).Select(w => Parse(run, w, needsEffect: true))];
        Taint[] removed = [.. written.Where(w => w.EndsWith('-')).Select(w => Parse(run, w[..^1], needsEffect: false))];
        if (added.GroupBy(t => (t.Key, t.Effect)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw run.Usage($"duplicated taints with the same key and effect: {{{twice.Key.Key} {twice.Last().Value} {twice.Key.Effect} <nil>}}");
        if (ResourceQuery.KindOf(resources[0]).Kind != "Node")
            throw new KubectlException($"invalid resource type {resources[0].ToLowerInvariant()}, only node types are supported");
        string[] conflicts = [.. added.SelectMany(a => removed.Where(r => r.Key == a.Key && (r.Effect.Length == 0 || r.Effect == a.Effect)))
            .Select(r => $"{r.Key}={r.Effect}")];
        if (conflicts.Length > 0)
            throw new KubectlException($"can not both modify and remove the following taint(s) in the same command: {string.Join(", ", conflicts)}");
        bool hasSelector = run.Flags.Is("all") || run.Flags.Text("selector") is { Length: > 0 };
        if (!hasSelector && resources.Length < 2) throw new KubectlException("at least one resource name must be specified since 'all' parameter is not set");
        Selection nodes = ResourceQuery.Of(run, hasSelector ? ["nodes"] : ["nodes", .. resources[1..]]).Find(run.Objects);
        ObjectOutput output = new(run);
        List<Exception> errors = [.. nodes.Errors];
        foreach (KubernetesObject node in nodes.Objects)
        {
            try
            {
                (string done, KubernetesObject changed) = Change(run, node, added, removed);
                output.Print(output.Send(changed, run.Update), done);
            }
            catch (KubectlException refused)
            {
                errors.Add(refused);
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
    }

    private static (string Done, KubernetesObject Node) Change(Invocation run, KubernetesObject node, Taint[] added, Taint[] removed)
    {
        Taint[] before = [.. node.Content.Maps("spec", "taints").Select(Taint.Of)];
        string[] there = [.. added.Where(a => before.Any(a.Matches)).Select(t => t.Key)];
        bool overwrites = run.Flags.Is("overwrite");
        if (there.Length > 0 && !overwrites)
            throw new KubectlException($"node {node.Name} already has {string.Join(',', there)} taint(s) with same effect(s) and --overwrite is false");
        List<Taint> taints = [.. added, .. before.Where(b => !added.Any(b.Matches))];
        bool grew = taints.Count != before.Length, shrank = false;
        List<Exception> errors = [];
        foreach (Taint taint in removed)
        {
            shrank = taints.RemoveAll(t => t.Key == taint.Key && (taint.Effect.Length == 0 || t.Effect == taint.Effect)) > 0;
            if (!shrank) errors.Add(new KubectlException($"taint {GoText.Quote(taint.Effect.Length == 0 ? taint.Key : $"{taint.Key}:{taint.Effect}")} not found"));
        }

        AggregateKubectlException.ThrowIfAny(errors);
        string done = (grew && shrank) || overwrites ? "modified" : grew ? "tainted" : "untainted";
        return (done, node.With(["spec", "taints"], taints.Count == 0 ? null : ApiList.Of(taints.Select(t => t.Content))));
    }

    private static (string[] Resources, string[] Taints) Divided(Invocation run)
    {
        string[] all = [.. run.Arguments];
        int first = Array.FindIndex(all, IsTaint);
        if (first < 0) return (all, []);
        return Array.Find(all[first..], a => !IsTaint(a)) is { } late
            ? throw new KubectlException($"all resources must be specified before taint changes: {late}")
            : (all[..first], all[first..]);
    }

    private static bool IsTaint(string word) => word.Contains('=', StringComparison.Ordinal) || word.Contains(':', StringComparison.Ordinal) || word.EndsWith('-');

    private static Taint Parse(Invocation run, string written, bool needsEffect)
    {
        string[] parts = written.Split(':');
        string effect = parts.Length == 2 ? parts[1] : "";
        if (parts.Length == 2 && effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            throw run.Usage($"invalid taint effect: {effect}, unsupported taint effect");
        string[] pair = parts.Length == 2 ? parts[0].Split('=') : [parts[0]];
        if (parts.Length > 2 || pair.Length > 2) throw run.Usage($"invalid taint spec: {written}");
        string value = pair.Length == 2 ? pair[1] : "";
        if ((LabelNames.ValueProblem(value) ?? LabelNames.QualifiedProblem(pair[0])) is { } wrong) throw run.Usage($"invalid taint spec: {written}, {wrong}");
        if (needsEffect && effect.Length == 0) throw run.Usage($"invalid taint spec: {written}");
        return new(pair[0], value, effect);
    }

    private sealed record Taint(string Key, string Value, string Effect)
    {
        public ApiMap Content => ApiMap.Of(("key", Key), ("value", Value.Length == 0 ? null : new ApiText(Value)), ("effect", Effect));

        public static Taint Of(ApiMap map) => new(map.Text("key") ?? "", map.Text("value") ?? "", map.Text("effect") ?? "");

        public bool Matches(Taint other) => Key == other.Key && Effect == other.Effect;
    }
}
