using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Validation;

namespace PodNet.Magics.Captures;

/// <summary>On which devices a capture is taken, in a person's words.</summary>
public static class CapturePlaces
{
    /// <summary>The parameter.</summary>
    public static MagicParameter Parameter { get; } =
        new("--at", "only on these devices, as client:eth0,node1:eth0; by default on every one", "DEVICE,...");

    /// <summary>The names.</summary>
    public static string[] Of(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Refuses a device that saw nothing.</summary>
    /// <exception cref="MagicException">There is one; the nearest that saw something is suggested.</exception>
    public static void Check(string? text, Exchange exchange)
    {
        string[] seen = [.. Sighting.All(exchange).Select(s => s.Interface).Distinct()];
        if (Of(text).FirstOrDefault(p => !seen.Contains(p)) is { } other)
            throw new MagicException($"no packet was seen at '{other}'{NearestName.Suggestion(other, seen)} (those that saw any: {string.Join(", ", seen.Take(16))})");
    }
}
