using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Patching;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl replace -f.</summary>
internal sealed class ReplaceVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "replace";

    /// <inheritdoc/>
    public override string? Summary => "Put the objects of a manifest in the place of those there (-f FILE [--force])";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        Flag.Switch("force"), new("grace-period", FlagType.Number), new("timeout", FlagType.Duration), new("cascade", WithoutValue: "background"),
        Flag.Switch("wait"), new("raw"), new("subresource"), new("validate", WithoutValue: "strict"), CommonFlags.DryRun,
        .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        bool isForced = run.Flags.Is("force");
        ObjectOutput output = new(run);
        if (run.Flags.Number("grace-period", -1) >= 0 && !isForced) throw new KubectlException("--grace-period must have --force specified");
        if (run.Flags.Has("timeout") && !isForced) throw new KubectlException("--timeout must have --force specified");
        if (isForced && output.DryRun is not null) throw new KubectlException("--dry-run can not be used when --force is set");
        if (!run.Flags.Has("filename") && !run.Flags.Has("kustomize")) throw new KubectlException("must specify --filename to replace");
        List<Exception> errors = [];
        IReadOnlyList<Manifest> manifests = ManifestFiles.Read(run, errors);
        if (isForced) Delete(run, manifests);
        foreach (Manifest manifest in manifests)
        {
            try
            {
                ApiMap content = run.Flags.Is("save-config") ? LastApplied.Annotated(manifest.Content) : manifest.Content;
                output.Print(output.Send(LastApplied.Decoded(manifest, content, output.DryRun), isForced ? run.Create : run.Update), "replaced");
            }
            catch (ApiException refused)
            {
                errors.Add(isForced ? refused : CreateVerb.WithSource(refused, "replacing", manifest.Source));
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
        if (manifests.Count == 0) throw new KubectlException("no objects passed to replace");
    }

    private static void Delete(Invocation run, IReadOnlyList<Manifest> manifests)
    {
        foreach (Manifest manifest in manifests.Where(m => run.Objects.Has(m.Key)))
        {
            run.Delete(manifest.Key, Propagation.Background, run.Flags.Number("grace-period", 0));
            run.Line($"{manifest.Kind.QualifiedSingular} {GoText.Quote(manifest.Key.Name)} deleted");
        }

        run.Settle();
    }
}
