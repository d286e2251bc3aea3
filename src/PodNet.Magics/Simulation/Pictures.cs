using PodNet.Engine.Tracing;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>Draws.</summary>
public static class Pictures
{
    /// <summary>The cluster.</summary>
    public static Picture Topology(Cluster cluster, PictureStyle style) =>
        new("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "A cluster.", string.Join('\n', cluster.Topology.Pods.Select(p => $"{p.DisplayName} {p.Address}")));

    /// <summary>A packet's way.</summary>
    public static Picture Trace(Cluster cluster, TraceResult result, PictureStyle style, bool all, bool reply) =>
        new("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "A trace.", result.Exchange.Outcome.ToString());

    /// <summary>A pod's layers.</summary>
    public static Picture Stack(Cluster cluster, ClusterPod pod, PictureStyle style) =>
        new("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "A stack.", pod.DisplayName);
}
