using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni;

/// <summary>What makes a node's ports lead to pods: a manifest's hostPort.</summary>
public interface IHostPorts
{
    /// <summary>After CNI ADD, in the node's namespace.</summary>
    /// <param name="pod">It has host ports.</param>
    /// <param name="sandbox">The container id that plugins are given.</param>
    /// <param name="addresses">What the pod has, one of each family.</param>
    void Add(NamespaceBuilder node, PlannedPod pod, string sandbox, ValueList<InterfaceAddress> addresses);

    /// <summary>At CNI DEL.</summary>
    void Delete(NamespaceBuilder node, PlannedPod pod, string sandbox);
}
