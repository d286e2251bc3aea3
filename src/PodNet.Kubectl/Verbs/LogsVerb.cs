using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl logs. <c>-f</c> ends with what there is: nothing happens in a simulated cluster while a command runs.</summary>
internal sealed class LogsVerb : Verb
{
    private const string Expected = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n";

    // With a selector only the last lines of each container are shown.
    private const long TailOfSelector = 10;

    /// <inheritdoc/>
    public override string Name => "logs";

    /// <inheritdoc/>
    public override string? Summary => "Show what containers printed: logs POD [-c CONTAINER] [--tail=N]";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("container", Shorthand: 'c'), CommonFlags.Selector, new("tail", FlagType.Number), Flag.Switch("follow", 'f'), Flag.Switch("previous", 'p'),
        Flag.Switch("all-containers"), Flag.Switch("all-pods"), Flag.Switch("prefix"), Flag.Switch("timestamps"), Flag.Switch("ignore-errors"),
        new("since", FlagType.Duration), new("since-time"), new("limit-bytes", FlagType.Number), new("max-log-requests", FlagType.Number),
        Flag.Switch("insecure-skip-tls-verify-backend"), new("pod-running-timeout", FlagType.Duration),
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        bool hasSelector = run.Flags.Text("selector") is { Length: > 0 };
        if (run.Arguments.Count == 0 && !hasSelector) throw run.Usage(Expected + "POD or TYPE/NAME is a required argument for the logs command");
        if (run.Arguments.Count > 0 && hasSelector) throw run.Usage("only a selector (-l) or a POD name is allowed");
        if (run.Arguments.Count > 2) throw run.Usage(Expected + "POD or TYPE/NAME is a required argument for the logs command");
        if (run.Flags.Is("all-containers")
            && run.Flags.Has("container")) throw new KubectlException("--all-containers=true should not be specified with container name");
        if (run.Flags.Number("tail", -1) < -1) throw new KubectlException("--tail must be greater than or equal to -1");
        KubernetesObject[] pods = [.. hasSelector ? BySelector(run) : ByName(run)];
        if (pods.Length == 0) run.Note($"No resources found in {run.Namespace} namespace.");
        foreach (KubernetesObject pod in pods)
        {
            foreach (string container in Containers(run, pod)) Show(run, pod, container, run.Flags.Number("tail", hasSelector ? TailOfSelector : -1));
        }
    }

    private static ValueList<KubernetesObject> BySelector(Invocation run) =>
        ApiServer.List(run.Objects, ResourceQuery.KindOf("pods"), run.Namespace, run.Flags.Text("selector"));

    private static IReadOnlyList<KubernetesObject> ByName(Invocation run)
    {
        string name = run.Arguments[0];
        try
        {
            IReadOnlyList<KubernetesObject> pods = PodReference.Find(run, name);
            if (run.Flags.Is("all-pods")) return pods;
            if (pods.Count > 1) run.Note($"Found {pods.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} pods, using pod/{pods[0].Name}");
            return [pods[0]];
        }
        catch (ApiException missing) when (missing.Reason == "NotFound")
        {
            throw new KubectlException($"error from server (NotFound): {missing.Message} in namespace {GoText.Quote(run.Namespace)}");
        }
    }

    private static IEnumerable<string> Containers(Invocation run, KubernetesObject pod)
    {
        if (run.Flags.Is("all-containers"))
            return pod.Content.Maps("spec", "initContainers").Concat(pod.Content.Maps("spec", "containers")).Select(c => c.Text("name") ?? "");
        string? named = run.Flags.Text("container") is { Length: > 0 } flag ? flag : run.Arguments.Count == 2 ? run.Arguments[1] : null;
        if (named is null) return [PodReference.DefaultContainer(run, pod)];
        return PodReference.HasContainer(pod, named) ? [named] : throw new KubectlException($"container {named} is not valid for pod {pod.Name}");
    }

    private static void Show(Invocation run, KubernetesObject pod, string container, long tail)
    {
        ApiMap? status = PodReference.StatusOf(pod, container);
        if (run.Flags.Is("previous"))
            throw new ApiException("BadRequest", $"previous terminated container {GoText.Quote(container)} in pod {GoText.Quote(pod.Name)} not found");
        if (status?.At("state", "waiting") is ApiMap || (status is null && pod.Content.Text("status", "phase") == "Pending"))
        {
            string reason = status?.Text("state", "waiting", "reason") ?? "ContainerCreating";
            string waits = reason is "ErrImagePull" or "ImagePullBackOff" ? "trying and failing to pull image" : reason;
            throw new ApiException("BadRequest", $"container {GoText.Quote(container)} in pod {GoText.Quote(pod.Name)} is waiting to start: {waits}");
        }

        ValueList<string> lines = run.Runtime.Logs(pod, container);
        string prefix = run.Flags.Is("prefix") ? $"[pod/{pod.Name}/{container}] " : "";
        foreach (string line in lines.Skip(tail < 0 ? 0 : (int)Math.Max(0, lines.Count - tail))) run.Print($"{prefix}{line}\n");
    }
}
