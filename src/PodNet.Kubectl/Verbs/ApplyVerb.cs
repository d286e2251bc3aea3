using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Patching;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl apply -f.</summary>
internal sealed class ApplyVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "apply";

    /// <inheritdoc/>
    public override string? Summary => "Create or change the objects of a manifest (-f FILE, -f - for the one in the cell)";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.DryRun, CommonFlags.Selector, CommonFlags.All, Flag.Switch("force"), Flag.Switch("server-side"), Flag.Switch("force-conflicts"),
        Flag.Switch("overwrite"), Flag.Switch("wait"), Flag.Switch("openapi-patch"), Flag.Switch("prune"), new("prune-allowlist", FlagType.TextArray),
        new("validate", WithoutValue: "strict"), new("cascade", WithoutValue: "background"), new("grace-period", FlagType.Number),
        new("timeout", FlagType.Duration), .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count > 0) throw run.Usage($"Unexpected args: [{string.Join(' ', run.Arguments)}]");
        if (!run.Flags.Has("filename") && !run.Flags.Has("kustomize")) throw new KubectlException("must specify one of -f and -k");
        if (run.Flags.Is("prune")) throw new KubectlException("--prune is not served here: delete what you do not want with 'kubectl delete'");
        ObjectOutput output = new(run);
        List<Exception> errors = [];
        IReadOnlyList<Manifest> manifests = ManifestFiles.Read(run, errors);
        foreach (Manifest manifest in manifests)
        {
            try
            {
                Apply(run, output, manifest);
            }
            catch (ApiException refused)
            {
                errors.Add(refused);
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
        if (manifests.Count == 0) throw new KubectlException("no objects passed to apply");
    }

    private static void Apply(Invocation run, ObjectOutput output, Manifest manifest)
    {
        ApiMap annotated = LastApplied.Annotated(manifest.Content);
        bool isServerSide = run.Flags.Is("server-side");
        if (run.Objects.Find(manifest.Key) is not { } live)
        {
            output.Print(Create(run, output, manifest, isServerSide ? manifest.Content : annotated), isServerSide ? "serverside-applied" : "created");
            return;
        }

        if (LastApplied.Of(live) is null && !isServerSide) WarnOfMissing(run, live);
        ApiMap decoded = LastApplied.Decoded(manifest, isServerSide ? manifest.Content : annotated, output.DryRun).Content;
        ApiMap merged = ThreeWayMerge.Apply(live.Kind, LastApplied.Of(live) ?? ApiMap.Empty, decoded.Without("status"), live.Content);
        KubernetesObject updated = live.With(merged.WithAt(["metadata", "creationTimestamp"], live.Content.At("metadata", "creationTimestamp")));
        bool isSame = updated.Content == live.Content;
        KubernetesObject stored = isSame ? live : Patch(run, output, manifest, updated);
        output.Print(stored, isServerSide ? "serverside-applied" : isSame ? "unchanged" : "configured");
    }

    private static KubernetesObject Create(Invocation run, ObjectOutput output, Manifest manifest, ApiMap content)
    {
        try
        {
            return output.Send(LastApplied.Decoded(manifest, content, output.DryRun), run.Create);
        }
        catch (ApiException refused)
        {
            throw CreateVerb.WithSource(refused, "creating", manifest.Source);
        }
    }

    private static KubernetesObject Patch(Invocation run, ObjectOutput output, Manifest manifest, KubernetesObject updated)
    {
        try
        {
            return output.Send(updated, run.Update);
        }
        catch (ApiException refused)
        {
            throw CreateVerb.WithSource(refused, "patching", manifest.Source);
        }
    }

    private static void WarnOfMissing(Invocation run, KubernetesObject live) => run.Note(
        $"Warning: resource {live.Kind.Plural}/{live.Name} is missing the {LastApplied.Annotation} annotation which is required by kubectl apply. "
            + $"kubectl apply should only "
        + "be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched "
            + "automatically.");
}
