using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl set image.</summary>
internal sealed class SetImageVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "set image";

    /// <inheritdoc/>
    public override string? Summary => "Change images: set image deployment/NAME CONTAINER=IMAGE";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        CommonFlags.All, CommonFlags.Selector, Flag.Switch("local"), CommonFlags.DryRun, .. CommonFlags.Files,
            .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        (IReadOnlyList<string> resources, IReadOnlyList<string> pairs) = MetadataEdit.Split(run.Arguments, "image");
        if (run.Flags.Is("local")) throw new KubectlException("--local is not served here: change the manifest and use 'kubectl apply -f -'");
        if (resources.Count == 0 && !run.Flags.Has("filename"))
            throw new KubectlException("one or more resources must be specified as <resource> <name> or <resource>/<name>");
        IReadOnlyDictionary<string, string> images = MetadataEdit.Of(pairs, "image").Set;
        if (images.Count == 0) throw new KubectlException("at least one image update is required");
        if (images.Count > 1 && images.ContainsKey("*"))
            throw new KubectlException("all containers are already specified by *, but saw more than one container_name=container_image pairs");
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run, resources));
        AggregateKubectlException.ThrowIfAny(selection.Errors);
        ObjectOutput output = new(run);
        List<Exception> errors = [];
        foreach (KubernetesObject one in selection.Objects) Set(run, output, one, images, errors);
        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
    }

    private static void Set(Invocation run, ObjectOutput output, KubernetesObject one, IReadOnlyDictionary<string, string> images, List<Exception> errors)
    {
        string[] path = one.Kind.Kind == "Pod" ? ["spec"] : ["spec", "template", "spec"];
        ApiMap spec = one.Content.Map(path), changed = spec;
        foreach ((string name, string image) in images)
        {
            bool found = false;
            foreach (string list in (string[])["initContainers", "containers"])
            {
                ApiValue[] containers =
                [
                    .. changed.Maps(list).Select(c =>
                    {
                        if (name != "*" && c.Text("name") != name) return c;
                        found = true;
                        return c.With("image", image);
                    }),
                ];
                if (containers.Length > 0) changed = changed.With(list, ApiList.Of(containers));
            }

            if (!found) errors.Add(new KubectlException($"error: unable to find container named {GoText.Quote(name)}"));
        }

        if (changed == spec) return;
        try
        {
            output.Print(output.Send(one.With(path, changed), run.Update), "image updated");
        }
        catch (ApiException refused)
        {
            errors.Add(new KubectlException($"failed to patch image update to pod template: {refused.Message}"));
        }
    }
}
