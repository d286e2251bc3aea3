using PodNet.Kubernetes.Services;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers;

/// <summary>What kubelets and service proxies need of the network below: CNI ADD and DEL, and the Services to serve. Immutable: each call gives the network as it is afterwards.</summary>
public interface IPodNetwork
{
    /// <summary>Gives a pod its network namespace, interface and address (CNI ADD).</summary>
    /// <exception cref="PodNetworkException">The node or its CNI refuses; the message is what the kubelet puts into the event.</exception>
    (IPodNetwork Network, ValueList<IpAddress> Addresses) Add(PodSpec pod);

    /// <summary>Takes a pod's network away (CNI DEL). Nothing happens when it has none.</summary>
    IPodNetwork Delete(string @namespace, string name);

    /// <summary>Tells the service proxies of all nodes what Services and endpoints there are (a sync of kube-proxy). Called when the controllers have
    /// settled; a network without a service proxy takes no notice.</summary>
    /// <param name="services">Parts that did not change since the last call are the same instances.</param>
    IPodNetwork WithServices(ServiceTables services) => this;
}

/// <summary>A pod's network could not be set up.</summary>
public sealed class PodNetworkException(string message) : Exception(message);
