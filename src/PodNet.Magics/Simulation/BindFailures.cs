using System.Globalization;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>What containers that wanted a taken port say: the pod's network namespace has each port once.</summary>
internal static class BindFailures
{
    /// <summary>One line for each failed bind, in the words of bind(2)'s EADDRINUSE; empty when every container got its ports.</summary>
    public static string Of(ClusterTopology topology) => string.Join('\n',
        from pod in topology.Pods
        from container in pod.Containers
        from failure in container.BindFailures
        select Line(pod, container, failure));

    private static string Line(ClusterPod pod, PodContainer container, BindFailure failure) => string.Create(
        CultureInfo.InvariantCulture,
        $"pod {pod.DisplayName}, container {container.Name}: bind to {failure.Port.Protocol.ToString().ToLowerInvariant()} port {failure.Port.Port}: "
        + $"Address already in use ({failure.HeldBy} listens on it)");
}
