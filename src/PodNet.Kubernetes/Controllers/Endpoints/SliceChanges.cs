using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Endpoints;

/// <summary>What has to be done with slices.</summary>
internal sealed class SliceChanges
{
    public List<KubernetesObject> Create { get; } = [];

    public List<KubernetesObject> Update { get; } = [];

    public List<KubernetesObject> Delete { get; } = [];

    /// <summary>Does it: slices that would go become those that would be made, so that their names stay (reconciler.finalize).</summary>
    /// <exception cref="ApiException">The server refuses.</exception>
    public ObjectStore Apply(ObjectStore objects, KubernetesObject owner, ApiRequest request, string? trigger)
    {
        foreach (KubernetesObject doomed in Delete.ToList())
        {
            if (Create.Count == 0) break;
            KubernetesObject made = Create[^1];
            if (doomed.Content["addressType"] != made.Content["addressType"] || !doomed.IsControlledBy(owner)) continue;
            Create.RemoveAt(Create.Count - 1);
            Delete.Remove(doomed);
            Update.Add(doomed.With(made.Content.With("metadata", doomed.Content.Map("metadata").With("labels", made.Content.At("metadata", "labels")))));
        }

        foreach (KubernetesObject made in Create) objects = ApiServer.Create(objects, Stamped(made, trigger), request).Objects;
        foreach (KubernetesObject changed in Update) objects = ApiServer.Update(objects, Stamped(changed, trigger), request).Objects;
        foreach (KubernetesObject doomed in Delete) objects = ApiServer.Delete(objects, doomed.Key, request);
        return objects;
    }

    private static KubernetesObject Stamped(KubernetesObject slice, string? trigger) =>
        slice.With(["metadata", "annotations"], LastChange.Annotations(slice.Annotations, trigger));
}
