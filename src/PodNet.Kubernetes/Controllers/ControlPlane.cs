using System.Collections.Immutable;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers.Endpoints;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers;

/// <summary>A cluster as its API sees it: the objects, and the network that kubelets set pods up in. Immutable.</summary>
public sealed record ControlPlane(ObjectStore Objects, IPodNetwork Network)
{
    // A rollout of 150,000 pods one at a time ends; a controller that changes its mind for ever must not hang the notebook.
    private const int MostRounds = 200_000;

    private static readonly Controller[] Controllers =
    [
        NamespaceController.Sync, GarbageCollector.Sync, DeploymentController.Sync, ReplicaSetController.Sync, Scheduler.Sync, LoadBalancerController.Sync, EndpointController.Sync, Kubelet.Sync,
    ];

    /// <summary>The events' names by what they say of which object: the same thing again is counted (the cache of client-go's recorder).</summary>
    internal ImmutableDictionary<string, string> EventNames { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>One look of a controller at the cluster, and what it does about what it sees.</summary>
    private delegate ControlPlane Controller(ControlPlane cluster, ApiRequest request);

    /// <summary>The state after every controller, the scheduler and the kubelets did all they have to do: until nothing changes.</summary>
    public ControlPlane Settled(ApiRequest request)
    {
        ControlPlane cluster = this;
        for (int round = 0; round < MostRounds; round++)
        {
            long version = cluster.Objects.Version;
            foreach (Controller sync in Controllers) cluster = sync(cluster, request);
            if (cluster.Objects.Version == version) break;
        }

        return cluster.Proxied();
    }

    /// <summary>The state at a time: where pods that were being deleted have ended since, the controllers see to it.</summary>
    public ControlPlane At(ApiRequest request) => Objects.Cache<Termination>() is { } pending && pending.At <= request.Now
        ? (this with { Objects = Objects.WithoutCache<Termination>() }).Settled(request) : this;

    /// <summary>The objects of a cluster that has just come up, with the endpoints and addresses of its Services.</summary>
    internal static ObjectStore WithEndpoints(ObjectStore objects, ApiRequest request)
    {
        ControlPlane cluster = new(objects, new NoNetwork());
        return EndpointController.Sync(LoadBalancerController.Sync(cluster, request), request).Objects;
    }

    /// <summary>The state after the service proxies of the nodes took note of the Services and endpoints there are.</summary>
    public ControlPlane Proxied()
    {
        ServiceTables services = (Objects.Cache<ServiceTables>() ?? ServiceTables.Empty).Update(Objects);
        return this with { Objects = Objects.WithCache(services), Network = Network.WithServices(services) };
    }

    /// <summary>The cluster with an object as it is now; equal content is no change.</summary>
    internal ControlPlane With(KubernetesObject changed) =>
        Objects.Find(changed.Key) is { } there && there.Content == changed.Content ? this : this with { Objects = Objects.With(changed) };

    /// <summary>The cluster with one value of an object changed.</summary>
    internal ControlPlane With(KubernetesObject changed, string field, ApiValue? value) => With(changed.With([field], value));

    // Kubelets are not asked for anything.
    private sealed record NoNetwork : IPodNetwork
    {
        public (IPodNetwork Network, ValueList<IpAddress> Addresses) Add(PodSpec pod) => throw new PodNetworkException("there is no network");

        public IPodNetwork Delete(string @namespace, string name) => this;
    }
}
