using System.Collections.Immutable;
using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>Gives a Service its node ports (kubernetes, pkg/registry/core/service/portallocator; --service-node-port-range).</summary>
/// <param name="taken">The ports of all other Services.</param>
/// <param name="stamp">Makes what is chosen by chance differ from one time to the next.</param>
internal sealed class NodePortAllocation(ImmutableHashSet<(string Protocol, long Port)> taken, ApiRequest request, string stamp, FieldErrorList errors)
{
    private const int First = 30000;
    private const int Last = 32767;

    // min(max(16, 2768 / 32), 128): ports below are not chosen while others are free.
    private const int Static = 86;

    /// <summary>The spec with a port at every node for each of its ports, where they are needed, and one for the load balancer's health checks.</summary>
    public ApiMap Allocate(ApiMap spec, bool needed)
    {
        int index = -1;
        foreach (ApiMap port in spec.Maps("ports"))
        {
            index++;
            if (port.Number("nodePort") is > 0 and { } asked)
                Check(asked, taken.Contains((port.Text("protocol") ?? "", asked)), Indexed.At("spec.ports", index) + ".nodePort");
        }

        HashSet<long> own = [.. spec.Maps("ports").Select(p => p.Number("nodePort") ?? 0)];
        index = -1;
        spec = spec.EachMap("ports", port =>
        {
            index++;
            if (port.Number("nodePort") is > 0) return port;
            return needed ? port.With("nodePort", Choose(port.Text("protocol"), index, own)) : port.Without("nodePort");
        });
        return ServiceAllocation.HasHealthCheck(spec) ? WithHealthCheck(spec, own) : spec;
    }

    private ApiMap WithHealthCheck(ApiMap spec, HashSet<long> own)
    {
        if (spec.Number("healthCheckNodePort") is not (> 0 and { } asked))
            return spec.With("healthCheckNodePort", Choose("TCP", spec.List("ports").Count, own));
        Check(asked, taken.Contains(("TCP", asked)), "spec.healthCheckNodePort");
        return spec;
    }

    private void Check(long asked, bool isTaken, string path)
    {
        string? problem = asked is < First or > Last
            ? $"provided port is not in the valid range. The range of valid ports is {First}-{Last}"
            : isTaken ? "provided port is already allocated" : null;
        if (problem is not null) errors.Invalid(path, asked, problem);
    }

    private ApiValue? Choose(string? protocol, int index, HashSet<long> own)
    {
        long start = Identifiers.Pick(Last + 1 - First - Static, request.Seed, "nodePort", stamp, index.ToString(CultureInfo.InvariantCulture));
        for (long i = 0; i < Last + 1 - First; i++)
        {
            // The upper part from a place chosen by chance, round about; then the lower.
            long upper = Last + 1 - First - Static;
            long number = i < upper ? First + Static + ((start + i) % upper) : First + i - upper;
            if (!taken.Contains((protocol ?? "", number)) && own.Add(number)) return number;
        }

        errors.InvalidRaw(Indexed.At("spec.ports", index) + ".nodePort", "0", "failed to allocate a nodePort: range is full");
        return null;
    }
}
