using System.Globalization;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers;

/// <summary>How long pods that are being deleted go on (kubernetes, pkg/kubelet, killPod).</summary>
/// <param name="At">When the first of them ends.</param>
internal sealed record Termination(DateTimeOffset At)
{
    /// <summary>When the last container of a pod that is being deleted ends: its preStop hook waits first, but no longer than the grace period.</summary>
    public static DateTimeOffset EndOf(KubernetesObject pod)
    {
        if (pod.Content.Time("metadata", "deletionTimestamp") is not { } last) return DateTimeOffset.MaxValue;
        double grace = pod.Content.Number("metadata", "deletionGracePeriodSeconds") ?? 0;
        double wait = pod.Content.Text("spec", "nodeName") is null || pod.Content.Text("status", "phase") is "Succeeded" or "Failed"
            ? 0 : pod.Content.Maps("spec", "containers").Select(c => PreStop(c.Map("lifecycle", "preStop"))).DefaultIfEmpty().Max();
        return last.AddSeconds(Math.Min(wait, grace) - grace);
    }

    /// <summary>When somebody has to look again, with one pod more that goes on for a while.</summary>
    public static Termination Until(ObjectStore objects, KubernetesObject pod)
    {
        DateTimeOffset end = EndOf(pod);
        return objects.Cache<Termination>() is { } known && known.At <= end ? known : new(end);
    }

    // "sleep 15" as a command, in a shell's line, or as the hook itself.
    private static double PreStop(ApiMap hook)
    {
        if (hook.Number("sleep", "seconds") is { } seconds) return seconds;
        string[] words = string.Join(' ', hook.List("exec", "command").Select(w => w.ToString())).Split([' ', ';', '&'], StringSplitOptions.RemoveEmptyEntries);
        int at = Array.FindIndex(words, w => w is "sleep" or "/bin/sleep");
        return at >= 0 && at + 1 < words.Length && double.TryParse(words[at + 1].TrimEnd('s'), NumberStyles.None, CultureInfo.InvariantCulture, out double wait)
            ? Math.Min(wait, int.MaxValue) : 0;
    }
}
