using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>The rules for Services (kubernetes, pkg/apis/core/validation, ValidateService).</summary>
internal static class ServiceValidation
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];
    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

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
        if (!hadAddress || !hasAddress || old["clusterIPs"] is not ApiList before || updated["clusterIPs"] is not ApiList after || before == after) return;
        errors.InvalidRaw("spec.clusterIPs[0]", GoSyntax.TextList(after.Items.Select(i => i.ToString()!)), "may not change once set");
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
        foreach ((ApiValue address, int i) in spec.List("clusterIPs").Select((a, i) => (a, i)))
        {
            string text = address.ToString()!;
            if (text == "None" ? i > 0 : !IpAddress.TryParse(text, out _)) errors.Invalid(Indexed.At("spec.clusterIPs", i), text,
                "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }

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

        if (spec["internalTrafficPolicy"] is { } inner && inner.ToString() is not ("Cluster" or "Local"))
            errors.NotSupported("spec.internalTrafficPolicy", inner, "Cluster", "Local");
    }
}
