using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Workloads;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Rollouts;

/// <summary>Decides how many pods each ReplicaSet of a Deployment has next (kubernetes, pkg/controller/deployment, rolling.go, recreate.go and
/// sync.go).</summary>
/// <param name="current">That of the template as it is now; null while the Deployment is paused and has none.</param>
internal sealed class Rollout(KubernetesObject deployment, KubernetesObject? current, List<KubernetesObject> old, ApiRequest request)
{
    public const string Component = "deployment-controller";
    private readonly RollingLimits _limits = RollingLimits.Of(deployment.Content.Map("spec"));
    private readonly long _wanted = deployment.Content.Number("spec", "replicas") ?? 1;

    /// <summary>The size of a new ReplicaSet.</summary>
    public static long FirstReplicas(KubernetesObject deployment, List<KubernetesObject> old)
    {
        long wanted = deployment.Content.Number("spec", "replicas") ?? 1;
        if (deployment.Content.Text("spec", "strategy", "type") == "Recreate") return old.Any(s => Size(s) > 0 || Pods(s) > 0) ? 0 : wanted;
        return Math.Clamp(wanted + RollingLimits.Of(deployment.Content.Map("spec")).Surge - old.Sum(Size), 0, wanted);
    }

    /// <summary>The next step of the rollout, or of scaling.</summary>
    public ControlPlane Step(ControlPlane cluster)
    {
        if (deployment.Content.Text("spec", "strategy", "type") == "Recreate") return Recreate(cluster);
        if (IsScaling()) return Scale(cluster);
        long room = _wanted + _limits.Surge - old.Append(current!).Sum(Size);
        long size = Size(current!);
        if (size > _wanted) return Resize(cluster, current!, _wanted);
        return size < _wanted && room > 0 ? Resize(cluster, current!, Math.Min(_wanted, size + room)) : ScaleDownOld(cluster);
    }

    /// <summary>More or fewer pods without a new template: the one active ReplicaSet is resized; of several each in proportion.</summary>
    public ControlPlane Scale(ControlPlane cluster)
    {
        KubernetesObject[] active = [.. old.Append(current).OfType<KubernetesObject>().Where(s => Size(s) > 0)];
        if (active.Length <= 1) return (active.FirstOrDefault() ?? current) is { } only ? Resize(cluster, only, _wanted) : cluster;
        long most = _wanted > 0 ? _wanted + _limits.Surge : 0, left = most - active.Sum(Size);
        foreach (KubernetesObject set in active.OrderByDescending(Size).ThenByDescending(s => s.Key == current?.Key))
        {
            long before = long.TryParse(set.Annotations.Text("deployment.kubernetes.io/max-replicas"), out long max) && max > 0 ? max : _wanted;
            long share = (long)Math.Round((decimal)Size(set) * most / before, MidpointRounding.AwayFromZero) - Size(set);
            share = left > 0 ? Math.Clamp(share, 0, left) : Math.Clamp(share, left, 0);
            left -= share;
            cluster = Resize(cluster, set, Size(set) + share);
        }

        return cluster;
    }

    private ControlPlane Recreate(ControlPlane cluster)
    {
        if (old.Any(s => Size(s) > 0))
        {
            foreach (KubernetesObject set in old) cluster = Resize(cluster, set, 0);
            return cluster;
        }

        return old.Any(s => Pods(s) > 0) ? cluster : Resize(cluster, current!, _wanted);
    }

    private bool IsScaling()
    {
        string wanted = _wanted.ToString(CultureInfo.InvariantCulture);
        return old.Append(current!).Any(s => Size(s) > 0 && s.Annotations.Text("deployment.kubernetes.io/desired-replicas") is { } desired
            && desired != wanted);
    }

    // First what is not ready, then as many as may be missing.
    private ControlPlane ScaleDownOld(ControlPlane cluster)
    {
        long total = old.Append(current!).Sum(Size), least = _wanted - _limits.Unavailable;
        long unavailableNew = Size(current!) - Available(current!), spare = total - least - unavailableNew;
        if (old.Sum(Size) == 0 || spare <= 0) return cluster;
        Dictionary<KubernetesObject, long> sizes = old.ToDictionary(s => s, Size);
        foreach (KubernetesObject set in old.OrderBy(RevisionHistory.Of))
        {
            long sick = Math.Min(spare, Math.Max(0, Size(set) - Available(set)));
            sizes[set] -= sick;
            spare -= sick;
        }

        long available = old.Append(current!).Sum(Available) - least;
        foreach (KubernetesObject set in old.OrderBy(RevisionHistory.Of))
        {
            long fewer = Math.Clamp(available, 0, sizes[set]);
            available -= fewer;
            cluster = Resize(cluster, set, sizes[set] - fewer);
        }

        return cluster;
    }

    private ControlPlane Resize(ControlPlane cluster, KubernetesObject set, long size)
    {
        KubernetesObject there = cluster.Objects.Find(set.Key)!;
        long before = Size(there);
        KubernetesObject resized = there.With(["metadata", "annotations"], RevisionHistory.Sizes(there.Annotations, deployment));
        if (before == size) return cluster.With(resized);
        resized = resized.With(["spec", "replicas"], size).With(["metadata", "generation"], (there.Content.Number("metadata", "generation") ?? 1) + 1);
        string message = string.Create(CultureInfo.InvariantCulture,
            $"Scaled {(size > before ? "up" : "down")} replica set {set.Name} to {size} from {before}");
        return cluster.With(resized).Did(deployment, Component, "ScalingReplicaSet", message, request);
    }

    private static long Size(KubernetesObject set) => set.Content.Number("spec", "replicas") ?? 0;

    private static long Pods(KubernetesObject set) => set.Content.Number("status", "replicas") ?? 0;

    private static long Available(KubernetesObject set) => set.Content.Number("status", "availableReplicas") ?? 0;
}
