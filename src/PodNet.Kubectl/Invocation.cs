using System.Globalization;
using System.Text;
using PodNet.Kubectl.Flags;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;

namespace PodNet.Kubectl;

/// <summary>One command while it runs: what it was given, what it has printed, and the cluster as it has made it so far.</summary>
internal sealed class Invocation(KubectlContext context, string command, FlagSet flags)
{
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    /// <summary>"kubectl get", as usage messages name it.</summary>
    public string Command { get; } = command;

    public FlagSet Flags { get; } = flags;

    public IReadOnlyList<string> Arguments => Flags.Arguments;

    public ControlPlane Cluster { get; set; } = context.Cluster;

    public ObjectStore Objects => Cluster.Objects;

    public IContainerRuntime Runtime { get; set; } = context.Runtime;

    public ApiRequest Request => context.Request;

    public DateTimeOffset Now => context.Request.Now;

    public int ExitCode { get; set; }

    /// <summary>The namespace that -n names, or "default".</summary>
    public string Namespace => Flags.Text("namespace") is { Length: > 0 } given ? given : "default";

    /// <summary>Whether -n was given.</summary>
    public bool HasNamespace => Flags.Text("namespace") is { Length: > 0 };

    public KubectlContext Context => context;

    /// <summary>Prints to standard output, as it is.</summary>
    public void Print(string text) => _out.Append(text);

    /// <summary>Prints a line to standard output.</summary>
    public void Line(FormattableString line) => _out.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Prints a line to standard error.</summary>
    public void Note(string line) => _error.Append(line).Append('\n');

    /// <summary>Prints to standard error, as it is.</summary>
    public void PrintError(string text) => _error.Append(text);

    /// <summary>A mistake in how this command was written.</summary>
    public KubectlException Usage(string message) => KubectlException.Usage(Command, message);

    /// <summary>Sends a new object to the server, without the version it had where it was exported from (cli-runtime, pkg/resource/helper.go).</summary>
    /// <exception cref="ApiException">The server refuses it.</exception>
    public KubernetesObject Create(KubernetesObject created)
    {
        created = created.With(["metadata", "resourceVersion"], null);
        (ObjectStore objects, KubernetesObject stored) = ApiServer.Create(Objects, created, Request);
        Cluster = Cluster with { Objects = objects };
        return stored;
    }

    /// <summary>Sends a changed object to the server.</summary>
    /// <exception cref="ApiException">The server refuses it.</exception>
    public KubernetesObject Update(KubernetesObject updated)
    {
        (ObjectStore objects, KubernetesObject stored) = ApiServer.Update(Objects, updated, Request);
        Cluster = Cluster with { Objects = objects };
        return stored;
    }

    /// <summary>Asks the server to delete an object.</summary>
    /// <exception cref="ApiException">The server refuses.</exception>
    /// <param name="gracePeriod">In seconds; -1: as the object has it.</param>
    public void Delete(ObjectKey key, Propagation propagation, long gracePeriod) =>
        Cluster = Cluster with { Objects = ApiServer.Delete(Objects, key, Request, propagation, gracePeriod < 0 ? null : gracePeriod) };

    /// <summary>Lets controllers and kubelets do their work.</summary>
    public void Settle() => Cluster = Cluster.Settled(Request);

    /// <summary>Lets controllers and kubelets do their work, and waits until pods that were deleted are gone. No simulated time passes: their containers
    /// are not given the time they would take.</summary>
    public void SettleWithout(IEnumerable<ObjectKey> deleted)
    {
        Settle();
        ObjectKey[] left = [.. deleted.Where(k => k.Kind is PodKind && Objects.Find(k)?.Content.At("metadata", "deletionTimestamp") is not null)];
        if (left.Length == 0) return;
        foreach (ObjectKey key in left) Delete(key, Propagation.Background, 0);
        Settle();
    }

    /// <summary>What came of it.</summary>
    public KubectlResult Result() => new(Cluster, Runtime, _out.ToString(), _error.ToString(), ExitCode);
}
