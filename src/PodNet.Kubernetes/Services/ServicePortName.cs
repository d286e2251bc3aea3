using PodNet.Model.Packets;

namespace PodNet.Kubernetes.Services;

/// <summary>Names a Service.</summary>
public readonly record struct ServiceName(string Namespace, string Name) : IComparable<ServiceName>
{
    /// <summary>By namespace, then by name, ordinal.</summary>
    public int CompareTo(ServiceName other)
    {
        int bySpace = string.CompareOrdinal(Namespace, other.Namespace);
        return bySpace != 0 ? bySpace : string.CompareOrdinal(Name, other.Name);
    }

    /// <summary>"default/web".</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>Names one port of a Service (kubernetes, pkg/proxy/types.go). Chain names are hashes of it.</summary>
/// <param name="Port">The port's name; empty where the only port has none.</param>
public readonly record struct ServicePortName(ServiceName Service, string Port, IpProtocol Protocol) : IComparable<ServicePortName>
{
    /// <summary>The protocol as rules name it: "tcp", "udp", "sctp".</summary>
    public string ProtocolText => Protocol switch { IpProtocol.Udp => "udp", IpProtocol.Sctp => "sctp", _ => "tcp" };

    /// <summary>By Service, then by the port's name, then by protocol.</summary>
    public int CompareTo(ServicePortName other)
    {
        int byService = Service.CompareTo(other.Service);
        if (byService != 0) return byService;
        int byPort = string.CompareOrdinal(Port, other.Port);
        return byPort != 0 ? byPort : Protocol.CompareTo(other.Protocol);
    }

    /// <summary>"default/web:http", or "default/web" where the port has no name: what comments of rules say.</summary>
    public override string ToString() => Port.Length == 0 ? Service.ToString() : $"{Service}:{Port}";
}
