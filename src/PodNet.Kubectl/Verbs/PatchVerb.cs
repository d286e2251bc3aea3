using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl patch.</summary>
internal sealed class PatchVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "patch";

    /// <inheritdoc/>
    public override string? Summary => "Change fields of an object: patch TYPE NAME -p PATCH [--type=strategic|merge|json]";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("patch", Shorthand: 'p'), new("patch-file"), new("type"), new("subresource"), Flag.Switch("local"), CommonFlags.DryRun,
        .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        string? inline = run.Flags.Text("patch"), file = run.Flags.Text("patch-file");
        if (inline is { Length: > 0 } && file is { Length: > 0 }) throw new KubectlException("cannot specify --patch and --patch-file together");
        if (string.IsNullOrEmpty(inline) && string.IsNullOrEmpty(file))
            throw new KubectlException("must specify --patch or --patch-file containing the contents of the patch");
        string type = run.Flags.Text("type") is { Length: > 0 } written ? written.ToLowerInvariant() : "strategic";
        if (type is not ("json" or "merge" or "strategic"))
            throw new KubectlException($"--type must be one of [json merge strategic], not {GoText.Quote(run.Flags.Text("type")!)}");
        ObjectOutput output = new(run);
        string text = inline is { Length: > 0 } ? inline : run.Context.ReadFile(file!) ?? throw new KubectlException($"unable to read patch file: open {file}: "
            + "no such file or directory");
        ApiValue patch = Read(text);
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run));
        List<Exception> errors = [];
        foreach (KubernetesObject one in selection.Objects)
        {
            try
            {
                KubernetesObject changed = output.Send(Patched(one, patch, type), run.Update);
                output.Print(changed, changed.Content == one.Content ? "patched (no change)" : "patched");
            }
            catch (ApiException refused)
            {
                errors.Add(refused);
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny([.. errors, .. selection.Errors]);
    }

    // A list is no manifest: it is read as the value of a field.
    private static ApiValue Read(string text)
    {
        try
        {
            ApiValue? patch = ManifestYaml.Read("patch:\n  " + text.Trim().ReplaceLineEndings("\n  ")) is [var holder, ..] ? holder["patch"] : null;
            return patch ?? ApiNull.Value;
        }
        catch (ManifestException wrong)
        {
            throw new KubectlException($"unable to parse {GoText.Quote(text)}: {wrong.Message}");
        }
    }

    private static KubernetesObject Patched(KubernetesObject one, ApiValue patch, string type)
    {
        ApiMap after = (type, patch) switch
        {
            ("json", ApiList operations) => JsonPatch.Apply(one.Content, operations.Items.OfType<ApiMap>()),
            ("merge", ApiMap map) => JsonMergePatch.Apply(one.Content, map),
            ("strategic", ApiMap map) => StrategicMergePatch.Apply(one.Kind, one.Content, map),
            _ => throw new ApiException("BadRequest", "json: cannot unmarshal " + (patch is ApiList ? "array into Go value of type map[string]interface {}"
                : "object into Go value of type jsonpatch.Patch")),
        };
        try
        {
            return ApiServer.Decode(after, unknownFieldsPass: true);
        }
        catch (ApiException wrong) when (type == "strategic" && wrong.Message.Contains("cannot unmarshal", StringComparison.Ordinal))
        {
            string goType = wrong.Message.Split(' ')[^1];
            throw new ApiException("Invalid", $"request is invalid: patch: Invalid value: \"{GoValue(patch)}\": unrecognized type: {goType}");
        }
    }

    private static string GoValue(ApiValue value) => value switch
    {
        ApiMap map => $"map[{string.Join(' ', map.Fields.Select(f => $"{f.Key}:{GoValue(f.Value)}"))}]",
        ApiList list => $"[{string.Join(' ', list.Items.Select(GoValue))}]",
        ApiNull => "<nil>",
        _ => value.ToString() ?? "",
    };
}
