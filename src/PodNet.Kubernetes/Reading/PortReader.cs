using System.Globalization;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads ports: 8080, 53/udp, or a manifest's {containerPort: 53, protocol: UDP}.</summary>
internal static class PortReader
{
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    public static IEnumerable<ContainerPort> Read(Fields parent, string key)
    {
        foreach ((YamlNode node, string path) in parent.Items(key))
        {
            ContainerPort? port = node is YamlScalar scalar ? ReadShort(parent, scalar, path) : ReadLong(parent, node, path);
            if (port is { } read) yield return read;
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

    private static ContainerPort? ReadLong(Fields parent, YamlNode node, string path)
    {
        if (parent.Open(node, path, ["name", "containerPort", "protocol", "hostPort", "hostIP"]) is not { } fields) return null;
        fields.Name("name", Names.LabelProblem);
        foreach (string key in (string[])["hostPort", "hostIP"])
        {
            if (fields.Has(key)) fields.Report(key, $"{fields.PathOf(key)}: is refused until it is supported");
        }

        if (!fields.Has("containerPort"))
            fields.Report("containerPort", FieldErrors.Required(fields.PathOf("containerPort"), "a port has a number"));
        int? number = fields.Integer("containerPort", 1, 65535);
        string written = fields.Text("protocol") ?? "TCP";
        IpProtocol? protocol = Array.IndexOf(Protocols, written) >= 0 ? Protocol(written) : null;
        if (protocol is null) fields.Report("protocol", FieldErrors.NotSupported(fields.PathOf("protocol"), written, Protocols));
        return number is { } n && protocol is { } p ? new(p, (ushort)n) : null;
    }

    private static IpProtocol? Protocol(string name) => name.ToUpperInvariant() switch
    {
        "TCP" => IpProtocol.Tcp,
        "UDP" => IpProtocol.Udp,
        "SCTP" => IpProtocol.Sctp,
        _ => null,
    };
}
