using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>What the API server fills into Services (kubernetes, pkg/apis/core/v1/defaults.go and pkg/registry/core/service).</summary>
internal static class ServiceDefaults
{
    /// <summary>spec with its defaults.</summary>
    public static ApiMap OfSpec(ApiMap spec)
    {
        spec = spec.OrDefault("sessionAffinity", "None").OrDefault("type", "ClusterIP");
        spec = spec.Text("sessionAffinity") == "None"
            ? spec.Without("sessionAffinityConfig")
            : spec.With("sessionAffinityConfig", spec.Map("sessionAffinityConfig")
                .With("clientIP", spec.Map("sessionAffinityConfig", "clientIP").OrDefault("timeoutSeconds", 10800)));
        string type = spec.Text("type") ?? "";
        spec = spec.EachMap("ports", Port);
        if (type is "NodePort" or "LoadBalancer") spec = spec.OrDefault("externalTrafficPolicy", "Cluster");
        if (type is "ClusterIP" or "NodePort" or "LoadBalancer") spec = spec.OrDefault("internalTrafficPolicy", "Cluster");
        if (type == "LoadBalancer") spec = spec.OrDefault("allocateLoadBalancerNodePorts", true);
        return type == "ExternalName" ? spec : Addresses(spec);
    }

    private static ApiMap Port(ApiMap port)
    {
        port = port.OrDefault("protocol", "TCP");
        bool isOpen = port["targetPort"] is null or ApiNumber { Number: 0 } or ApiText { Text: "" };
        return isOpen && port["port"] is { } number ? port.With("targetPort", number) : port;
    }

    // clusterIP is the first of clusterIPs: who writes one of them means both.
    private static ApiMap Addresses(ApiMap spec)
    {
        if (spec.Text("clusterIP") is { Length: > 0 } one && spec.List("clusterIPs").Count == 0) return spec.With("clusterIPs", ApiEditing.Texts(one));
        return spec.List("clusterIPs").Count > 0 && spec["clusterIP"] is null ? spec.With("clusterIP", spec.List("clusterIPs")[0]) : spec;
    }
}
