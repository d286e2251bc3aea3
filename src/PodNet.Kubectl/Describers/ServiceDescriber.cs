using PodNet.Kubectl.Printers;

namespace PodNet.Kubectl.Describers;

/// <summary>Services.</summary>
internal sealed class ServiceDescriber : ObjectDescriber
{
    /// <inheritdoc/>
    public override string Kind => "Service";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap spec = described.Content.Map("spec");
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Namespace:\t{described.Namespace}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        to.Line(0, $"Selector:\t{Selectors.OfMap(spec.Map("selector"))}");
        to.Line(0, $"Type:\t{spec.Text("type")}");
        if (spec.Text("ipFamilyPolicy") is { } policy) to.Line(0, $"IP Family Policy:\t{policy}");
        to.Line(0, $"IP Families:\t{OrNone(spec, "ipFamilies")}");
        to.Line(0, $"IP:\t{spec.Text("clusterIP")}");
        to.Line(0, $"IPs:\t{OrNone(spec, "clusterIPs")}");
        Optional("External IPs", string.Join(',', spec.List("externalIPs")), to);
        Optional("Desired LoadBalancer IP", spec.Text("loadBalancerIP"), to);
        Optional("External Name", spec.Text("externalName"), to);
        Optional("LoadBalancer Ingress", string.Join(", ", described.Content.Maps("status", "loadBalancer", "ingress").Select(Ingress)), to);
        Ports(described, request.Objects, to);
        to.Line(0, $"Session Affinity:\t{spec.Text("sessionAffinity")}");
        Optional("External Traffic Policy", spec.Text("externalTrafficPolicy"), to);
        Optional("Internal Traffic Policy", spec.Text("internalTrafficPolicy"), to);
        if (spec.Number("healthCheckNodePort") is { } port and not 0) to.Line(0, $"HealthCheck NodePort:\t{port}");
        Optional("LoadBalancer Source Ranges", string.Join(',', spec.List("loadBalancerSourceRanges")), to);
    }

    private static void Ports(KubernetesObject service, ObjectStore objects, PrefixWriter to)
    {
        KubernetesObject[] slices = ResourceKinds.Find("discovery.k8s.io/v1", "EndpointSlice") is { } kind
            ? [.. objects.List(kind, service.Namespace).Where(s => s.Labels.Text("kubernetes.io/service-name") == service.Name)]
            : [];
        foreach (ApiMap port in service.Content.Maps("spec", "ports"))
        {
            (string name, string? protocol) = (port.Text("name") is { Length: > 0 } given ? given : "<unset>", port.Text("protocol"));
            to.Line(0, $"Port:\t{name}\t{port.Text("port")}/{protocol}");
            to.Line(0, $"TargetPort:\t{port.Text("targetPort")}/{protocol}");
            if (port.Number("nodePort") is { } node and not 0) to.Line(0, $"NodePort:\t{name}\t{node}/{protocol}");
            to.Line(0, $"Endpoints:\t{EndpointText.OfSlices(slices, port.Text("name") ?? "")}");
        }
    }

    private static void Optional(string label, string? value, PrefixWriter to)
    {
        if (!string.IsNullOrEmpty(value)) to.Line(0, $"{label}:\t{value}");
    }

    private static string Ingress(ApiMap ingress)
    {
        string address = ingress.Text("ip") is { Length: > 0 } ip ? ip : ingress.Text("hostname") ?? "";
        return ingress.Text("ipMode") is { } mode ? $"{address} ({mode})" : address;
    }

    private static string OrNone(ApiMap spec, string list) => spec.List(list).Count == 0 ? "<none>" : string.Join(',', spec.List(list));
}
