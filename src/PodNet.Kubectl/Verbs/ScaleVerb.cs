using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl scale.</summary>
internal sealed class ScaleVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "scale";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SuggestedFor => ["resize"];

    /// <inheritdoc/>
    public override string? Summary => "Set the number of pods: scale deployment NAME --replicas=N";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("replicas", FlagType.Number, IsRequired: true), new("current-replicas", FlagType.Number),
            new("resource-version"), new("timeout", FlagType.Duration),
        CommonFlags.All, CommonFlags.Selector, CommonFlags.DryRun, .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        ObjectOutput output = new(run);
        long replicas = run.Flags.Number("replicas", 0), current = run.Flags.Number("current-replicas", -1);
        if (replicas < 0) throw new KubectlException("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
        if (current < -1) throw new KubectlException("The --current-replicas must specify an integer of -1 or greater");
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run) with { TypeMeansAll = false });
        if (!selection.Objects.Any())
        {
            string why = string.Join(", ", selection.Errors.Select(e => e.Message));
            throw new KubectlException("no objects passed to scale" + (why.Length == 0 ? "" : " " + (selection.Errors.Count > 1 ? $"[{why}]" : why)));
        }

        foreach (KubernetesObject one in selection.Objects) Scale(run, output, one, replicas, current);
        run.Settle();
        AggregateKubectlException.ThrowIfAny(selection.Errors);
    }

    private static void Scale(Invocation run, ObjectOutput output, KubernetesObject one, long replicas, long current)
    {
        if (output.DryRun != "client" && one.Kind.Kind is not ("Deployment" or "ReplicaSet" or "StatefulSet" or "ReplicationController"))
            throw new ApiException("NotFound", "the server could not find the requested resource");
        long now = one.Content.Number("spec", "replicas") ?? 0;
        if (current != -1 && current != now) throw new KubectlException($"Expected replicas to be {current}, was {now}");
        KubernetesObject sent = one.With(["spec", "replicas"], replicas);
        output.Send(sent, run.Update);
        output.Print(one, "scaled");
    }
}
