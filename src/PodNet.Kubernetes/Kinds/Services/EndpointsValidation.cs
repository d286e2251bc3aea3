using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>The rules for Endpoints (kubernetes, pkg/apis/core/validation, validateEndpointSubsets).</summary>
internal static class EndpointsValidation
{
    public static void Subset(ApiMap subset, string path, FieldErrorList errors)
    {
        if (subset.List("addresses").Count == 0 && subset.List("notReadyAddresses").Count == 0)
            errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
        foreach (string field in (string[])["addresses", "notReadyAddresses"])
        {
            foreach ((ApiMap address, string at) in Indexed.Maps(subset, field, path)) Address(address, at, errors);
        }

        bool needName = subset.List("ports").Count > 1;
        foreach ((ApiMap port, string at) in Indexed.Maps(subset, "ports", path))
        {
            if (needName && port.Text("name") is not { Length: > 0 }) errors.Required(at + ".name");
            else EndpointRules.Label(port, "name", at, errors);
            ContainerValidation.PortNumber(port.Number("port") ?? 0, at + ".port", errors);
            EndpointRules.Protocol(port, at, errors);
            if (port.Text("appProtocol") is { } app && LabelNames.QualifiedProblem(app) is { } problem) errors.Invalid(at + ".appProtocol", app, problem);
        }
    }

    private static void Address(ApiMap address, string path, FieldErrorList errors)
    {
        ApiValue written = address["ip"] ?? "";
        bool isAddress = IpAddress.TryParse(written.ToString(), out IpAddress ip);
        if (!isAddress) errors.Invalid(path + ".ip", written, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        EndpointRules.Label(address, "hostname", path, errors);
        EndpointRules.NodeName(address, path, errors);
        if (isAddress) EndpointRules.NotSpecial(ip, written, path + ".ip", errors);
        else errors.Invalid(path + ".ip", written, "must be a valid IP address");
    }
}
