using System.Globalization;
using PodNet.Kubernetes.Images;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Packets;

namespace PodNet.Kubernetes.Controllers.Containers;

/// <summary>Asks a container whether it is ready: a port that no container of the pod listens on refuses the connection (kubernetes,
/// pkg/kubelet/prober).</summary>
internal static class ReadinessProbe
{
    /// <summary>Null: it is ready. Else what the probe met.</summary>
    public static string? Problem(KubernetesObject pod, ApiMap container, ApiMap probe)
    {
        string address = pod.Content.Text("status", "podIP") ?? "";
        if (probe["httpGet"] is ApiMap get)
        {
            long port = PortOf(container, get["port"]);
            string scheme = (get.Text("scheme") ?? "HTTP").ToLowerInvariant(), path = get.Text("path") ?? "/";
            string url = string.Create(CultureInfo.InvariantCulture, $"{scheme}://{get.Text("host") ?? address}:{port}/{path.TrimStart('/')}");
            return Refused(pod, get, address, port) is { } refused ? $"Get \"{url}\": {refused}" : null;
        }

        if (probe["tcpSocket"] is ApiMap socket) return Refused(pod, socket, address, PortOf(container, socket["port"]));
        if (probe["grpc"] is ApiMap grpc)
            return Refused(pod, grpc, address, grpc.Number("port") ?? 0) is null
                ? null : "timeout: failed to connect service within 1s: context deadline exceeded";
        ContainerProgram program = ContainerProgram.Of(
            new() { Name = "", Image = "busybox", Command = [.. probe.List("exec", "command").Select(v => v.ToString()!)] }, hasTerminal: false);
        return program.ExitCode == 0 ? null : "";
    }

    private static string? Refused(KubernetesObject pod, ApiMap asked, string address, long port)
    {
        if (asked.Text("host") is { } host && host != address) return null;
        bool answers = pod.Content.Maps("spec", "containers").SelectMany(c => KnownImages.Listens(PodNetworkSpec.Container(c)))
            .Any(p => p.Protocol == IpProtocol.Tcp && p.Port == port);
        return answers ? null : string.Create(CultureInfo.InvariantCulture, $"dial tcp {address}:{port}: connect: connection refused");
    }

    private static long PortOf(ApiMap container, ApiValue? port) => port switch
    {
        ApiNumber number => number.Number,
        ApiText name => container.Maps("ports").FirstOrDefault(p => p.Text("name") == name.Text)?.Number("containerPort") ?? 0,
        _ => 0,
    };
}
