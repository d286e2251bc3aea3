using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;

namespace PodNet.Kubectl;

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

    /// <summary>Called before each command of a block with what it works on: time goes on, and the containers are those of the cluster as the
    /// command before left it.</summary>
    public Func<KubectlContext, KubectlContext> BeforeCommand { get; init; } = static context => context;

    /// <summary>Whether standard input counts as a terminal, as <c>-t</c> wants one.</summary>
    public bool IsTerminal { get; init; }
}

/// <summary>What a command printed and did.</summary>
public sealed record KubectlResult(ControlPlane Cluster, IContainerRuntime Runtime, string Out, string Error, int ExitCode);
