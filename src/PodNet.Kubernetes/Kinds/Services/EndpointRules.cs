using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>Rules that EndpointSlices and Endpoints share.</summary>
internal static class EndpointRules
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];
    private static readonly IpPrefix LinkLocalMulticastV4 = IpPrefix.Parse("224.0.0.0/24");

    /// <summary>An address that no packet can have as its destination on another machine (ValidateNonSpecialIP, ValidateEndpointIP).</summary>
    public static void NotSpecial(IpAddress address, ApiValue written, string path, FieldErrorList errors)
    {
        if (address.IsAny) errors.Invalid(path, written, "may not be unspecified (0.0.0.0 or ::)");
        if (address.IsLoopback) errors.Invalid(path, written, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        if (address.IsLinkLocal) errors.Invalid(path, written, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        bool isLinkLocalMulticast = LinkLocalMulticastV4.Contains(address)
            || (address.Family == IpFamily.V6 && address.IsMulticast && (byte)((address.Bits >> 112) & 0x0f) == 2);
        if (isLinkLocalMulticast) errors.Invalid(path, written, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }

    /// <summary>The protocol of a port.</summary>
    public static void Protocol(ApiMap port, string path, FieldErrorList errors)
    {
        if (port.Text("protocol") is not { Length: > 0 } protocol) errors.Required(path + ".protocol");
        else if (!Protocols.Contains(protocol)) errors.NotSupported(path + ".protocol", protocol, Protocols);
    }

    /// <summary>A field that has to be a DNS label where it is there.</summary>
    public static void Label(ApiMap map, string field, string path, FieldErrorList errors)
    {
        if (map.Text(field) is { Length: > 0 } text && Names.LabelProblem(text) is { } problem) errors.Invalid($"{path}.{field}", text, problem);
    }

    /// <summary>The name of the node, where it is there.</summary>
    public static void NodeName(ApiMap endpoint, string path, FieldErrorList errors)
    {
        if (endpoint.Text("nodeName") is { } node && Names.SubdomainProblem(node) is { } problem) errors.Invalid(path + ".nodeName", node, problem);
    }
}
