using PodNet.Kubernetes.Api;

namespace PodNet.Kubectl.Resources;

/// <summary>The pod that "web", "pod/web", "deploy/api" or "svc/web" stands for in exec, logs and port-forward.</summary>
internal static class PodReference
{
    /// <summary>All pods that are meant, in order of their names; the first is the one to use.</summary>
    /// <exception cref="KubectlException">The word cannot be read, or stands for something without pods.</exception>
    /// <exception cref="ApiException">There is no such object.</exception>
    public static IReadOnlyList<KubernetesObject> Find(Invocation run, string written)
    {
        string[] arguments = written.Contains('/', StringComparison.Ordinal) ? [written] : ["pod", written];
        Selection selection = (ResourceQuery.Of(run, arguments) with { Labels = null, Fields = null, SelectAll = false }).Find(run.Objects);
        AggregateKubectlException.ThrowIfAny(selection.Errors);
        KubernetesObject found = selection.Objects.First();
        if (found.Kind.Kind == "Pod") return [found];
        string query = found.Kind.Kind switch
        {
            "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" or "Job" => Selectors.Query(found.Content.Map("spec", "selector")),
            "Service" => string.Join(',', found.Content.Map("spec", "selector").Fields.Select(f => $"{f.Key}={f.Value}")),
            _ => throw new KubectlException($"cannot attach to *unstructured.Unstructured: no pods belong to a {found.Kind.Kind}"),
        };
        if (query.Length == 0) throw new KubectlException($"invalid service '{found.Name}': Service is defined without a selector");
        KubernetesObject[] pods = [.. ApiServer.List(run.Objects, ResourceQuery.KindOf("pods"), run.Namespace, query).Where(p =>
            !p.Content.Map("metadata").Has("deletionTimestamp"))];
        return pods.Length > 0 ? pods : throw new KubectlException("timed out waiting for the condition");
    }

    /// <summary>The container meant where none is named; several are noted.</summary>
    public static string DefaultContainer(Invocation run, KubernetesObject pod, bool quiet = false)
    {
        string[] names = [.. pod.Content.Maps("spec", "containers").Select(c => c.Text("name") ?? "")];
        if (pod.Annotations.Text("kubectl.kubernetes.io/default-container") is { } chosen && names.Contains(chosen)) return chosen;
        string[] all = [.. names, .. pod.Content.Maps("spec", "initContainers").Select(c => c.Text("name") + " (init)")];
        if (all.Length > 1 && !quiet) run.Note($"Defaulted container {GoText.Quote(names[0])} out of: {string.Join(", ", all)}");
        return names.FirstOrDefault() ?? "";
    }

    /// <summary>Whether a pod has a container of that name.</summary>
    public static bool HasContainer(KubernetesObject pod, string name) =>
        pod.Content.Maps("spec", "containers").Concat(pod.Content.Maps("spec", "initContainers")).Any(c => c.Text("name") == name);

    /// <summary>The status of a container, or null.</summary>
    public static ApiMap? StatusOf(KubernetesObject pod, string container) =>
        pod.Content.Maps("status", "containerStatuses").Concat(pod.Content.Maps("status", "initContainerStatuses")).FirstOrDefault(s =>
            s.Text("name") == container);
}
