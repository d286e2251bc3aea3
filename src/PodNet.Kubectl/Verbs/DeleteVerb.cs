using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl delete.</summary>
internal sealed class DeleteVerb : Verb
{
    private const string ForceWarning = "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. "
        + "The resource may continue to run on the cluster indefinitely.";

    /// <inheritdoc/>
    public override string Name => "delete";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SuggestedFor => ["rm", "remove"];

    /// <inheritdoc/>
    public override string? Summary => "Delete objects: TYPE NAME, TYPE/NAME, TYPE -l SELECTOR, TYPE --all, -f FILE";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.Selector, CommonFlags.FieldSelector, CommonFlags.All, CommonFlags.AllNamespaces, Flag.Switch("force"), Flag.Switch("now"),
        new("grace-period", FlagType.Number), new("cascade", WithoutValue: "background"), Flag.Switch("ignore-not-found"), Flag.Switch("wait"),
        new("timeout", FlagType.Duration), Flag.Switch("interactive", 'i'), new("raw"), CommonFlags.Output, CommonFlags.DryRun, .. CommonFlags.Files,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        long grace = GracePeriod(run);
        string? output = run.Flags.Text("output");
        string? dryRun = new Output.ObjectOutput(WithoutOutput(run)).DryRun;
        if (run.Flags.Has("raw")) throw new KubectlException("--raw is not served here: name the object");
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run));
        if (output is not (null or "" or "name")) throw new KubectlException($"unexpected -o output mode: {output}. We only support '-o name'");
        if (run.Flags.Is("all") && run.Flags.Has("selector")) throw new KubectlException("cannot set --all and --selector at the same time");
        if (run.Flags.Is("force") && grace > 0) throw new KubectlException("--force and --grace-period greater than 0 cannot be specified together");
        if (run.Flags.Is("force")) run.Note(ForceWarning);
        IReadOnlyList<Exception> errors = Delete(run, selection, dryRun, grace);
        if (run.Flags.Is("wait", otherwise: true)) run.SettleWithout(selection.Objects.Select(o => o.Key));
        else run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
        if (!selection.Objects.Any()) run.Line($"No resources found");
    }

    // -o name is checked later and differs from that of other commands.
    private static Invocation WithoutOutput(Invocation run)
    {
        string? dryRun = run.Flags.Text("dry-run");
        return new(run.Context, run.Command, FlagSet.Parse(dryRun is null ? [] : ["--dry-run=" + dryRun], [CommonFlags.DryRun]));
    }

    private static long GracePeriod(Invocation run)
    {
        long grace = run.Flags.Number("grace-period", -1);
        bool force = run.Flags.Is("force");
        if (run.Flags.Is("now")) return grace == -1 ? 1 : throw new KubectlException("--now and --grace-period cannot be specified together");
        if (grace == 0 && !force) return 1;
        return force && grace < 0 ? 0 : grace;
    }

    private static List<Exception> Delete(Invocation run, Selection selection, string? dryRun, long grace)
    {
        bool ignoreMissing = run.Flags.Is("ignore-not-found", otherwise: run.Flags.Is("all") || run.Flags.Has("selector") || run.Flags.Has("field-selector"));
        bool warnClusterScope = run.HasNamespace && !run.Flags.Is("all-namespaces");
        Propagation cascade = run.Flags.Text("cascade") is "orphan" or "false" ? Propagation.Orphan : Propagation.Background;
        string dry = dryRun switch { "client" => " (dry run)", "server" => " (server dry run)", _ => "" };
        List<Exception> errors = [.. selection.Errors.Where(e => !ignoreMissing || e is not ApiException { Reason: "NotFound" })];
        foreach (KubernetesObject doomed in selection.Objects)
        {
            if (warnClusterScope && !doomed.Kind.IsNamespaced)
            {
                run.Note("Warning: deleting cluster-scoped resources, not scoped to the provided namespace");
                warnClusterScope = false;
            }

            try
            {
                if (dryRun is null) run.Delete(doomed.Key, cascade, grace);
                if (run.Flags.Text("output") == "name") run.Line($"{Output.ObjectOutput.NameOf(doomed)}");
                else run.Line($"{doomed.Kind.QualifiedSingular} \"{doomed.Name}\" {(grace == 0 ? "force deleted" : "deleted")}{dry}");
            }
            catch (ApiException refused)
            {
                if (!ignoreMissing || refused.Reason != "NotFound") errors.Add(refused);
            }
        }

        return errors;
    }
}
