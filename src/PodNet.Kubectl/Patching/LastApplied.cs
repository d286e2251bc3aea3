using PodNet.Kubectl.Output;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubectl.Patching;

/// <summary>The annotation in which <c>kubectl apply</c> remembers what it applied.</summary>
internal static class LastApplied
{
    /// <summary>Its name.</summary>
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>A manifest with the annotation that holds the manifest itself.</summary>
    public static ApiMap Annotated(ApiMap manifest)
    {
        ApiMap annotations = manifest.Map("metadata", "annotations").Without(Annotation);
        ApiMap plain = manifest.WithAt(["metadata", "annotations"], annotations);
        return plain.WithAt(["metadata", "annotations"], annotations.With(Annotation, JsonWriter.Compact(plain) + "\n"));
    }

    /// <summary>What an object's annotation holds; null where it has none.</summary>
    public static ApiMap? Of(KubernetesObject live)
    {
        if (live.Annotations.Text(Annotation) is not { } text) return null;
        try
        {
            return ManifestYaml.Read(text) is [var manifest, ..] ? manifest : ApiMap.Empty;
        }
        catch (ManifestException)
        {
            return ApiMap.Empty;
        }
    }

    /// <summary>A manifest as an object; the server reads it only when it is sent.</summary>
    /// <exception cref="ApiException">It has fields that its kind has not.</exception>
    public static KubernetesObject Decoded(Manifest manifest, ApiMap content, string? dryRun) =>
        dryRun == "client" ? new(manifest.Kind, content) : ApiServer.Decode(content);
}
