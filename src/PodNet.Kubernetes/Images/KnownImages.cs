using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Images;

/// <summary>What well-known images listen on. containerPort is documentation in Kubernetes: declaring 8080 does not make nginx leave 80.</summary>
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

    /// <summary>The last element of an image's path without tag and digest: "nginx" for "docker.io/library/nginx:1.27@sha256:...".</summary>
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
        "nginx" or "httpd" => [Tcp(80)],
        "redis" => [Tcp(Flag(args, "--port") ?? 6379)],
        "postgres" => [Tcp(Flag(args, "-p") ?? 5432)],
        "http-echo" => [Tcp(Flag(args, "-listen") ?? 5678)],
        "agnhost" => Agnhost(args),
        "busybox" or "curl" or "netshoot" => [],
        _ => null,
    };

    // agnhost is many programs in one. Without arguments the real image runs "pause" and listens on nothing; nobody names it for
    // that, so here it runs netexec, as nearly every test of Kubernetes' own has it: HTTP on 8080 and UDP on 8081.
    private static ValueList<ContainerPort> Agnhost(ValueList<string> args) => (args.Count == 0 ? "netexec" : args[0]) switch
    {
        "netexec" => Netexec(Flag(args, "--http-port") ?? 8080, Flag(args, "--udp-port") ?? 8081),
        "serve-hostname" => args.Contains("--udp") ? [Udp(Flag(args, "--port") ?? 9376)] : [Tcp(Flag(args, "--port") ?? 9376)],
        _ => [],
    };

    private static ValueList<ContainerPort> Netexec(int http, int udp) => udp > 0 ? [Tcp(http), Udp(udp)] : [Tcp(http)];

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
            if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int port) && port <= 65535) return port;
        }

        return null;
    }

    private static ContainerPort Tcp(int port) => new(IpProtocol.Tcp, (ushort)port);

    private static ContainerPort Udp(int port) => new(IpProtocol.Udp, (ushort)port);
}
