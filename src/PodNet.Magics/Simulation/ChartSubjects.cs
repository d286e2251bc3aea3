using PodNet.Diagrams.Charts;
using PodNet.Kubernetes.Validation;

namespace PodNet.Magics.Simulation;

/// <summary>How a chart is asked for.</summary>
public static class ChartSubjects
{
    /// <summary>The charts by name; the first is the default.</summary>
    public static IReadOnlyList<string> Names { get; } = ["bytes", "mtu", "rewrites"];

    /// <summary>The parameter that chooses one.</summary>
    public static MagicParameter Parameter { get; } = new(
        "--of",
        "bytes on the wire with a tunnel's headers apart (default), mtu left at each device, or rewrites of header fields", "SUBJECT",
        ParameterKind.Implicit)
    {
        Completions = static _ => Names,
    };

    /// <summary>A chart from its name.</summary>
    /// <exception cref="MagicException">No such chart; the nearest is suggested.</exception>
    public static ChartSubject Of(string name) => name switch
    {
        "bytes" => ChartSubject.Bytes,
        "mtu" => ChartSubject.Mtu,
        "rewrites" => ChartSubject.Rewrites,
        _ => throw new MagicException($"no chart of '{name}'; there are {string.Join(", ", Names)}{NearestName.Suggestion(name, Names)}"),
    };
}
