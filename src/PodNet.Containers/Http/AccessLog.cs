using System.Globalization;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Images;
using PodNet.Model.Linux;
using PodNet.Model.Text;
using PodNet.Model.Topology;

namespace PodNet.Containers.Http;

/// <summary>What web servers write about each request: the client's address is the one in the packet that reached them.</summary>
internal static class AccessLog
{
    /// <summary>Who served the request of an exchange, or null when no pod's program did.</summary>
    public static HttpServed? Server(Exchange exchange, Cluster cluster)
    {
        foreach (Journey journey in exchange.Journeys)
        {
            Hop last = journey.Hops[journey.MainEnd];
            if (journey.Role != JourneyRole.Request || journey.Ending is not Delivered { Socket: not null } end) continue;
            if (last.In is not { Tcp: { } tcp, Ip: { } ip, PayloadLength: > 0 } || cluster.Topology.Pod(last.Namespace) is not { } pod) continue;
            if (pod.Containers.FirstOrDefault(c => c.Name == end.To) is not { } container) continue;
            return new(pod, container, ip.Source, tcp.SourcePort);
        }

        return null;
    }

    /// <summary>The logs with a line about the request, where the server writes one (nginx's "combined" format, httpd's "common").</summary>
    public static ContainerLogs With(ContainerLogs logs, HttpServed served, HttpRequest request, HttpResponse? response, SimulatedTime now)
    {
        string time = now.ToDateTime().ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        string asked = Printable.Line($"{request.Method} {request.Path} HTTP/1.1");
        string? line = KnownImages.Repository(served.Container.Image) switch
        {
            _ when response is null => null,
            "nginx" => $"{served.Client} - - [{time}] \"{asked}\" {response.Status} {response.Length} \"-\" \"{Printable.Line(request.Agent)}\" \"-\"",
            "httpd" => $"{served.Client} - - [{time}] \"{asked}\" {response.Status} {response.Length}",
            _ => null,
        };
        return line is null ? logs : logs.With(served.Pod.Namespace, served.Pod.Name, served.Container.Name, line);
    }
}
