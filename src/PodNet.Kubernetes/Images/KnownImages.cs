using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Images;

/// <summary>What well-known images listen on. containerPort is documentation in Kubernetes: declaring 8080 does not make nginx leave
/// 80.</summary>
public static class KnownImages
{
    /// <summary>Ports the program of <paramref name="container"/> listens on. What the file says outright comes first; then a known
    /// image with its own command; then, for want of better knowledge, its containerPorts.</summary>
    public static ValueList<ContainerPort> Listens(ContainerSpec container)
    {
        if (container.Listens is { } said) return said;
        if (container.Command.Count > 0) return container.ContainerPorts;
        return OfImage(Repository(container.Image), container.Args) ?? container.ContainerPorts;
    }

    /// <summary>The last element of an image's path without tag and digest: "nginx" for
    /// "docker.io/library/nginx:1.27@sha256:...".</summary>
    public static string Repository(string image)
    {
        int end = image.IndexOf('@', StringComparison.Ordinal);
        string name = end < 0 ? image : image[..end];
        name = name[(name.LastIndexOf('/') + 1)..];
        int tag = name.IndexOf(':', StringComparison.Ordinal);
        return tag < 0 ? name : name[..tag];
    }

    private static ValueList<ContainerPort>? OfImage(string repository, ValueList<string> args) => repository switch
    {
        "nginx" or "httpd" => Ports(80),
        "redis" => Ports(Flag(args, "--port") ?? 6379),
        "postgres" => Ports(Flag(args, "-p") ?? 5432),
        "http-echo" => Ports(Flag(args, "-listen") ?? 5678),
        "agnhost" => Agnhost(args),
        "busybox" or "curl" or "netshoot" => [],
        _ => null,
    };

    // agnhost is many programs in one. Without arguments the real image runs "pause" and listens on nothing; nobody names it for
    // that, so here it runs netexec, as nearly every test of Kubernetes' own has it: HTTP on 8080 and UDP on 8081.
    private static ValueList<ContainerPort> Agnhost(ValueList<string> args) => (args.Count == 0 ? "netexec" : args[0]) switch
    {
        "netexec" => Ports(Flag(args, "--http-port") ?? 8080, udp: Flag(args, "--udp-port") ?? 8081),
        "serve-hostname" when args.Contains("--udp") => Ports(-1, udp: Flag(args, "--port") ?? 9376),
        "serve-hostname" => Ports(Flag(args, "--port") ?? 9376),
        _ => [],
    };

    // -1 is how these programs are told not to listen; 0 would be any free port, which nobody could name.
    private static ValueList<ContainerPort> Ports(int tcp, int udp = -1)
    {
        ValueList<ContainerPort> ports = tcp > 0 ? [new(IpProtocol.Tcp, (ushort)tcp)] : [];
        return udp > 0 ? ports.Add(new(IpProtocol.Udp, (ushort)udp)) : ports;
    }

    // Flags as Go programs take them: one or two dashes, "=value" or the next argument; a listen address ends in ":port".
    private static int? Flag(ValueList<string> args, string flag)
    {
        string name = flag.TrimStart('-');
        for (int i = 0; i < args.Count; i++)
        {
            string[] parts = args[i].TrimStart('-').Split('=', 2);
            if (!args[i].StartsWith('-') || parts[0] != name) continue;
            string value = parts.Length == 2 ? parts[1] : i + 1 < args.Count ? args[i + 1] : "";
            value = value[(value.LastIndexOf(':') + 1)..];
            bool isNumber = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int port);
            if (isNumber && port <= ushort.MaxValue) return port;
        }

        return null;
    }
}
