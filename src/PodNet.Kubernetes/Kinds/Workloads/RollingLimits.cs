using System.Globalization;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Workloads;

/// <summary>How many pods a rolling update may have too many and too few (kubernetes, pkg/controller/deployment/util, ResolveFenceposts).</summary>
/// <param name="Surge">Pods above the wanted number.</param>
/// <param name="Unavailable">Pods below it that are not available.</param>
internal sealed record RollingLimits(long Surge, long Unavailable)
{
    /// <summary>The limits of a deployment's spec.</summary>
    public static RollingLimits Of(ApiMap spec)
    {
        long replicas = spec.Number("replicas") ?? 1;
        if (spec.Text("strategy", "type") == "Recreate") return new(0, replicas);
        long surge = Resolve(spec.At("strategy", "rollingUpdate", "maxSurge"), replicas, up: true);
        long unavailable = Resolve(spec.At("strategy", "rollingUpdate", "maxUnavailable"), replicas, up: false);
        // Neither would be a rollout that never moves: a percentage of few pods may come to nothing.
        return new(surge, Math.Min(replicas, surge == 0 && unavailable == 0 ? 1 : unavailable));
    }

    /// <summary>A number, or a percentage of <paramref name="total"/>.</summary>
    public static long Resolve(ApiValue? value, long total, bool up) => value switch
    {
        ApiNumber number => number.Number,
        ApiText text when Percent(text.Text) is { } percent => ((percent * total) + (up ? 99 : 0)) / 100,
        _ => 0,
    };

    /// <summary>25 for "25%", or null.</summary>
    public static long? Percent(string text) =>
        text.EndsWith('%') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int percent) ? percent : null;
}
