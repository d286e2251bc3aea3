namespace PodNet.Kubectl.Verbs;

/// <summary>What kubectl expose reads off the object that it exposes.</summary>
internal static class ExposedPorts
{
    /// <summary>Ports with their protocols, in order.</summary>
    public static IReadOnlyList<(string Port, string Protocol)> Of(KubernetesObject exposed)
    {
        bool isService = exposed.Kind.Kind == "Service";
        IEnumerable<ApiMap> ports = isService ? exposed.Content.Maps("spec", "ports") : PodSpec(exposed).Maps("containers").SelectMany(c => c.Maps("ports"));
        return [.. ports.Select(p => (p.Text(isService ? "port" : "containerPort") ?? "", p.Text("protocol") ?? "TCP"))];
    }

    /// <summary>The labels by which a Service finds the pods.</summary>
    /// <exception cref="KubectlException">There are none.</exception>
    public static ApiMap Selector(KubernetesObject exposed)
    {
        const string Failed = "couldn't retrieve selectors via --selector flag or introspection: ";
        switch (exposed.Kind.Kind)
        {
            case "Pod":
                return exposed.Labels.Count > 0 ? exposed.Labels : throw new KubectlException(Failed + "the pod has no labels and cannot be exposed");
            case "Service":
                ApiMap selector = exposed.Content.Map("spec", "selector");
                return selector.Count > 0 ? selector : throw new KubectlException(Failed + "the service has no pod selector set");
            default:
                ApiMap labels = exposed.Content.Map("spec", "selector", "matchLabels");
                if (exposed.Content.List("spec", "selector", "matchExpressions").Count > 0)
                    throw new KubectlException(Failed + "couldn't convert expressions - \"[]\" to map-based selector format");
                return labels.Count > 0 ? labels
                    : throw new KubectlException(Failed + $"invalid {exposed.Kind.Singular}: no selectors, therefore cannot be exposed");
        }
    }

    private static ApiMap PodSpec(KubernetesObject exposed) =>
        exposed.Kind.Kind == "Pod" ? exposed.Content.Map("spec") : exposed.Content.Map("spec", "template", "spec");
}
