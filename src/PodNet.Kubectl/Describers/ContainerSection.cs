namespace PodNet.Kubectl.Describers;

/// <summary>The containers of a pod or a pod template.</summary>
internal static class ContainerSection
{
    /// <summary>Writes them with what is known of their state.</summary>
    /// <param name="pod">Where fields of the environment come from; null in a template.</param>
    /// <param name="space">The indent of a template's parts.</param>
    public static void Write(string title, IEnumerable<ApiMap> containers, IEnumerable<ApiMap> statuses, ApiMap? pod, string space, PrefixWriter to)
    {
        ApiMap[] all = [.. containers], states = [.. statuses];
        to.Line(0, $"{space}{title}:{(all.Length == 0 ? " <none>" : "")}");
        foreach (ApiMap container in all)
        {
            ApiMap? status = states.LastOrDefault(s => s.Text("name") == container.Text("name"));
            Basics(container, status, space, to);
            Words("Command", container.List("command"), to);
            Words("Args", container.List("args"), to);
            if (status is not null) State(status, to);
            Resources("Limits", container.Map("resources", "limits"), to);
            Resources("Requests", container.Map("resources", "requests"), to);
            foreach ((string probe, string label) in (ReadOnlySpan<(string, string)>)[("livenessProbe", "Liveness"),
                ("readinessProbe", "Readiness"), ("startupProbe", "Startup")])
            {
                if (container.At(probe) is ApiMap map) to.Line(2, $"{label}:\t{ProbeText.Of(map)}");
            }

            EnvironmentSection.Write(container, pod, to);
            Mounts(container, to);
        }
    }

    private static void Basics(ApiMap container, ApiMap? status, string space, PrefixWriter to)
    {
        to.Line(1, $"{(space.Length > 0 ? " " : "")}{container.Text("name")}:");
        if (status is not null) to.Line(2, $"Container ID:\t{status.Text("containerID")}");
        to.Line(2, $"Image:\t{container.Text("image")}");
        if (status is not null) to.Line(2, $"Image ID:\t{status.Text("imageID")}");
        Ports("Port", container.Maps("ports").Select(p => $"{p.Text("containerPort")}/{p.Text("protocol")}"), to);
        Ports("Host Port", container.Maps("ports").Select(p => $"{p.Text("hostPort") ?? "0"}/{p.Text("protocol")}"), to);
        if (container.Text("securityContext", "seccompProfile", "type") is { } profile) to.Line(2, $"SeccompProfile:\t{profile}");
    }

    private static void Ports(string title, IEnumerable<string> ports, PrefixWriter to)
    {
        string[] all = [.. ports];
        if (all.Length > 1) to.Line(2, $"{title}s:\t{string.Join(", ", all)}");
        else to.Line(2, $"{title}:\t{all.FirstOrDefault() ?? "<none>"}");
    }

    private static void Words(string title, PodNet.Model.Collections.ValueList<ApiValue> words, PrefixWriter to)
    {
        if (words.Count > 0) to.Line(2, $"{title}:");
        foreach (string line in words.SelectMany(w => w.ToString()!.Split('\n'))) to.Line(3, $"{line}");
    }

    private static void State(ApiMap status, PrefixWriter to)
    {
        OneState("State", status.Map("state"), to);
        if (status.At("lastState", "terminated") is ApiMap) OneState("Last State", status.Map("lastState"), to);
        to.Line(2, $"Ready:\t{(status.Flag("ready") ? "True" : "False")}");
        to.Line(2, $"Restart Count:\t{status.Text("restartCount") ?? "0"}");
    }

    private static void OneState(string title, ApiMap state, PrefixWriter to)
    {
        if (state.At("running") is ApiMap running)
        {
            to.Line(2, $"{title}:\tRunning");
            to.Line(3, $"Started:\t{HumanDuration.Rfc1123(running.Text("startedAt"))}");
        }
        else if (state.At("terminated") is ApiMap terminated)
        {
            to.Line(2, $"{title}:\tTerminated");
            if (terminated.Text("reason") is { Length: > 0 } reason) to.Line(3, $"Reason:\t{reason}");
            if (terminated.Text("message") is { Length: > 0 } message) to.Line(3, $"Message:\t{message}");
            to.Line(3, $"Exit Code:\t{terminated.Text("exitCode") ?? "0"}");
            if (terminated.Number("signal") is > 0 and { } signal) to.Line(3, $"Signal:\t{signal}");
            to.Line(3, $"Started:\t{HumanDuration.Rfc1123(terminated.Text("startedAt"))}");
            to.Line(3, $"Finished:\t{HumanDuration.Rfc1123(terminated.Text("finishedAt"))}");
        }
        else
        {
            to.Line(2, $"{title}:\tWaiting");
            if (state.Text("waiting", "reason") is { Length: > 0 } reason) to.Line(3, $"Reason:\t{reason}");
        }
    }

    private static void Resources(string title, ApiMap resources, PrefixWriter to)
    {
        if (resources.Count > 0) to.Line(2, $"{title}:");
        foreach ((string name, ApiValue amount) in resources.Fields) to.Line(3, $"{name}:\t{amount}");
    }

    private static void Mounts(ApiMap container, PrefixWriter to)
    {
        to.Line(2, $"Mounts:{(container.List("volumeMounts").Count == 0 ? "\t<none>" : "")}");
        foreach (ApiMap mount in container.Maps("volumeMounts").OrderBy(m => m.Text("mountPath"), StringComparer.Ordinal))
        {
            string flags = mount.Flag("readOnly") ? "ro" : "rw";
            if (mount.Text("subPath") is { Length: > 0 } path) flags += ",path=" + GoText.Quote(path);
            to.Line(3, $"{mount.Text("mountPath")} from {mount.Text("name")} ({flags})");
        }
    }
}
