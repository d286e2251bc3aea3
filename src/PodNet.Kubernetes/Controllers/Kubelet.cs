using System.Collections.Immutable;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers.Containers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers;

/// <summary>The kubelets of all nodes: pods that have a node get a network and containers, pods that are being deleted lose them (kubernetes,
/// pkg/kubelet). What containers do follows from their images, commands and the time that passed: <see cref="ContainerProgram"/>.</summary>
internal static class Kubelet
{
    private const string Component = "kubelet";

    public static ControlPlane Sync(ControlPlane cluster, ApiRequest request)
    {
        Queue? queue = cluster.Objects.Cache<Queue>();
        ObjectStore seen = cluster.Objects.WithoutCaches;
        List<ObjectKey> pending = [];
        foreach (KubernetesObject pod in WorkQueue.Of(queue, cluster.Objects, ResourceKinds.Of<PodKind>(), ResourceKinds.Of<NodeKind>()))
        {
            if (pod.Content.At("metadata", "deletionTimestamp") is not null) cluster = Remove(cluster, pod, request);
            else if (NodeOf(cluster, pod) is { } node && pod.Content.Text("status", "phase") is not ("Succeeded" or "Failed"))
                cluster = Run(cluster, pod, node, request);
            if (!IsSteady(cluster.Objects.Find(pod.Key), pod, request)) pending.Add(pod.Key);
        }

        return cluster with { Objects = cluster.Objects.WithCache(new Queue(seen, [.. pending])) };
    }

    // A pod that stays as it is however much time passes need not be looked at before somebody changes it.
    private static bool IsSteady(KubernetesObject? now, KubernetesObject before, ApiRequest request)
    {
        if (now is null || !ReferenceEquals(now, before) || now.Content.At("metadata", "deletionTimestamp") is not null) return now is null;
        if (now.Content.Text("spec", "nodeName") is null || now.Content.Text("status", "phase") is "Succeeded" or "Failed") return true;
        return now.Content.Text("status", "podIP") is not null
            && new PodStatusWriter(now, request with { Now = request.Now.AddYears(100) }).Status() == now.Content.Map("status");
    }

    private static KubernetesObject? NodeOf(ControlPlane cluster, KubernetesObject pod) => pod.Content.Text("spec", "nodeName") is { } name
        ? cluster.Objects.Find(ResourceKinds.Of<NodeKind>(), "", name)
        : null;

    // Containers end at once on SIGTERM; before it comes what preStop hooks wait, within the grace period. Until then the pod runs as it did.
    private static ControlPlane Remove(ControlPlane cluster, KubernetesObject pod, ApiRequest request)
    {
        if (request.Now < Termination.EndOf(pod)) return cluster with { Objects = cluster.Objects.WithCache(Termination.Until(cluster.Objects, pod)) };
        ControlPlane released = cluster with { Network = cluster.Network.Delete(pod.Namespace, pod.Name) };
        return pod.Content.List("metadata", "finalizers").Count > 0 ? released : released with { Objects = released.Objects.Without(pod.Key) };
    }

    private static ControlPlane Run(ControlPlane cluster, KubernetesObject pod, KubernetesObject node, ApiRequest request)
    {
        string? hostIp = node.Content.Maps("status", "addresses").FirstOrDefault(a => a.Text("type") == "InternalIP")?.Text("address");
        if (pod.Content.Text("status", "podIP") is not null) return Observe(cluster, pod, request);
        ApiMap status = pod.Content.Map("status")
            .With("hostIP", hostIp is null ? null : new ApiText(hostIp)).OrDefault("startTime", request.Now.Rfc3339());
        if (pod.Content.Flag("spec", "hostNetwork")) return Observe(cluster, pod.With(["status"], WithAddresses(status, [hostIp ?? ""])), request);
        try
        {
            (IPodNetwork network, ValueList<IpAddress> addresses) = cluster.Network.Add(PodNetworkSpec.Of(pod));
            return Observe(cluster with { Network = network }, pod.With(["status"], WithAddresses(status, addresses.Select(a => a.ToString()))), request);
        }
        catch (PodNetworkException e)
        {
            return WaitForSandbox(cluster, pod.With(["status"], status), node, e.Message, request);
        }
    }

    private static ApiMap WithAddresses(ApiMap status, IEnumerable<string> addresses) =>
        status.With("podIP", addresses.First()).With("podIPs", ApiList.Of(addresses.Select(a => ApiMap.Of(("ip", a)))));

    private static ControlPlane WaitForSandbox(ControlPlane cluster, KubernetesObject pod, KubernetesObject node, string message, ApiRequest request)
    {
        KubernetesObject waiting = pod.With(["status"], PodStatusWriter.Waiting(pod, request.Now));
        string id = Identifiers.Digest(request.Seed, "sandbox", pod.Uid);
        return cluster.With(waiting).Warns(waiting, Component, "FailedCreatePodSandBox",
            $"Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox \"{id}\": {message}", request, node.Name);
    }

    private static ControlPlane Observe(ControlPlane cluster, KubernetesObject pod, ApiRequest request)
    {
        PodStatusWriter writer = new(pod, request);
        KubernetesObject observed = pod.With(["status"], writer.Status());
        cluster = cluster.With(observed);
        string? node = pod.Content.Text("spec", "nodeName");
        foreach (ContainerProblem problem in writer.Problems)
            cluster = cluster.Warns(observed, Component, problem.Reason, problem.Message, request, node, $"spec.containers{{{problem.Container}}}");
        bool isOver = observed.Content.Text("status", "phase") is "Succeeded" or "Failed";
        return isOver ? cluster with { Network = cluster.Network.Delete(pod.Namespace, pod.Name) } : cluster;
    }

    private sealed record Queue(ObjectStore Seen, ImmutableSortedSet<ObjectKey> Pending) : WorkQueue(Seen, Pending);
}
