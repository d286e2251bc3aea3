using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>The rules for Services (kubernetes, pkg/apis/core/validation, ValidateService).</summary>
internal static class ServiceValidation
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];
    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

    private static readonly string[] Distributions = ["PreferClose", "PreferSameNode", "PreferSameZone"];

    public static void Validate(ApiMap spec, FieldErrorList errors)
    {
        string type = spec.Text("type") ?? "";
        bool isHeadless = spec.Text("clusterIP") == "None";
        if (spec.List("ports").Count == 0 && !isHeadless && type != "ExternalName") errors.Required("spec.ports");
        if (isHeadless && type is "LoadBalancer" or "NodePort" && isHeadless)
            errors.Invalid("spec.clusterIPs[0]", "None", $"may not be set to 'None' for {type} services");
        if (type == "ExternalName") ExternalName(spec, errors);
        Ports(spec, type, isHeadless, errors);
        MetaValidation.Labels(spec.Map("selector"), "spec.selector", errors);
        PodValidation.Choice(spec, "sessionAffinity", "spec", errors, "ClientIP", "None");
        Addresses(spec, type, errors);
        if (!Types.Contains(type)) errors.NotSupported("spec.type", type, Types);
        if (type == "ClusterIP") NodePortsForbidden(spec, errors);
        Policies(spec, type, errors);
    }

    public static void ValidateUpdate(ApiMap old, ApiMap updated, FieldErrorList errors)
    {
        bool hadAddress = old.Text("type") != "ExternalName", hasAddress = updated.Text("type") != "ExternalName";
        if (ServiceAllocation.HasHealthCheck(old) && ServiceAllocation.HasHealthCheck(updated)
            && updated["healthCheckNodePort"] is { } port && old["healthCheckNodePort"] is { } before && port != before)
            errors.Invalid("spec.healthCheckNodePort", port, "field is immutable");
        if (!hadAddress || !hasAddress) return;
        ValueList<ApiValue> had = old.List("clusterIPs"), has = updated.List("clusterIPs");
        for (int i = 0; i < Math.Min(had.Count, has.Count); i++)
        {
            if (had[i] != has[i]) errors.InvalidRaw(Indexed.At("spec.clusterIPs", i), GoSyntax.TextList(has.Select(a => a.ToString()!)), "may not change once set");
        }
    }

    private static void ExternalName(ApiMap spec, FieldErrorList errors)
    {
        if (spec.List("clusterIPs").Count > 0)
            errors.Forbidden("spec.clusterIPs", "may not be set for ExternalName services");
        string name = (spec.Text("externalName") ?? "").TrimEnd('.');
        if (name.Length == 0) errors.Required("spec.externalName");
        else if (Names.SubdomainProblem(name) is { } problem) errors.Invalid("spec.externalName", name, problem);
    }

    private static void Ports(ApiMap spec, string type, bool isHeadless, FieldErrorList errors)
    {
        HashSet<string> names = [];
        HashSet<(string?, long?)> ports = [], nodePorts = [];
        bool needNames = spec.List("ports").Count > 1;
        foreach ((ApiMap port, string at) in Indexed.Maps(spec, "ports", "spec"))
        {
            string name = port.Text("name") ?? "";
            if (needNames && name.Length == 0) errors.Required(at + ".name");
            else if (name.Length > 0 && Names.LabelProblem(name) is { } problem) errors.Invalid(at + ".name", name, problem);
            else if (name.Length > 0 && !names.Add(name)) errors.Duplicate(at + ".name", name);
            ContainerValidation.PortNumber(port.Number("port") ?? 0, at + ".port", errors);
            if (port.Text("protocol") is not { } protocol) errors.Required(at + ".protocol");
            else if (!Protocols.Contains(protocol)) errors.NotSupported(at + ".protocol", protocol, Protocols);
            if (!isHeadless || type != "ClusterIP" || port["targetPort"] != port["port"]) Target(port["targetPort"], at + ".targetPort", errors);
            if (!ports.Add((port.Text("protocol"), port.Number("port"))))
            {
                errors.InvalidDuplicatePort(at, port);
            }

            if (port.Number("nodePort") is > 0 and { } nodePort && !nodePorts.Add((port.Text("protocol"), nodePort)))
                errors.Duplicate(at + ".nodePort", nodePort);
        }
    }

    private static void InvalidDuplicatePort(this FieldErrorList errors, string at, ApiMap port) => errors.Add(
        $"{at}: Duplicate value: core.ServicePort{{Name:\"\", Protocol:{GoText.Quote(port.Text("protocol") ?? "")}, AppProtocol:(*string)(nil), "
        + $"Port:{port.Number("port")}, TargetPort:intstr.IntOrString{{Type:0, IntVal:0, StrVal:\"\"}}, NodePort:0}}");

    private static void Target(ApiValue? target, string path, FieldErrorList errors)
    {
        if (target is ApiText text)
        {
            foreach (string problem in LabelNames.PortProblems(text.Text)) errors.Invalid(path, text, problem);
        }
        else
        {
            ContainerValidation.PortNumber((target as ApiNumber)?.Number ?? 0, path, errors);
        }
    }

    private static void Addresses(ApiMap spec, string type, FieldErrorList errors)
    {
        if (type == "ExternalName") return;
        ServiceFamilyValidation.Validate(spec, errors);
        foreach ((ApiValue address, int i) in spec.List("externalIPs").Select((a, i) => (a, i)))
        {
            if (!IpAddress.TryParse(address.ToString(), out _))
                errors.Invalid(Indexed.At("spec.externalIPs", i), address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
    }

    private static void NodePortsForbidden(ApiMap spec, FieldErrorList errors)
    {
        foreach ((ApiMap port, string at) in Indexed.Maps(spec, "ports", "spec"))
        {
            if (port.Number("nodePort") is > 0) errors.Forbidden(at + ".nodePort", "may not be used when `type` is 'ClusterIP'");
        }
    }

    private static void Policies(ApiMap spec, string type, FieldErrorList errors)
    {
        if (spec["externalTrafficPolicy"] is { } external)
        {
            if (type is not ("NodePort" or "LoadBalancer") && spec.List("externalIPs").Count == 0)
                errors.Invalid("spec.externalTrafficPolicy", external, "may only be set for externally-accessible services");
            else if (external.ToString() is not ("Cluster" or "Local")) errors.NotSupported("spec.externalTrafficPolicy", external, "Cluster", "Local");
        }

        if (spec.Number("healthCheckNodePort") is > 0 && !ServiceAllocation.HasHealthCheck(spec))
        {
            errors.Forbidden("spec.healthCheckNodePort", "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }

        string? distribution = spec.Text("trafficDistribution");
        if (distribution is not null && !Distributions.Contains(distribution)) errors.NotSupported("spec.trafficDistribution", distribution, Distributions);
        if (spec["internalTrafficPolicy"] is { } inner && inner.ToString() is not ("Cluster" or "Local"))
            errors.NotSupported("spec.internalTrafficPolicy", inner, "Cluster", "Local");
    }
}
