using System.Globalization;

namespace PodNet.Kubectl.Printers;

/// <summary>What READY, STATUS and RESTARTS of a pod say (kubernetes/pkg/printers/internalversion/printers.go, printPod).</summary>
/// <param name="Status">A word that sums up the pod: its phase, or the reason of a container that holds it up.</param>
/// <param name="Ready">Containers that are ready.</param>
/// <param name="Containers">Containers that should be.</param>
/// <param name="Restarts">Of all containers that count now.</param>
/// <param name="LastRestart">When the last one was, as far as it is known.</param>
internal sealed record PodSummary(string Status, int Ready, int Containers, long Restarts, DateTimeOffset? LastRestart)
{
    /// <summary>The summary of a pod.</summary>
    public static PodSummary Of(ApiMap pod)
    {
        PodSummary start = new(Phase(pod), 0, pod.Maps("spec", "containers").Count() + pod.Maps("spec", "initContainers").Count(IsSidecar), 0, null);
        (PodSummary summary, PodSummary sidecars, bool initializing) = Initializing(pod, start);
        if (!initializing || HasCondition(pod, "Initialized")) summary = Running(pod,
            summary with { Restarts = sidecars.Restarts, LastRestart = sidecars.LastRestart });
        if (!pod.Map("metadata").Has("deletionTimestamp") || pod.At("metadata", "deletionTimestamp") is ApiNull) return summary;
        return summary with { Status = pod.Text("status", "reason") == "NodeLost" ? "Unknown" : "Terminating" };
    }

    private static string Phase(ApiMap pod)
    {
        bool isGated = pod.Maps("status", "conditions").Any(c => c.Text("type") == "PodScheduled" && c.Text("reason") == "SchedulingGated");
        if (isGated) return "SchedulingGated";
        return pod.Text("status", "reason") is { Length: > 0 } reason ? reason : pod.Text("status", "phase") ?? "";
    }

    // Init containers one after the other: the first that is not done says what the pod waits for.
    private static (PodSummary All, PodSummary Sidecars, bool Initializing) Initializing(ApiMap pod, PodSummary all)
    {
        PodSummary sidecars = all;
        ApiMap[] specified = [.. pod.Maps("spec", "initContainers")];
        ApiMap[] statuses = [.. pod.Maps("status", "initContainerStatuses")];
        for (int i = 0; i < statuses.Length; i++)
        {
            ApiMap status = statuses[i];
            bool isSidecar = specified.LastOrDefault(c => c.Text("name") == status.Text("name")) is { } found && IsSidecar(found);
            all = all.WithRestarts(status);
            if (isSidecar) sidecars = sidecars.WithRestarts(status);
            if (status.At("state", "terminated") is ApiMap done && (done.Number("exitCode") ?? 0) == 0) continue;
            if (isSidecar && status.Flag("started"))
            {
                if (status.Flag("ready")) all = all with { Ready = all.Ready + 1 };
                continue;
            }

            string left = string.Create(CultureInfo.InvariantCulture, $"{i}/{specified.Length}");
            return (all with { Status = "Init:" + (InitReason(status) ?? left) }, sidecars, true);
        }

        return (all, sidecars, false);
    }

    private static string? InitReason(ApiMap status)
    {
        if (status.At("state", "terminated") is ApiMap terminated) return TerminatedReason(terminated);
        return status.Text("state", "waiting", "reason") is { Length: > 0 } reason && reason != "PodInitializing" ? reason : null;
    }

    // The first container that has something to say decides, hence from the last to the first.
    private static PodSummary Running(ApiMap pod, PodSummary summary)
    {
        bool hasRunning = false;
        foreach (ApiMap status in pod.Maps("status", "containerStatuses").Reverse())
        {
            summary = summary.WithRestarts(status);
            if (status.Text("state", "waiting", "reason") is { Length: > 0 } waiting) summary = summary with { Status = waiting };
            else if (status.At("state", "terminated") is ApiMap terminated) summary = summary with { Status = TerminatedReason(terminated) };
            else if (status.Flag("ready") && status.At("state", "running") is ApiMap)
            {
                hasRunning = true;
                summary = summary with { Ready = summary.Ready + 1 };
            }
        }

        if (summary.Status != "Completed" || !hasRunning) return summary;
        return summary with { Status = HasCondition(pod, "Ready") ? "Running" : "NotReady" };
    }

    private static string TerminatedReason(ApiMap terminated)
    {
        if (terminated.Text("reason") is { Length: > 0 } reason) return reason;
        return terminated.Number("signal") is { } signal and not 0
            ? string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}")
            : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated.Number("exitCode") ?? 0}");
    }

    private static bool IsSidecar(ApiMap container) => container.Text("restartPolicy") == "Always";

    private static bool HasCondition(ApiMap pod, string type) =>
        pod.Maps("status", "conditions").FirstOrDefault(c => c.Text("type") == type)?.Text("status") == "True";

    private PodSummary WithRestarts(ApiMap status)
    {
        DateTimeOffset? ended = HumanDuration.Time(status.Text("lastState", "terminated", "finishedAt"));
        return this with
        {
            Restarts = Restarts + (status.Number("restartCount") ?? 0),
            LastRestart = ended > LastRestart || LastRestart is null ? ended ?? LastRestart : LastRestart,
        };
    }
}
