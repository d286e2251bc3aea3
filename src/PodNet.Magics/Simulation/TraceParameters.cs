using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Magics.Simulation;

/// <summary>How magics that send packets are told who asks whom.</summary>
public static class TraceParameters
{
    /// <summary>The parameters.</summary>
    /// <param name="required">Whether <c>--from</c> and <c>--to</c> have to be given.</param>
    public static ValueList<MagicParameter> All(bool required) =>
    [
        new("--from", "pod or node that asks", "POD") { Required = required, Completions = Places },
        new("--to", "pod, node, IP address, or localhost", "TARGET") { Required = required, Completions = s => Places(s).Append("localhost") },
        new("--port", "destination port, 1 to 65535", "PORT") { Completions = static _ => ["80", "8080"] },
        new("--protocol", "tcp, udp or icmp; by default tcp when a port is given, else icmp", "PROTOCOL")
        {
            Completions = static _ => TraceRequest.Protocols,
        },
        new("--size", "bytes of data in a ping, as ping -s has it; 56 by default", "BYTES") { Completions = static _ => ["1400", "1472"] },
        new("--cold", "empty neighbour tables and connection tracking first, so that ARP is seen", Kind: ParameterKind.Flag),
        new("--ipv6", "ask the target's IPv6 address, where the cluster has both families", Kind: ParameterKind.Flag),
    ];

    /// <summary>Reads them; null when neither <c>--from</c> nor <c>--to</c> was given.</summary>
    /// <exception cref="MagicException">One without the other, or a value that is none of those allowed.</exception>
    public static TraceRequest? Given(MagicCall call)
    {
        if ((call.Text("--from"), call.Text("--to")) is not ({ } from, { } to))
        {
            return !call.Has("--from") && !call.Has("--to")
                ? null
                : throw new MagicException($"{(call.Has("--from") ? "--from" : "--to")} needs {(call.Has("--from") ? "--to" : "--from")} beside it");
        }

        return new(
            from, to, call.Number("--port", 1, 65535), call.OneOf("--protocol", [.. TraceRequest.Protocols]), call.Has("--cold"),
            call.Number("--size", 0, TraceRequest.LargestPing), call.Has("--ipv6") ? IpFamily.V6 : null);
    }

    private static IEnumerable<string> Places(SessionState state) => state.Cluster is { } cluster ? ClusterNames.All(cluster) : [];
}
