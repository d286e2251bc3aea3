using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Images;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Controllers.Containers;

/// <summary>Writes the status of one container of a pod.</summary>
internal sealed class ContainerStatusWriter(KubernetesObject pod, ApiRequest request, List<ContainerProblem> problems)
{
    /// <summary>A container that has not been started.</summary>
    public static ApiMap Waiting(ApiMap container, string reason, string? message = null) => ApiMap.Of(
        ("name", container["name"]), ("image", container["image"]), ("imageID", ""), ("lastState", ApiMap.Empty), ("ready", false), ("restartCount", 0),
        ("started", false),
        ("state", ApiMap.Of(("waiting", ApiMap.Of(("reason", reason), ("message", message is null ? null : new ApiText(message)))))));

    /// <summary>A container that was first started at a time.</summary>
    /// <param name="isInit">It is ready when it has ended well.</param>
    public ApiMap Status(ApiMap container, DateTimeOffset firstStart, string restartPolicy, bool isInit = false)
    {
        string name = container.Text("name") ?? "", image = container.Text("image") ?? "";
        if (ImageNames.Problem(image) is { } invalid)
        {
            string message = $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": {invalid}";
            problems.Add(new(name, "InspectFailed", message));
            return Waiting(container, "InvalidImageName", message);
        }

        ContainerProgram program = ProgramOf(container, name, isInit);
        ContainerLife life = ContainerLife.At(request.Now, firstStart, program, restartPolicy);
        bool running = life.State == ContainerState.Running;
        bool ready = isInit ? life.State == ContainerState.Terminated && program.ExitCode == 0 : running && IsReady(container, name);
        return ApiMap.Of(
            ("name", name), ("image", ImageNames.Full(image)), ("imageID", ImageNames.Id(image)),
            ("containerID", "containerd://" + Id(name, life.Restarts)), ("ready", ready), ("started", running),
            ("restartCount", life.Restarts), ("state", State(life, program, name)), ("lastState", LastState(life, program, name)));
    }

    // A pod of the cluster file runs because the file says so; what its image would do by itself does not count.
    private ContainerProgram ProgramOf(ApiMap container, string name, bool isInit)
    {
        ContainerProgram program = ContainerProgram.Of(PodNetworkSpec.Container(container), container.Flag("stdin") || container.Flag("tty"));
        ApiMap? before = pod.Content.Maps("status", isInit ? "initContainerStatuses" : "containerStatuses").FirstOrDefault(s => s.Text("name") == name);
        bool runsAnyway = program.Runs == TimeSpan.Zero && before?.At("state", "running") is not null;
        return runsAnyway ? program with { Runs = null } : program;
    }

    private bool IsReady(ApiMap container, string name)
    {
        if (pod.Annotations.Text("notready") == "1") return false;
        if (container["readinessProbe"] is not ApiMap probe || ReadinessProbe.Problem(pod, container, probe) is not { } problem) return true;
        problems.Add(new(name, "Unhealthy", "Readiness probe failed: " + problem));
        return false;
    }

    private ApiMap State(ContainerLife life, ContainerProgram program, string name) => life.State switch
    {
        ContainerState.Running => ApiMap.Of(("running", ApiMap.Of(("startedAt", life.Started.Rfc3339())))),
        ContainerState.Terminated => Terminated(program, name, life.Restarts, life.Started, life.LastEnd!.Value),
        _ => ApiMap.Of(("waiting", BackOff(life, name))),
    };

    private ApiMap BackOff(ContainerLife life, string name)
    {
        TimeSpan wait = life.BackOff;
        string time = wait.TotalMinutes < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)wait.TotalMinutes}m{wait.Seconds}s");
        string which = $"restarting failed container={name} pod={pod.Name}_{pod.Namespace}({pod.Uid})";
        problems.Add(new(name, "BackOff", $"Back-off {which}"));
        return ApiMap.Of(("reason", "CrashLoopBackOff"), ("message", $"back-off {time} {which}"));
    }

    private ApiMap LastState(ContainerLife life, ContainerProgram program, string name)
    {
        if (life.PreviousStart is not { } start) return ApiMap.Empty;
        int run = life.State == ContainerState.Waiting ? life.Restarts : life.Restarts - 1;
        return Terminated(program, name, run, start, start + program.Runs!.Value);
    }

    private ApiMap Terminated(ContainerProgram program, string name, int run, DateTimeOffset start, DateTimeOffset end) =>
        ApiMap.Of(("terminated", ApiMap.Of(
            ("containerID", "containerd://" + Id(name, run)), ("exitCode", program.ExitCode), ("finishedAt", end.Rfc3339()),
            ("reason", program.ExitCode == 0 ? "Completed" : "Error"), ("startedAt", start.Rfc3339()))));

    private string Id(string name, int run) => Identifiers.Digest(0, "container", pod.Uid, name, run.ToString(CultureInfo.InvariantCulture));
}
