using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Kubernetes.Services;

/// <summary>Reads a Service object as kube-proxy does (kubernetes, pkg/proxy/serviceport.go and pkg/proxy/util). Defaults need not be filled in.</summary>
internal static class ServiceReader
{
    private const string ProxyNameLabel = "service.kubernetes.io/service-proxy-name";
    private const int DefaultAffinitySeconds = 10800;

    /// <summary>Whether there is anything to do for it.</summary>
    public static bool IsProxied(ApiMap service) => service.Text("spec", "clusterIP") is not (null or "" or "None")
        && service.Text("spec", "type") != "ExternalName" && service.At("metadata", "labels", ProxyNameLabel) is null;

    /// <summary>Its ClusterIP of a family, or null.</summary>
    public static IpAddress? ClusterIp(ApiMap service, IpFamily family)
    {
        IEnumerable<string?> all = service.List("spec", "clusterIPs").Select(a => a.ToString()).Append(service.Text("spec", "clusterIP"));
        foreach (string? text in all)
        {
            if (text is not null && IpAddress.TryParse(text, out IpAddress address) && address.Family == family) return address;
        }

        return null;
    }

    /// <summary>Its ports.</summary>
    public static ValueList<ServicePort> Ports(ServiceName name, ApiMap service, IpFamily family)
    {
        ApiMap spec = service.Map("spec");
        ServicePort shared = Shared(name, service, family);
        return spec.Maps("ports").Where(p => PortNumber(p["port"]) > 0).Select(p => shared with
        {
            Name = new(name, p.Text("name") ?? "", Protocol(p.Text("protocol"))),
            Port = PortNumber(p["port"]),
            NodePort = PortNumber(p["nodePort"]),
        }).ToValueList();
    }

    /// <summary>A protocol as the API names it; TCP where nothing is said.</summary>
    public static IpProtocol Protocol(string? name) => name switch { "UDP" => IpProtocol.Udp, "SCTP" => IpProtocol.Sctp, _ => IpProtocol.Tcp };

    /// <summary>A port number; 0 for what is none.</summary>
    public static ushort PortNumber(ApiValue? value) => value is ApiNumber { Number: > 0 and <= ushort.MaxValue } number ? (ushort)number.Number : (ushort)0;

    private static ServicePort Shared(ServiceName name, ApiMap service, IpFamily family)
    {
        ApiMap spec = service.Map("spec");
        string type = spec.Text("type") ?? "ClusterIP";
        bool isOutside = type is "LoadBalancer" or "NodePort" || spec.List("externalIPs").Count > 0;
        bool isLocal = isOutside && spec.Text("externalTrafficPolicy") == "Local";
        return new()
        {
            Name = new(name, "", IpProtocol.Tcp),
            ClusterIp = ClusterIp(service, family)!.Value,
            Port = 0,
            ExternalIps = Addresses(spec.List("externalIPs").Select(a => a.ToString()), family),
            LoadBalancerIps = Addresses(service.Maps("status", "loadBalancer", "ingress")
                .Where(i => i.Text("ipMode") is null or "VIP").Select(i => i.Text("ip")), family),
            LoadBalancerSourceRanges = spec.List("loadBalancerSourceRanges").Select(r => Network(r.ToString()!)).OfType<IpPrefix>()
                .Where(r => r.Address.Family == family).ToValueList(),
            AffinityTimeout = spec.Text("sessionAffinity") == "ClientIP"
                ? TimeSpan.FromSeconds(spec.Number("sessionAffinityConfig", "clientIP", "timeoutSeconds") ?? DefaultAffinitySeconds) : null,
            ExternalPolicyLocal = isLocal,
            InternalPolicyLocal = spec.Text("internalTrafficPolicy") == "Local",
            HealthCheckNodePort = type == "LoadBalancer" && isLocal ? PortNumber(spec["healthCheckNodePort"]) : (ushort)0,
            TrafficDistribution = spec.Text("trafficDistribution"),
            TopologyMode = service.Text("metadata", "annotations", "service.kubernetes.io/topology-mode")
                ?? service.Text("metadata", "annotations", "service.kubernetes.io/topology-aware-hints"),
        };
    }

    private static ValueList<IpAddress> Addresses(IEnumerable<string?> texts, IpFamily family) => texts
        .Select(t => t is not null && IpAddress.TryParse(t, out IpAddress address) && address.Family == family ? address : default)
        .Where(a => !a.IsNone).ToValueList();

    // The API server lets spaces around it pass, and bits behind the mask.
    private static IpPrefix? Network(string text)
    {
        string[] parts = text.Trim().Split('/');
        bool isNetwork = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isNetwork && IpAddress.TryParse(parts[0], out IpAddress address) && int.Parse(parts[1], CultureInfo.InvariantCulture) is var length
            && length <= address.Width ? new IpPrefix(address, length) : null;
    }
}
