using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl label and kubectl annotate.</summary>
internal abstract class MetadataVerb(string name, string field) : Verb
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags => MetadataEdit.Flags;

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        string what = name == "label" ? "label" : "annotation";
        (IReadOnlyList<string> resources, IReadOnlyList<string> pairs) = MetadataEdit.Split(run.Arguments, what);
        MetadataEdit edit = MetadataEdit.Of(pairs, what);
        if (run.Flags.Is("local")) throw new KubectlException("--local is not served here: change the manifest and use 'kubectl apply -f -'");
        if (run.Flags.Is("all") && run.Flags.Has("selector")) throw new KubectlException("cannot set --all and --selector at the same time");
        if (resources.Count == 0 && !run.Flags.Has("filename"))
            throw new KubectlException("one or more resources must be specified as <resource> <name> or <resource>/<name>");
        if (pairs.Count == 0 && !run.Flags.Is("list")) throw new KubectlException($"at least one {what} update is required");
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run, resources));
        ObjectOutput output = new(run);
        List<Exception> errors = [];
        foreach (KubernetesObject one in selection.Objects)
        {
            try
            {
                if (run.Flags.Is("list")) List(run, one, selection.IsSingle);
                else Edit(run, output, one, edit);
            }
            catch (Exception refused) when (refused is ApiException or KubectlException)
            {
                errors.Add(refused);
            }
        }

        run.Settle();
        AggregateKubectlException.ThrowIfAny([.. errors, .. selection.Errors]);
    }

    /// <summary>What was done, in a word.</summary>
    protected abstract string Operation(bool added, bool removed);

    /// <summary>The refusal to overwrite.</summary>
    protected abstract Exception Refusal(IReadOnlyList<string> conflicts);

    /// <summary>Says what could not be removed.</summary>
    protected virtual void NoteMissing(Invocation run, string key)
    {
    }

    private void Edit(Invocation run, ObjectOutput output, KubernetesObject one, MetadataEdit edit)
    {
        ApiMap before = one.Content.Map("metadata", field);
        foreach (string key in edit.Removed.Where(k => !before.Has(k))) NoteMissing(run, key);
        if (!run.Flags.Is("overwrite") && edit.Conflicts(before).ToArray() is { Length: > 0 } conflicts) throw Refusal(conflicts);
        ApiMap after = edit.Apply(before);
        bool added = edit.Set.Any(s => before.Text(s.Key) != s.Value), removed = edit.Removed.Any(before.Has);
        KubernetesObject changed = one.With(["metadata", field], after.Count == 0 ? null : after);
        if (added || removed) changed = output.Send(changed, run.Update);
        output.Print(changed, Operation(added, removed));
    }

    private void List(Invocation run, KubernetesObject one, bool isSingle)
    {
        if (!isSingle) run.Line($"Listing {field} for {one.Kind.Kind}.{one.Kind.Group}/{one.Name}:");
        foreach ((string key, ApiValue value) in one.Content.Map("metadata", field).Fields) run.Line($"{(isSingle ? "" : " ")}{key}={value}");
    }
}

/// <summary>kubectl label.</summary>
internal sealed class LabelVerb() : MetadataVerb("label", "labels")
{
    /// <inheritdoc/>
    public override string? Summary => "Set labels: label TYPE NAME key=value [key-] [--overwrite]";

    /// <inheritdoc/>
    protected override string Operation(bool added, bool removed) => (added, removed) switch
    {
        (true, true) => "modified",
        (true, false) => "labeled",
        (false, true) => "unlabeled",
        _ => "not labeled",
    };

    /// <inheritdoc/>
    protected override Exception Refusal(IReadOnlyList<string> conflicts)
    {
        Exception[] errors = [.. conflicts.Select(c => new KubectlException($"{c}, and --overwrite is false"))];
        return errors.Length == 1 ? errors[0] : new AggregateKubectlException(errors);
    }

    /// <inheritdoc/>
    protected override void NoteMissing(Invocation run, string key) => run.Line($"label {GoText.Quote(key)} not found.");
}

/// <summary>kubectl annotate.</summary>
internal sealed class AnnotateVerb() : MetadataVerb("annotate", "annotations")
{
    /// <inheritdoc/>
    public override string? Summary => "Set annotations: annotate TYPE NAME key=value [key-] [--overwrite]";

    /// <inheritdoc/>
    protected override string Operation(bool added, bool removed) => "annotated";

    /// <inheritdoc/>
    protected override Exception Refusal(IReadOnlyList<string> conflicts) =>
        new KubectlException($"--overwrite is false but found the following declared annotation(s): {string.Join("; ", conflicts)}");
}
