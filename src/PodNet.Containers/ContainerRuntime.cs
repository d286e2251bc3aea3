using PodNet.Containers.Programs;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubectl;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Containers;

/// <summary>The containers of a simulated cluster: programs run in them send packets through the simulated kernels. Immutable.</summary>
/// <param name="Cluster">The pods' network.</param>
/// <param name="Kernel">What the kernels learned so far.</param>
/// <param name="Clock">The simulated clock: programs take their time.</param>
/// <param name="Seed">Decides random picks such as ports.</param>
public sealed record ContainerRuntime(Cluster Cluster, KernelState Kernel, SimulatedTime Clock, ulong Seed) : IContainerRuntime
{
    /// <summary>What servers wrote about their clients.</summary>
    public ContainerLogs Written { get; init; } = ContainerLogs.Empty;

    /// <summary>The newest exchange of packets, or null.</summary>
    public Exchange? LastExchange { get; init; }

    /// <inheritdoc/>
    public ExecResult Exec(KubernetesObject pod, string container, ValueList<string> argv, ApiRequest request)
    {
        if (Cluster.Topology.Pod(PlannedPod.IdOf(pod.Namespace, pod.Name)) is not { } place)
            return new(this, "", "", 1, "cannot enter the container: the pod has no network namespace");
        ContainerProcess process = new(this, pod, place, place.Containers.FirstOrDefault(c => c.Name == container) ?? place.Containers[0]);
        int exitCode = process.Run(argv);
        return new(process.Runtime, process.Out.ToString(), process.Error.ToString(), exitCode, process.StartError);
    }

    /// <inheritdoc/>
    public ValueList<string> Logs(KubernetesObject pod, string container) => Written.Of(pod.Namespace, pod.Name, container);

    /// <summary>Sends a probe's packets, and lets time pass until its end.</summary>
    public (ContainerRuntime Runtime, Exchange Exchange) Trace(NamespaceId from, Probe probe)
    {
        TraceResult result = PacketTracer.Trace(Cluster, Kernel, from, probe, new(Clock, Seed));
        return (this with { Kernel = result.After, Clock = result.Exchange.End, LastExchange = result.Exchange }, result.Exchange);
    }
}
