using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Model.Collections;

namespace PodNet.Kubectl;

/// <summary>kubectl 1.32 as a function: arguments in, texts and the changed cluster out.</summary>
public static class KubectlCommand
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">What stands after "kubectl", as a shell cut it.</param>
    public static KubectlResult Run(ValueList<string> arguments, KubectlContext context)
    {
        string verb = arguments.Count == 0 ? "" : arguments[0];
        return new(context.Cluster, context.Runtime, "", $"error: unknown command \"{verb}\" for \"kubectl\"\n", 1);
    }
}

/// <summary>What a command works on.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Runtime">Where exec and logs go.</param>
/// <param name="Request">Time and seed.</param>
public sealed record KubectlContext(ControlPlane Cluster, IContainerRuntime Runtime, ApiRequest Request)
{
    /// <summary>The text of a file that -f names, or null when there is none.</summary>
    public Func<string, string?> ReadFile { get; init; } = static _ => null;

    /// <summary>What <c>-f -</c> reads; in a notebook the manifest in the cell.</summary>
    public string? StandardInput { get; init; }
}

/// <summary>What a command printed and did.</summary>
public sealed record KubectlResult(ControlPlane Cluster, IContainerRuntime Runtime, string Out, string Error, int ExitCode);

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
