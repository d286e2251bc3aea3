using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubectl;

/// <summary>The containers of the cluster as kubectl exec and logs reach them. Immutable: each call gives the runtime as it is afterwards.</summary>
public interface IContainerRuntime
{
    /// <summary>Runs a program in a container.</summary>
    ExecResult Exec(KubernetesObject pod, string container, ValueList<string> argv, ApiRequest request);

    /// <summary>What the container printed so far, one line per entry.</summary>
    ValueList<string> Logs(KubernetesObject pod, string container);
}

/// <summary>What a program in a container printed, and how it ended.</summary>
/// <param name="Runtime">The containers afterwards: what the program sent left traces in kernels and logs.</param>
/// <param name="StartError">Why it could not be started at all ("executable file not found in $PATH"), or null.</param>
public sealed record ExecResult(IContainerRuntime Runtime, string Out, string Error, int ExitCode, string? StartError = null);
