using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Check;

/// <summary>A cluster in which no container runs, as where the sessions were recorded: nothing prints anything, and nothing can be run.</summary>
internal sealed class NoContainers : IContainerRuntime
{
    /// <inheritdoc/>
    public ExecResult Exec(KubernetesObject pod, string container, ValueList<string> argv, ApiRequest request) =>
        new(this, "", "", 0, "no container runs in a check");

    /// <inheritdoc/>
    public ValueList<string> Logs(KubernetesObject pod, string container) => [];
}
