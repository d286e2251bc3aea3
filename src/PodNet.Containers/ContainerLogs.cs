using System.Collections.Immutable;
using PodNet.Containers.Http;
using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Containers;

/// <summary>What containers printed, by pod and container. Immutable. Shown with <c>kubectl logs</c>.</summary>
public sealed class ContainerLogs
{
    private readonly ImmutableDictionary<(string Namespace, string Pod, string Container), ValueList<string>> _lines;

    private ContainerLogs(ImmutableDictionary<(string, string, string), ValueList<string>> lines) => _lines = lines;

    /// <summary>Nobody printed anything.</summary>
    public static ContainerLogs Empty { get; } = new(ImmutableDictionary<(string, string, string), ValueList<string>>.Empty);

    /// <summary>The lines of a container, oldest first.</summary>
    public ValueList<string> Of(string @namespace, string pod, string container) =>
        _lines.GetValueOrDefault((@namespace, pod, container), []);

    /// <summary>These logs with a line more.</summary>
    public ContainerLogs With(string @namespace, string pod, string container, string line) =>
        new(_lines.SetItem((@namespace, pod, container), Of(@namespace, pod, container).Add(line)));

    /// <summary>These logs after an exchange that no program in a container began, such as a traced one: a web server that got a request writes
    /// about it all the same.</summary>
    public ContainerLogs After(Exchange exchange, Cluster cluster)
    {
        if (exchange.Outcome != OutcomeKind.Answered || AccessLog.Server(exchange, cluster) is not { } served) return this;
        HttpRequest request = new("GET", "/", "podnet");
        return AccessLog.With(this, served, request, HttpServers.Answer(request, served, exchange.End), exchange.End);
    }

    /// <summary>These logs without those of pods that are gone: a new pod of the same name begins with empty logs.</summary>
    /// <param name="exists">Whether a pod (namespace, name) is still there.</param>
    public ContainerLogs Keeping(Func<string, string, bool> exists)
    {
        var gone = _lines.Keys.Where(k => !exists(k.Namespace, k.Pod)).ToArray();
        return gone.Length == 0 ? this : new(_lines.RemoveRange(gone));
    }
}
