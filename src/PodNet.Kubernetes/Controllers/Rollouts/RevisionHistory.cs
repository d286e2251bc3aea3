using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Workloads;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Rollouts;

/// <summary>Which ReplicaSet is which revision of a Deployment (kubernetes, pkg/controller/deployment/util).</summary>
public static class RevisionHistory
{
    internal const string HashLabel = "pod-template-hash";
    internal const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private const string HistoryAnnotation = "deployment.kubernetes.io/revision-history";
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Whether a ReplicaSet was made of the Deployment's template as it is now.</summary>
    internal static bool HasTemplate(KubernetesObject set, KubernetesObject deployment)
    {
        ApiMap template = set.Content.Map("spec", "template");
        return template.WithAt(["metadata", "labels", HashLabel], null) == deployment.Content.Map("spec", "template");
    }

    /// <summary>The revision that a Deployment or ReplicaSet is; 0 where it has none.</summary>
    public static long Of(KubernetesObject one) =>
        long.TryParse(one.Annotations.Text(RevisionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out long revision) ? revision : 0;

    /// <summary>The newest revision of some.</summary>
    internal static long Newest(IEnumerable<KubernetesObject> sets) => sets.Select(Of).DefaultIfEmpty().Max();

    /// <summary>The annotations of a ReplicaSet: the Deployment's and its revision.</summary>
    internal static ApiMap Annotations(KubernetesObject deployment, string revision) =>
        deployment.Annotations.Without(LastApplied).Without(HistoryAnnotation).With(RevisionAnnotation, revision);

    /// <summary>Makes the current ReplicaSet the newest revision (it may be an old one that came back) and writes it to the Deployment.</summary>
    internal static (ControlPlane Cluster, KubernetesObject Current) Advance(
        ControlPlane cluster, KubernetesObject deployment, KubernetesObject current, List<KubernetesObject> old)
    {
        ApiMap annotations = current.Annotations;
        long revision = Math.Max(Of(current), Newest(old) + 1);
        if (revision > Of(current))
        {
            string before = annotations.Text(RevisionAnnotation) ?? "", history = annotations.Text(HistoryAnnotation) ?? "";
            annotations = annotations.With(HistoryAnnotation, history.Length == 0 ? before : $"{history},{before}");
        }

        string written = revision.ToString(CultureInfo.InvariantCulture);
        foreach ((string name, ApiValue value) in Annotations(deployment, written).Fields) annotations = annotations.With(name, value);
        cluster = cluster.With(current.With(["metadata", "annotations"], annotations))
            .With(deployment.With(["metadata", "annotations", RevisionAnnotation], written));
        return (cluster, cluster.Objects.Find(current.Key)!);
    }

    /// <summary>Forgets the oldest ReplicaSets without pods beyond revisionHistoryLimit.</summary>
    internal static ControlPlane Prune(ControlPlane cluster, KubernetesObject deployment, List<KubernetesObject> old, ApiRequest request)
    {
        long limit = deployment.Content.Number("spec", "revisionHistoryLimit") ?? 10;
        KubernetesObject[] idle =
        [
            .. old.Select(s => cluster.Objects.Find(s.Key)).OfType<KubernetesObject>()
                .Where(s => s.Content.Number("spec", "replicas") == 0 && (s.Content.Number("status", "replicas") ?? 0) == 0),
        ];
        foreach (KubernetesObject set in idle.OrderBy(Of).Take((int)Math.Max(0, idle.Length - limit)))
            cluster = cluster with { Objects = ApiServer.Delete(cluster.Objects, set.Key, request) };
        return cluster;
    }

    /// <summary>The annotations that say how many pods were wanted when a ReplicaSet was last scaled.</summary>
    internal static ApiMap Sizes(ApiMap annotations, KubernetesObject deployment)
    {
        long replicas = deployment.Content.Number("spec", "replicas") ?? 1;
        long most = replicas + RollingLimits.Of(deployment.Content.Map("spec")).Surge;
        return annotations.With("deployment.kubernetes.io/desired-replicas", replicas.ToString(CultureInfo.InvariantCulture))
            .With("deployment.kubernetes.io/max-replicas", most.ToString(CultureInfo.InvariantCulture));
    }
}
