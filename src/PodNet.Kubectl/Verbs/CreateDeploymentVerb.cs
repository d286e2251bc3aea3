using PodNet.Kubectl.Flags;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl create deployment.</summary>
internal sealed class CreateDeploymentVerb : CreateSubverb
{
    /// <inheritdoc/>
    public override string Name => "create deployment";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["deploy"];

    /// <inheritdoc/>
    public override string? Summary => "Create a deployment: --image=IMAGE [--replicas=N] [--port=PORT] [-- COMMAND]";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("image", FlagType.TextSlice, IsRequired: true), new("replicas", FlagType.Number, 'r'), new("port", FlagType.Number), .. SharedFlags,
    ];

    /// <inheritdoc/>
    protected override string FailureLead => "failed to create deployment: ";

    /// <inheritdoc/>
    protected override KubernetesObject Make(Invocation run, string name)
    {
        IReadOnlyList<string> images = run.Flags.All("image");
        string[] command = [.. run.Arguments.Skip(1)];
        if (images.Count > 1 && command.Length > 0) throw new KubectlException("cannot specify multiple --image options and command");
        long replicas = run.Flags.Number("replicas", 1);
        ApiMap labels = ApiMap.Of(("app", name));
        ApiMap template = ApiMap.Of(
            ("metadata", ApiMap.Of(("creationTimestamp", ApiNull.Value), ("labels", labels))),
            ("spec", ApiMap.Of(("containers", ApiList.Of(images.Select(i => Container(i, command, run)))))));
        ApiMap spec = ApiMap.Of(
            ("replicas", replicas), ("selector", ApiMap.Of(("matchLabels", labels))), ("strategy", ApiMap.Empty), ("template", template));
        return New("apps/v1", "Deployment", name, labels, ("spec", spec), ("status", ApiMap.Empty));
    }

    private static ApiMap Container(string image, string[] command, Invocation run)
    {
        long port = run.Flags.Number("port", -1);
        return ApiMap.Of(
            ("command", command.Length == 0 ? null : ApiList.Of(command.Select(c => (ApiValue)c))),
            ("image", image),
            ("name", ContainerName(image)),
            ("ports", port < 0 ? null : ApiList.Of([ApiMap.Of(("containerPort", port))])),
            ("resources", ApiMap.Empty));
    }

    // The last part of the image's path, without tag and digest, with dashes for what a name may not have.
    private static string ContainerName(string image)
    {
        string name = image.Split('/')[^1].Split(':')[0].Split('@')[0];
        return string.Concat(name.Select(c => c == '_' ? '-' : c)).ToLowerInvariant();
    }
}
