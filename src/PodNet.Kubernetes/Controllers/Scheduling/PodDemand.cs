using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Scheduling;

/// <summary>What a pod asks of a node.</summary>
/// <param name="Cpu">Requested CPU in thousandths.</param>
/// <param name="Memory">Requested memory in bytes.</param>
internal sealed record PodDemand(ApiMap Spec, decimal Cpu, decimal Memory)
{
    // What a pod that requests nothing counts for when nodes are compared (schedutil.DefaultMilliCPURequest, DefaultMemoryRequest).
    private const decimal AssumedCpu = 100;
    private const decimal AssumedMemory = 200 * 1024 * 1024;

    /// <summary>The CPU that counts for comparing nodes.</summary>
    public decimal ScoredCpu { get; init; } = AssumedCpu;

    /// <summary>The memory that counts for comparing nodes.</summary>
    public decimal ScoredMemory { get; init; } = AssumedMemory;

    /// <summary>The host ports it wants.</summary>
    public ValueList<HostPort> HostPorts { get; init; }

    /// <summary>A pod of which nothing is known but that it is there.</summary>
    public static PodDemand Unknown { get; } = new(ApiMap.Empty, 0, 0);

    /// <summary>The demand of a pod: the sum over its containers, at least the largest init container's.</summary>
    public static PodDemand Of(ApiMap pod)
    {
        ApiMap spec = pod.Map("spec");
        ApiMap[] containers = [.. spec.Maps("containers")], inits = [.. spec.Maps("initContainers")];
        return new(spec, Total("cpu", 0), Total("memory", 0) / 1000)
        {
            ScoredCpu = Total("cpu", AssumedCpu),
            ScoredMemory = Total("memory", AssumedMemory * 1000) / 1000,
            HostPorts = containers.SelectMany(c => c.Maps("ports")).Select(HostPort.Of).OfType<HostPort>().ToValueList(),
        };

        decimal Total(string resource, decimal assumed)
        {
            decimal Request(ApiMap c) => c.At("resources", "requests", resource) is { } r ? ResourceQuantity.Of(r).Thousandths : assumed;
            return Math.Max(containers.Sum(Request), inits.Select(Request).DefaultIfEmpty().Max());
        }
    }
}
