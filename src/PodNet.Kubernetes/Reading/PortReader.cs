using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads ports: 8080, 53/udp, or a manifest's {containerPort: 53, protocol: UDP, hostPort: 53, hostIP: 192.168.50.11}.</summary>
internal static class PortReader
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    /// <summary>The container's ports, each with the node's port that leads to it, if one does.</summary>
    public static IReadOnlyList<(ContainerPort Port, HostPort? Host)> Read(Fields parent, string key) => [.. ReadAll(parent, key)];

    private static IEnumerable<(ContainerPort Port, HostPort? Host)> ReadAll(Fields parent, string key)
    {
        foreach ((YamlNode node, string path) in parent.Items(key))
        {
            if (node is not YamlScalar scalar)
            {
                if (ReadLong(parent, node, path) is { } port) yield return port;
            }
            else if (ReadShort(parent, scalar, path) is { } number)
            {
                yield return (number, null);
            }
        }
    }

    private static ContainerPort? ReadShort(Fields parent, YamlScalar scalar, string path)
    {
        string[] parts = scalar.Text.Split('/');
        bool isNumber = ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0;
        if (isNumber && parts.Length <= 2 && Protocol(parts.Length == 2 ? parts[1] : "TCP") is { } protocol) return new(protocol, number);
        parent.Problem(scalar, FieldErrors.Invalid(path, scalar.Text, "must be a port between 1 and 65535, such as 8080 or 53/udp"));
        return null;
    }

    private static (ContainerPort Port, HostPort? Host)? ReadLong(Fields parent, YamlNode node, string path)
    {
        if (parent.Open(node, path, ["name", "containerPort", "protocol", "hostPort", "hostIP"]) is not { } fields) return null;
        fields.Name("name", Names.LabelProblem);
        if (!fields.Has("containerPort"))
            fields.Report("containerPort", FieldErrors.Required(fields.PathOf("containerPort"), "a port has a number"));
        int? number = fields.Integer("containerPort", 1, 65535);
        string written = fields.Text("protocol") ?? "TCP";
        IpProtocol? protocol = Array.IndexOf(Protocols, written) >= 0 ? Protocol(written) : null;
        if (protocol is null) fields.Report("protocol", FieldErrors.NotSupported(fields.PathOf("protocol"), written, Protocols));
        int? host = fields.Integer("hostPort", 0, 65535);
        IpAddress? hostIp = HostIp(fields);
        if (number is not { } n || protocol is not { } p) return null;
        return (new(p, (ushort)n), host is > 0 ? new(p, (ushort)host.Value, (ushort)n, hostIp) : null);
    }

    private static IpAddress? HostIp(Fields port)
    {
        if (port.Text("hostIP") is not { Length: > 0 } text) return null;
        if (IpAddress.TryParse(text, out IpAddress address)) return address;
        port.Report("hostIP", FieldErrors.Invalid(port.PathOf("hostIP"), text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));
        return null;
    }

    private static IpProtocol? Protocol(string name) => name.ToUpperInvariant() switch
    {
        "TCP" => IpProtocol.Tcp,
        "UDP" => IpProtocol.Udp,
        "SCTP" => IpProtocol.Sctp,
        _ => null,
    };
}
