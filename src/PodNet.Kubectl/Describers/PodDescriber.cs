namespace PodNet.Kubectl.Describers;

/// <summary>Pods.</summary>
internal sealed class PodDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "Pod";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap pod = described.Content;
        Head(described, to);
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        Status(pod, request.Now, to);
        Addresses(pod, to);
        if (described.Controller is { } owner) to.Line(0, $"Controlled By:\t{owner.Text("kind")}/{owner.Text("name")}");
        if (pod.Text("status", "nominatedNodeName") is { Length: > 0 } nominated) to.Line(0, $"NominatedNodeName:\t{nominated}");
        if (pod.List("spec", "initContainers").Count > 0)
            ContainerSection.Write("Init Containers", pod.Maps("spec", "initContainers"), pod.Maps("status", "initContainerStatuses"), pod, "", to);
        ContainerSection.Write("Containers", pod.Maps("spec", "containers"), pod.Maps("status", "containerStatuses"), pod, "", to);
        Conditions(pod, to);
        VolumeSection.Write(pod.Maps("spec", "volumes"), "", to);
        to.Line(0, $"QoS Class:\t{pod.Text("status", "qosClass")}");
        to.Labels("Node-Selectors", pod.Map("spec", "nodeSelector"));
        to.Tolerations("Tolerations", pod.Maps("spec", "tolerations"));
    }

    private static void Head(KubernetesObject described, PrefixWriter to)
    {
        ApiMap pod = described.Content;
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        if (pod.Text("spec", "priority") is { } priority) to.Line(0, $"Priority:\t{priority}");
        if (pod.Text("spec", "priorityClassName") is { Length: > 0 } priorityClass) to.Line(0, $"Priority Class Name:\t{priorityClass}");
        if (pod.Text("spec", "runtimeClassName") is { Length: > 0 } runtimeClass) to.Line(0, $"Runtime Class Name:\t{runtimeClass}");
        if (pod.Text("spec", "serviceAccountName") is { Length: > 0 } account) to.Line(0, $"Service Account:\t{account}");
        if (pod.Text("spec", "nodeName") is { Length: > 0 } node) to.Line(0, $"Node:\t{node}/{pod.Text("status", "hostIP")}");
        else to.Line(0, $"Node:\t<none>");
        if (pod.Text("status", "startTime") is { } start) to.Line(0, $"Start Time:\t{HumanDuration.Rfc1123(start)}");
    }

    private static void Status(ApiMap pod, DateTimeOffset now, PrefixWriter to)
    {
        string? phase = pod.Text("status", "phase");
        if (pod.Text("metadata", "deletionTimestamp") is { } deleted && phase is not ("Failed" or "Succeeded"))
        {
            to.Line(0, $"Status:\tTerminating (lasts {HumanDuration.Since(deleted, now)})");
            to.Line(0, $"Termination Grace Period:\t{pod.Text("metadata", "deletionGracePeriodSeconds")}s");
        }
        else
        {
            to.Line(0, $"Status:\t{phase}");
        }

        if (pod.Text("status", "reason") is { Length: > 0 } reason) to.Line(0, $"Reason:\t{reason}");
        if (pod.Text("status", "message") is { Length: > 0 } message) to.Line(0, $"Message:\t{message}");
        if (pod.Text("spec", "securityContext", "seccompProfile", "type") is { } profile) to.Line(0, $"SeccompProfile:\t{profile}");
    }

    private static void Addresses(ApiMap pod, PrefixWriter to)
    {
        to.Line(0, $"IP:\t{pod.Text("status", "podIP")}");
        if (pod.List("status", "podIPs").Count == 0)
        {
            to.Line(0, $"IPs:\t<none>");
            return;
        }

        to.Line(0, $"IPs:");
        foreach (ApiMap address in pod.Maps("status", "podIPs")) to.Line(1, $"IP:\t{address.Text("ip")}");
    }

    private static void Conditions(ApiMap pod, PrefixWriter to)
    {
        ApiMap[] conditions = [.. pod.Maps("status", "conditions")];
        if (pod.List("spec", "readinessGates").Count > 0)
        {
            to.Line(0, $"Readiness Gates:");
            to.Line(1, $"Type\tStatus");
            foreach (string? gate in pod.Maps("spec", "readinessGates").Select(g => g.Text("conditionType")))
                to.Line(1, $"{gate} \t{conditions.FirstOrDefault(c => c.Text("type") == gate)?.Text("status") ?? "<none>"} ");
        }

        if (conditions.Length == 0) return;
        to.Line(0, $"Conditions:");
        to.Line(1, $"Type\tStatus");
        foreach (ApiMap condition in conditions) to.Line(1, $"{condition.Text("type")} \t{condition.Text("status")} ");
    }
}
