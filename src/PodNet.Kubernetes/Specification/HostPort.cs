using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Kubernetes.Specification;

/// <summary>A port of the node that leads to one of a container: hostPort and hostIP of a manifest's container port.</summary>
/// <param name="Port">The node's.</param>
/// <param name="ContainerPort">The container's.</param>
/// <param name="HostIp">The node's address it is open on; null: all of the node's.</param>
public sealed record HostPort(IpProtocol Protocol, ushort Port, ushort ContainerPort, IpAddress? HostIp = null)
{
    /// <summary>The protocol as the API writes it: TCP, UDP, SCTP.</summary>
    public string ProtocolName => Protocol.ToString().ToUpperInvariant();

    private bool IsOnAll => HostIp is not { } ip || ip == IpAddress.Parse("0.0.0.0");

    /// <summary>The host port of a container port of the API; null where it has none, or what would be refused.</summary>
    public static HostPort? Of(ApiMap port)
    {
        if (port.Number("hostPort") is not (>= 1 and <= 65535 and { } host)) return null;
        if (port.Number("containerPort") is not (>= 1 and <= 65535 and { } container)) return null;
        if (!Enum.TryParse(port.Text("protocol") ?? "TCP", ignoreCase: true, out IpProtocol protocol)) return null;
        return new(protocol, (ushort)host, (ushort)container, port.Text("hostIP") is { Length: > 0 } ip ? IpAddress.Parse(ip) : null);
    }

    /// <summary>Whether no node can have both (pkg/scheduler/framework/types.go, HostPortInfo.CheckConflict): same protocol, same port, and the
    /// same address, or one of them on all.</summary>
    public bool ConflictsWith(HostPort other) =>
        Protocol == other.Protocol && Port == other.Port && (IsOnAll || other.IsOnAll || HostIp == other.HostIp);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Port}/{ProtocolName}{(HostIp is { } ip ? $" of {ip}" : "")}");
}
