using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Verbs;

/// <summary>A command that creates one object from its flags: kubectl create KIND NAME.</summary>
internal abstract class CreateSubverb : Verb
{
    /// <summary>Flags that all of them have.</summary>
    protected static readonly Flag[] SharedFlags = [CommonFlags.DryRun, new("validate", WithoutValue: "strict"),
        .. CommonFlags.Printing, .. CommonFlags.Recording];

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags => SharedFlags;

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        string name = NameOf(run);
        ObjectOutput output = new(run);
        KubernetesObject created = Make(run, name);
        if (created.Kind.IsNamespaced && (output.DryRun != "client" || run.HasNamespace)) created = created.With(["metadata", "namespace"], run.Namespace);
        try
        {
            output.Print(output.Send(created, run.Create), "created");
        }
        catch (ApiException refused) when (FailureLead is not null)
        {
            throw new KubectlException(FailureLead + refused.PlainMessage);
        }

        run.Settle();
    }

    /// <summary>The kind of an object that is to be made.</summary>
    /// <exception cref="KubectlException">It is not served.</exception>
    public static ResourceKind KindOf(string apiVersion, string kind) => ResourceKinds.Find(apiVersion, kind)
        ?? throw new KubectlException($"no matches for kind {GoText.Quote(kind)} in version {GoText.Quote(apiVersion)}");

    /// <summary>An object as Go writes one whose creation time is not set.</summary>
    public static KubernetesObject New(string apiVersion, string kind, string name, ApiMap? labels, params ReadOnlySpan<(string Name, ApiValue? Value)> fields)
    {
        ApiMap content = ApiMap.Of(
            ("apiVersion", apiVersion),
            ("kind", kind),
            ("metadata", ApiMap.Of(("creationTimestamp", ApiNull.Value), ("labels", labels), ("name", name))));
        foreach ((string field, ApiValue? value) in fields) content = content.With(field, value);
        return new(KindOf(apiVersion, kind), content);
    }

    /// <summary>What stands before the server's words where it refuses; null where they stand alone.</summary>
    protected virtual string? FailureLead => null;

    /// <summary>The object that the flags describe.</summary>
    protected abstract KubernetesObject Make(Invocation run, string name);

    /// <summary>The one argument before "--".</summary>
    private static string NameOf(Invocation run)
    {
        int names = run.Flags.ArgumentsBeforeDash >= 0 ? run.Flags.ArgumentsBeforeDash : run.Arguments.Count;
        return names == 1 ? run.Arguments[0] : throw run.Usage($"exactly one NAME is required, got {names}");
    }
}

/// <summary>kubectl create namespace.</summary>
internal sealed class CreateNamespaceVerb : CreateSubverb
{
    /// <inheritdoc/>
    public override string Name => "create namespace";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["ns"];

    /// <inheritdoc/>
    public override string? Summary => "Create a namespace";

    /// <inheritdoc/>
    protected override KubernetesObject Make(Invocation run, string name) =>
        New("v1", "Namespace", name, null, ("spec", ApiMap.Empty), ("status", ApiMap.Empty));
}
