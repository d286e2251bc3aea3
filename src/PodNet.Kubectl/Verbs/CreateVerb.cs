using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Patching;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl create -f.</summary>
internal sealed class CreateVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "create";

    /// <inheritdoc/>
    public override string? Summary => "Create the objects of a manifest (-f FILE, -f - for the one in the cell)";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.DryRun, CommonFlags.Selector, Flag.Switch("edit"), Flag.Switch("windows-line-endings"), new("validate", WithoutValue: "strict"), new("raw"),
        .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count > 0) throw run.Usage($"Unexpected args: [{string.Join(' ', run.Arguments)}]");
        if (!run.Flags.Has("filename") && !run.Flags.Has("kustomize")) throw new KubectlException("must specify one of -f and -k");
        ObjectOutput output = new(run);
        List<Exception> errors = [];
        IReadOnlyList<Manifest> manifests = ManifestFiles.Read(run, errors);
        foreach (Manifest manifest in manifests)
        {
            try
            {
                ApiMap content = run.Flags.Is("save-config") ? LastApplied.Annotated(manifest.Content) : manifest.Content;
                output.Print(output.Send(LastApplied.Decoded(manifest, content, output.DryRun), run.Create), "created");
            }
            catch (ApiException refused)
            {
                errors.Add(WithSource(refused, "creating", manifest.Source));
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
        if (manifests.Count == 0) throw new KubectlException("no objects passed to create");
    }

    /// <summary>A refusal that names the file it is about; what is invalid is named by itself.</summary>
    internal static ApiException WithSource(ApiException refused, string doing, string source) =>
        refused.Reason == "Invalid" ? refused : new(refused.Reason, $"error when {doing} {GoText.Quote(source)}: {refused.Message}");
}
