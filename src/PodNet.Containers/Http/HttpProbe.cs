using PodNet.Containers.Programs;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;

namespace PodNet.Containers.Http;

/// <summary>How a request ended.</summary>
/// <param name="Outcome">What the network did with it.</param>
/// <param name="Response">null: no answer, or none in HTTP.</param>
internal sealed record HttpResult(OutcomeKind Outcome, HttpResponse? Response);

/// <summary>Sends HTTP requests through the simulated network.</summary>
internal static class HttpProbe
{
    /// <summary>Asks, and has the server's access log written.</summary>
    /// <param name="limit">After how long the client gives up, or null: never before its kernel does.</param>
    public static HttpResult Send(ContainerProcess process, IpAddress address, ushort port, string host, HttpRequest request, TimeSpan? limit)
    {
        ContainerRuntime before = process.Runtime;
        Exchange exchange = process.Trace(new TcpProbe(address, port, Bytes(request, host), limit));
        if (limit is { } most && exchange.Outcome == OutcomeKind.TimedOut)
        {
            process.GiveUpAt(before.Clock.Plus(most));
            return new(OutcomeKind.TimedOut, null);
        }

        if (exchange.Outcome != OutcomeKind.Answered || AccessLog.Server(exchange, before.Cluster) is not { } served)
            return new(exchange.Outcome, exchange.Outcome == OutcomeKind.Answered ? Stranger(exchange) : null);
        HttpResponse? response = HttpServers.Answer(request, served, process.Runtime.Clock);
        process.Log(AccessLog.With(process.Runtime.Written, served, request, response, process.Runtime.Clock));
        return new(OutcomeKind.Answered, response);
    }

    // Nodes and the router answer, too, where something listens on them.
    private static HttpResponse Stranger(Exchange exchange) =>
        new(200, "", "text/plain", $"served by {exchange.Request!.Hops[exchange.Request.MainEnd].Namespace.Name}\n");

    private static int Bytes(HttpRequest request, string host) =>
        $"{request.Method} {request.Path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {request.Agent}\r\nConnection: close\r\n\r\n".Length;
}
