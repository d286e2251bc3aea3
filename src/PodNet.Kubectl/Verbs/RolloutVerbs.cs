using PodNet.Kubectl.Describers;
using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers.Rollouts;

namespace PodNet.Kubectl.Verbs;

/// <summary>A command about a rollout: it looks the objects up and does something with each.</summary>
internal abstract class RolloutVerb(string word, string summary) : Verb
{
    /// <inheritdoc/>
    public override string Name => "rollout " + word;

    /// <inheritdoc/>
    public override string? Summary => summary;

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.Selector, CommonFlags.DryRun, new("revision", FlagType.Number), new("to-revision", FlagType.Number), Flag.Switch("watch", 'w'),
        new("timeout", FlagType.Duration), .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count == 0 && !run.Flags.Has("filename")) throw new KubectlException("required resource not specified");
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run) with { TypeMeansAll = true });
        List<Exception> errors = [.. selection.Errors];
        foreach (KubernetesObject one in selection.Objects)
        {
            try
            {
                if (one.Kind.Kind != "Deployment") throw Refusal(one);
                Do(run, one);
            }
            catch (Exception refused) when (refused is ApiException or KubectlException)
            {
                errors.Add(refused);
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
    }

    /// <summary>Does it to one deployment.</summary>
    protected abstract void Do(Invocation run, KubernetesObject deployment);

    /// <summary>Why it cannot be done to an object of that kind.</summary>
    protected abstract KubectlException Refusal(KubernetesObject one);

    /// <summary>Changes a deployment and says so.</summary>
    protected static void Change(Invocation run, KubernetesObject changed, string operation)
    {
        ObjectOutput output = new(run);
        output.Print(output.Send(changed, run.Update), operation);
    }
}

/// <summary>kubectl rollout status.</summary>
internal sealed class RolloutStatusVerb() : RolloutVerb("status", "Say how far a rollout is")
{
    /// <inheritdoc/>
    protected override void Do(Invocation run, KubernetesObject deployment)
    {
        long Count(string field) => deployment.Content.Number("status", field) ?? 0;
        long revision = RevisionHistory.Of(deployment), asked = run.Flags.Number("revision", 0);
        if (asked > 0 && asked != revision) throw new KubectlException($"desired revision ({asked}) is different from the running revision ({revision})");
        (long wanted, long updated, long total, long available) =
            (deployment.Content.Number("spec", "replicas") ?? 1, Count("updatedReplicas"), Count("replicas"), Count("availableReplicas"));
        if (deployment.Content.Maps("status", "conditions").Any(c => c.Text("type") == "Progressing" && c.Text("reason") == "ProgressDeadlineExceeded"))
            throw new KubectlException($"deployment {GoText.Quote(deployment.Name)} exceeded its progress deadline");
        string? waits = updated < wanted ? $"{updated} out of {wanted} new replicas have been updated..."
            : total > updated ? $"{total - updated} old replicas are pending termination..."
            : available < updated ? $"{available} of {updated} updated replicas are available..." : null;
        if (waits is null)
        {
            run.Line($"deployment {GoText.Quote(deployment.Name)} successfully rolled out");
            return;
        }

        run.Line($"Waiting for deployment {GoText.Quote(deployment.Name)} rollout to finish: {waits}");
        if (run.Flags.Is("watch", otherwise: true)) throw new KubectlException("timed out waiting for the condition");
    }

    /// <inheritdoc/>
    protected override KubectlException Refusal(KubernetesObject one) =>
        new($"no status viewer has been implemented for {one.Kind.Kind}{(one.Kind.Group.Length == 0 ? "" : "." + one.Kind.Group)}");
}

/// <summary>kubectl rollout history.</summary>
internal sealed class RolloutHistoryVerb() : RolloutVerb("history", "List the revisions of a deployment")
{
    private const string ChangeCause = "kubernetes.io/change-cause";

    /// <inheritdoc/>
    protected override void Do(Invocation run, KubernetesObject deployment)
    {
        long asked = run.Flags.Number("revision", 0);
        if (asked < 0) throw new KubectlException($"revision must be a positive integer: {asked}");
        IReadOnlyList<KubernetesObject> sets = DeploymentDescriber.OwnedBy(deployment, run.Objects);
        string text;
        if (sets.Count == 0)
        {
            text = "No rollout history found.";
        }
        else if (asked > 0)
        {
            KubernetesObject set = sets.FirstOrDefault(s => RevisionHistory.Of(s) == asked)
                ?? throw new KubectlException("unable to find the specified revision");
            PrefixWriter template = new();
            PodTemplateSection.Write(set.Content.Map("spec", "template"), template);
            text = template.ToString();
        }
        else
        {
            string rows = string.Concat(sets.Select(s => $"{RevisionHistory.Of(s)}\t{s.Annotations.Text(ChangeCause) ?? "<none>"}\n"));
            text = TabWriter.Description("REVISION\tCHANGE-CAUSE\n" + rows);
        }

        run.Line($"{ObjectOutput.NameOf(deployment)} {(asked > 0 ? $"with revision #{asked}" : "")}\n{text}");
    }

    /// <inheritdoc/>
    protected override KubectlException Refusal(KubernetesObject one) => new($"no history viewer has been implemented for {GoText.Quote(one.Kind.Kind)}");
}

/// <summary>kubectl rollout restart.</summary>
internal sealed class RolloutRestartVerb() : RolloutVerb("restart", "Replace all pods of a deployment one after the other")
{
    /// <inheritdoc/>
    protected override void Do(Invocation run, KubernetesObject deployment)
    {
        if (deployment.Content.Flag("spec", "paused")) throw new KubectlException("can't restart paused deployment (run rollout resume first)");
        string now = run.Now.ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Change(run, deployment.With(["spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"], now), "restarted");
    }

    /// <inheritdoc/>
    protected override KubectlException Refusal(KubernetesObject one) =>
        new($"{one.Kind.QualifiedPlural} {GoText.Quote(one.Name)} restarting is not supported");
}

/// <summary>kubectl rollout undo.</summary>
internal sealed class RolloutUndoVerb() : RolloutVerb("undo", "Go back to an older revision of a deployment")
{
    /// <inheritdoc/>
    protected override void Do(Invocation run, KubernetesObject deployment)
    {
        long wanted = run.Flags.Number("to-revision", 0);
        KubernetesObject[] sets = [.. DeploymentDescriber.OwnedBy(deployment, run.Objects)];
        KubernetesObject? target = wanted > 0 ? sets.FirstOrDefault(s => RevisionHistory.Of(s) == wanted) : sets.Length > 1 ? sets[^2] : null;
        if (target is null)
            throw new KubectlException(wanted == 0 ? $"no rollout history found for deployment {GoText.Quote(deployment.Name)}"
                : $"unable to find specified revision {wanted} in history");
        if (deployment.Content.Flag("spec", "paused"))
            throw new KubectlException("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
        ApiMap template = target.Content.Map("spec", "template");
        ApiMap labels = template.Map("metadata", "labels").Without("pod-template-hash");
        template = template.WithAt(["metadata", "labels"], labels);
        if (template == deployment.Content.Map("spec", "template"))
        {
            new ObjectOutput(run).Print(deployment, $"skipped rollback (current template already matches revision {wanted})");
            return;
        }

        Change(run, deployment.With(["spec", "template"], template), "rolled back");
    }

    /// <inheritdoc/>
    protected override KubectlException Refusal(KubernetesObject one) => new($"no rollbacker has been implemented for {GoText.Quote(one.Kind.Kind)}");
}

/// <summary>kubectl rollout pause and resume.</summary>
internal abstract class RolloutSwitchVerb(string word, bool pauses) : RolloutVerb(word, pauses ? "Hold a rollout" : "Go on with a rollout")
{
    /// <inheritdoc/>
    protected override void Do(Invocation run, KubernetesObject deployment)
    {
        if (deployment.Content.Flag("spec", "paused") == pauses)
            throw new KubectlException($"{deployment.Kind.QualifiedPlural} {GoText.Quote(deployment.Name)} is {(pauses ? "already" : "not")} paused");
        Change(run, deployment.With(["spec", "paused"], pauses ? true : null), pauses ? "paused" : "resumed");
    }

    /// <inheritdoc/>
    protected override KubectlException Refusal(KubernetesObject one) =>
        new($"{one.Kind.QualifiedPlural} {GoText.Quote(one.Name)} {(pauses ? "pausing" : "resuming")} is not supported");
}

/// <summary>kubectl rollout pause.</summary>
internal sealed class RolloutPauseVerb() : RolloutSwitchVerb("pause", pauses: true);

/// <summary>kubectl rollout resume.</summary>
internal sealed class RolloutResumeVerb() : RolloutSwitchVerb("resume", pauses: false);
