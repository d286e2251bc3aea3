using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Services;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>The pod network of a compiled cluster as kubelets use it: CNI ADD and DEL change the kernels of the pod's node and make or take
/// away the pod's own.</summary>
/// <param name="Cluster">The cluster as it is now.</param>
public sealed record ClusterPodNetwork(Cluster Cluster) : IPodNetwork
{
    private ClusterPlan Plan => Compiler.Plan;

    private ClusterCompiler Compiler => (ClusterCompiler)Cluster.Compiler;

    /// <inheritdoc/>
    public (IPodNetwork Network, ValueList<IpAddress> Addresses) Add(PodSpec pod)
    {
        try
        {
            ClusterPodNetwork network = new(Cluster.WithPod(pod));
            return (network, network.Plan.Pod(PlannedPod.IdOf(pod.Namespace, pod.Name))!.Addresses);
        }
        catch (ClusterFileException e)
        {
            string reason = e.Problems[0].Message, lead = $"pod {pod.Namespace}/{pod.Name}: ";
            if (reason.StartsWith(lead, StringComparison.Ordinal)) reason = reason[lead.Length..];
            bool isExhausted = reason.StartsWith("no IP addresses available", StringComparison.Ordinal);
            throw new PodNetworkException(
                $"plugin type=\"{Plan.Cni.Name ?? "flannel"}\" failed (add): {(isExhausted ? "failed to allocate for range 0: " : "")}{reason}");
        }
    }

    /// <inheritdoc/>
    public IPodNetwork Delete(string @namespace, string name)
    {
        NamespaceId id = PlannedPod.IdOf(@namespace, name);
        // The id of "a.b" in "default" is that of "b" in "a".
        bool isThere = Plan.Pod(id) is { } pod && pod.Namespace == @namespace && pod.Name == name;
        return isThere ? new ClusterPodNetwork(Cluster.WithoutPod(id)) : this;
    }

    /// <inheritdoc/>
    public IPodNetwork WithServices(ServiceTables services) => new ClusterPodNetwork(Cluster.WithServices(services));

    /// <summary>What the API says of a cluster that has just come up, with this network below.</summary>
    /// <param name="started">When everything in it was created.</param>
    public static ControlPlane ControlPlaneOf(Cluster cluster, DateTimeOffset started)
    {
        ClusterPodNetwork network = new(cluster);
        return new(PodNet.Kubernetes.Objects.ClusterObjects.Of(network.Plan, started), network);
    }
}
