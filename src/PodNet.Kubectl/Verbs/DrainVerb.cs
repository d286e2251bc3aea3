using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl drain (k8s.io/kubectl/pkg/drain): cordons nodes and evicts their pods.</summary>
internal sealed class DrainVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "drain";

    /// <inheritdoc/>
    public override string? Summary => "Cordon a node and move its pods away: drain NODE [--ignore-daemonsets] [--force]";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        Flag.Switch("force"), Flag.Switch("ignore-daemonsets"), Flag.Switch("delete-emptydir-data"), Flag.Switch("disable-eviction"),
        new("grace-period", FlagType.Number), new("timeout", FlagType.Duration), new("pod-selector"), new("chunk-size", FlagType.Number),
        new("skip-wait-for-delete-timeout", FlagType.Number), CommonFlags.Selector, CommonFlags.DryRun,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        bool hasSelector = run.Flags.Text("selector") is { Length: > 0 };
        if (run.Arguments.Count == 0 && !hasSelector) throw run.Usage("USAGE: drain NODE [flags]");
        if (run.Arguments.Count > 0 && hasSelector) throw run.Usage("error: cannot specify both a node name and a --selector option");
        Selection nodes = ResourceQuery.Of(run, hasSelector ? ["nodes"] : [.. run.Arguments.Select(a =>
            a.Contains('/', StringComparison.Ordinal) ? a : "node/" + a)]).Find(run.Objects);
        AggregateKubectlException.ThrowIfAny(nodes.Errors);
        ObjectOutput output = new(run);
        foreach (KubernetesObject node in nodes.Objects)
        {
            if (node.Content.Flag("spec", "unschedulable")) output.Print(node, "already cordoned");
            else output.Print(output.Send(node.With(["spec", "unschedulable"], true), run.Update), "cordoned");
        }

        List<Exception> errors = [];
        List<string> pending = [];
        List<ObjectKey> evicted = [];
        foreach (KubernetesObject node in nodes.Objects)
        {
            if (Problems(run, node) is not { Length: > 0 } problems)
            {
                evicted.AddRange(PodsOn(run, node).Select(p => p.Key));
                Evict(run, output, node);
                continue;
            }

            string all = problems.Length == 1 ? problems[0] : $"[{string.Join(", ", problems)}]";
            run.Note($"error: unable to drain node {GoText.Quote(node.Name)} due to error: {all}, continuing command...");
            errors.Add(new KubectlException(all));
            pending.Add(node.Name);
        }

        if (pending.Count > 0) run.Note("There are pending nodes to be drained:\n" + string.Join('\n', pending.Select(p => " " + p)));
        run.SettleWithout(evicted);
        AggregateKubectlException.ThrowIfAny(errors);
    }

    private static void Evict(Invocation run, ObjectOutput output, KubernetesObject node)
    {
        KubernetesObject[] pods = [.. PodsOn(run, node)];
        string[] orphans = [.. pods.Where(p => p.Controller is null && !IsOver(p)).Select(FullName)];
        if (orphans.Length > 0) run.Note($"Warning: deleting Pods that declare no controller: {string.Join(", ", orphans)}");
        string dry = output.DryRun switch { "client" => " (dry run)", "server" => " (server dry run)", _ => "" };
        string doing = run.Flags.Is("disable-eviction") ? "deleting" : "evicting", done = run.Flags.Is("disable-eviction") ? "deleted" : "evicted";
        foreach (KubernetesObject pod in pods) run.Line($"{doing} pod {FullName(pod)}{dry}");
        foreach (KubernetesObject pod in pods.Where(_ => output.DryRun is null))
        {
            run.Delete(pod.Key, Propagation.Background, run.Flags.Number("grace-period", -1));
            output.Print(pod, done);
        }

        output.Print(node, "drained");
    }

    private static string[] Problems(Invocation run, KubernetesObject node)
    {
        KubernetesObject[] pods = [.. PodsOn(run, node).Where(p => !IsOver(p))];
        string[] local = [.. pods.Where(p => !run.Flags.Is("delete-emptydir-data") && p.Content.Maps("spec", "volumes").Any(v => v.Has("emptyDir"))).Select(FullName)];
        string[] orphans = [.. pods.Where(p => !run.Flags.Is("force") && p.Controller is null).Select(FullName).Except(local)];
        IEnumerable<string> problems =
        [
            local.Length == 0 ? "" : $"cannot delete Pods with local storage (use --delete-emptydir-data to override): {string.Join(", ", local)}",
            // Twice "cannot delete": as the real one says it.
            orphans.Length == 0 ? "" : $"cannot delete cannot delete Pods that declare no controller (use --force to override): {string.Join(", ", orphans)}",
        ];
        return [.. problems.Where(p => p.Length > 0)];
    }

    private static ValueList<KubernetesObject> PodsOn(Invocation run, KubernetesObject node) =>
        ApiServer.List(run.Objects, ResourceQuery.KindOf("pods"), null, run.Flags.Text("pod-selector"), "spec.nodeName=" + node.Name);

    private static bool IsOver(KubernetesObject pod) => pod.Content.Text("status", "phase") is "Succeeded" or "Failed";

    private static string FullName(KubernetesObject pod) => $"{pod.Namespace}/{pod.Name}";
}
