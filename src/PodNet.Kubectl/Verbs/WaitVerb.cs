using PodNet.Kubectl.Flags;
using PodNet.Kubectl.JsonPaths;
using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl wait. The cluster has settled already, so what does not hold now never will.</summary>
internal sealed class WaitVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "wait";

    /// <inheritdoc/>
    public override string? Summary => "Wait for something: wait pod/NAME --for=condition=Ready | delete | create | jsonpath='{PATH}'=VALUE";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("for"), new("timeout", FlagType.Duration), CommonFlags.All, CommonFlags.AllNamespaces, CommonFlags.Selector, CommonFlags.FieldSelector,
        Flag.Switch("local"), .. CommonFlags.Files, .. CommonFlags.Printing,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        string wanted = run.Flags.Text("for") ?? "";
        bool isDelete = wanted.Equals("delete", StringComparison.OrdinalIgnoreCase), isCreate = wanted.Equals("create", StringComparison.OrdinalIgnoreCase);
        Func<KubernetesObject, bool> holds = isDelete ? static _ => false : isCreate ? static _ => true : Condition(wanted);
        Selection selection = ManifestFiles.Query(run, ResourceQuery.Of(run));
        if (isCreate && selection.Errors.Count > 0) throw new KubectlException("timed out waiting for the condition");
        List<Exception> errors = isDelete ? [] : [.. selection.Errors];
        ObjectOutput output = new(run);
        foreach (KubernetesObject one in selection.Objects)
        {
            if (holds(one)) output.Print(one, "condition met");
            else errors.Add(new KubectlException($"timed out waiting for the condition on {one.Kind.Plural}/{one.Name}"));
        }

        AggregateKubectlException.ThrowIfAny(errors);
        if (!selection.Objects.Any() && !isDelete) throw new KubectlException("no matching resources found");
    }

    private static Func<KubernetesObject, bool> Condition(string wanted)
    {
        const string ByCondition = "condition=", ByPath = "jsonpath=";
        if (wanted.StartsWith(ByCondition, StringComparison.Ordinal))
        {
            string[] parts = wanted[ByCondition.Length..].Split('=', 2);
            string value = parts.Length == 2 ? parts[1] : "true";
            return o => o.Content.Maps("status", "conditions").Any(c =>
                string.Equals(c.Text("type"), parts[0], StringComparison.OrdinalIgnoreCase)
                && string.Equals(c.Text("status"), value, StringComparison.OrdinalIgnoreCase));
        }

        if (!wanted.StartsWith(ByPath, StringComparison.Ordinal)) throw new KubectlException($"unrecognized condition: {GoText.Quote(wanted)}");
        return ByJsonPath(wanted[ByPath.Length..]);
    }

    // "{.status.phase}=Running", or only the path for any value; "==" belongs to the path.
    private static Func<KubernetesObject, bool> ByJsonPath(string written)
    {
        int equals = 0;
        while (equals < written.Length && (written[equals] != '=' || (equals + 1 < written.Length && written[equals + 1] == '=')))
            equals += written[equals] == '=' ? 2 : 1;
        JsonPath path = CustomColumns.Relaxed(equals < written.Length ? written[..equals] : written);
        string? value = equals < written.Length ? written[(equals + 1)..].Trim('\'', '"') : null;
        if (value?.Length == 0) throw new KubectlException("jsonpath wait has to have a value after equal sign, like "
            + "--for=jsonpath='{.status.readyReplicas}'=3");
        return o => path.Find(o.Content) is { Count: 1 } found && (value is null || GoValues.Plain(found[0]) == value);
    }
}
