using System.Text.RegularExpressions;
using PodNet.Kubernetes.Api;

namespace PodNet.Kubernetes.Images;

/// <summary>The names of images, as container runtimes write them out (distribution/reference).</summary>
public static partial class ImageNames
{
    /// <summary>Null, or why a text is no image's name.</summary>
    public static string? Problem(string image)
    {
        if (Reference().IsMatch(image)) return null;
        return Reference().IsMatch(image.ToLowerInvariant()) ? "invalid reference format: repository name must be lowercase" : "invalid reference format";
    }

    /// <summary>With registry, repository and tag: "docker.io/library/nginx:latest" for "nginx".</summary>
    public static string Full(string image)
    {
        string name = WithRegistry(image);
        return HasTag(name) || name.Contains('@', StringComparison.Ordinal) ? name : name + ":latest";
    }

    /// <summary>The image itself: its name and a digest that follows from it.</summary>
    public static string Id(string image) => image.Contains('@', StringComparison.Ordinal)
        ? WithRegistry(image)
        : $"{WithRegistry(image)}@sha256:{Identifiers.Digest(0, "image", Full(image))}";

    private static string WithRegistry(string image)
    {
        int slash = image.IndexOf('/', StringComparison.Ordinal);
        string first = slash < 0 ? "" : image[..slash];
        if (first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost") return image;
        return slash < 0 ? $"docker.io/library/{image}" : $"docker.io/{image}";
    }

    private static bool HasTag(string image) => image[(image.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal);

    [GeneratedRegex(
        @"^([a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
        + @"(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[a-z0-9]+:[0-9a-fA-F]{32,})?$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
