using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Controllers.Containers;

/// <summary>Something a container cannot do: an event.</summary>
internal sealed record ContainerProblem(string Container, string Reason, string Message);

/// <summary>Writes the status of a pod that has its network (kubernetes, pkg/kubelet, generateAPIPodStatus).</summary>
internal sealed class PodStatusWriter(KubernetesObject pod, ApiRequest request)
{
    private readonly List<ContainerProblem> _problems = [];
    private readonly ApiMap _spec = pod.Content.Map("spec");
    private readonly string _policy = pod.Content.Text("spec", "restartPolicy") ?? "Always";

    /// <summary>What went wrong; filled by <see cref="Status"/>.</summary>
    public IReadOnlyList<ContainerProblem> Problems => _problems;

    /// <summary>The status of a pod whose sandbox cannot be made: its containers wait.</summary>
    public static ApiMap Waiting(KubernetesObject pod, DateTimeOffset now)
    {
        ApiMap status = pod.Content.Map("status").With("phase", "Pending");
        ApiMap[] inits = [.. pod.Content.Maps("spec", "initContainers")], containers = [.. pod.Content.Maps("spec", "containers")];
        string reason = inits.Length > 0 ? "PodInitializing" : "ContainerCreating";
        status = status.With("containerStatuses", ApiList.Of(containers.Select(c => ContainerStatusWriter.Waiting(c, reason))));
        if (inits.Length > 0) status = status.With("initContainerStatuses", ApiList.Of(inits.Select(c => ContainerStatusWriter.Waiting(c, reason))));
        return WithConditions(status, inits.Select(NameOf), containers.Select(NameOf), inits.Length == 0, now);
    }

    /// <summary>The status now.</summary>
    public ApiMap Status()
    {
        ApiMap status = pod.Content.Map("status");
        DateTimeOffset start = status.Time("startTime") ?? request.Now;
        ContainerStatusWriter writer = new(pod, request, _problems);
        (List<ApiMap> inits, DateTimeOffset? initialized) = InitContainers(writer, start);
        if (inits.Count > 0) status = status.With("initContainerStatuses", ApiList.Of(inits));
        List<ApiMap> containers = [];
        foreach (ApiMap container in _spec.Maps("containers"))
            containers.Add(initialized is { } at ? writer.Status(container, at, _policy) : ContainerStatusWriter.Waiting(container, "PodInitializing"));
        status = status.With("containerStatuses", ApiList.Of(containers)).With("phase", initialized is null ? InitPhase(inits) : Phase(containers));
        IEnumerable<string> pending = initialized is null ? inits.Where(i => !i.Flag("ready")).Select(NameOf) : [];
        return WithConditions(status, pending, containers.Where(c => !c.Flag("ready")).Select(NameOf), initialized is not null, request.Now);
    }

    // One after another; the containers start when the last one is done.
    private (List<ApiMap> Statuses, DateTimeOffset? Done) InitContainers(ContainerStatusWriter writer, DateTimeOffset start)
    {
        List<ApiMap> statuses = [];
        DateTimeOffset? next = start;
        foreach (ApiMap container in _spec.Maps("initContainers"))
        {
            if (next is not { } begins)
            {
                statuses.Add(ContainerStatusWriter.Waiting(container, "PodInitializing"));
                continue;
            }

            bool isSidecar = container.Text("restartPolicy") == "Always";
            statuses.Add(writer.Status(container, begins, isSidecar ? "Always" : _policy == "Never" ? "Never" : "OnFailure", isInit: !isSidecar));
            ApiMap? ended = statuses[^1].At("state", "terminated") as ApiMap;
            next = isSidecar ? begins : ended?.Number("exitCode") == 0 ? ended.Time("finishedAt") : null;
        }

        return (statuses, next);
    }

    private string InitPhase(List<ApiMap> inits) => _policy == "Never" && inits.Any(i => i.Number("state", "terminated", "exitCode") is > 0)
        ? "Failed" : "Pending";

    private string Phase(List<ApiMap> containers)
    {
        if (containers.All(c => c.Text("state", "waiting", "reason") is { } reason && reason != "CrashLoopBackOff")) return "Pending";
        if (_policy == "Always" || containers.Any(c => c.At("state", "terminated") is null)) return "Running";
        bool allWell = containers.All(c => c.Number("state", "terminated", "exitCode") == 0);
        return allWell ? "Succeeded" : _policy == "Never" ? "Failed" : "Running";
    }

    private static ApiMap WithConditions(
        ApiMap status, IEnumerable<string> incomplete, IEnumerable<string> unready, bool initialized, DateTimeOffset now)
    {
        bool succeeded = status.Text("phase") == "Succeeded", failed = status.Text("phase") == "Failed";
        string[] waits = [.. incomplete], sick = [.. unready];
        bool ready = sick.Length == 0 && !succeeded && !failed && initialized;
        string? reason = ready ? null : succeeded ? "PodCompleted" : failed ? "PodFailed" : "ContainersNotReady";
        string? message = ready || succeeded || failed ? null : $"containers with unready status: [{string.Join(' ', sick)}]";
        ValueList<ApiValue> before = status.List("conditions");
        ApiMap[] conditions =
        [
            initialized
                ? Conditions.Of("Initialized", true, now, succeeded ? "PodCompleted" : null)
                : Conditions.Of("Initialized", false, now, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', waits)}]"),
            Conditions.Of("Ready", ready, now, reason, message),
            Conditions.Of("ContainersReady", ready, now, reason, message),
            Conditions.Of("PodScheduled", true, now),
        ];
        // Kept from before where nothing changed, but always in this order.
        return status.With("conditions", ApiList.Of(conditions.Select(c =>
            (ApiValue)Conditions.Set(before, c).Items.OfType<ApiMap>().First(k => k.Text("type") == c.Text("type")))));
    }

    private static string NameOf(ApiMap container) => container.Text("name") ?? "";
}
