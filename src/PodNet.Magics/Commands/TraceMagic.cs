using PodNet.Engine.Tracing;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!trace</c>: follows the packets of one question and its answer.</summary>
internal sealed class TraceMagic : IMagic
{
    public string Name => "#!trace";

    public string Help => "Follows a packet and its answer through the kernels of the cluster";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--from", "pod or node that asks", "POD") { Required = true, Completions = Places },
        new("--to", "pod, node, IP address, or localhost", "TARGET") { Required = true, Completions = s => Places(s).Append("localhost") },
        new("--port", "destination port, 1 to 65535", "PORT") { Completions = static _ => ["80", "8080"] },
        new("--protocol", "tcp, udp or icmp; by default tcp when a port is given, else icmp", "PROTOCOL")
        {
            Completions = static _ => TraceRequest.Protocols,
        },
        new("--size", "bytes of data in a ping, as ping -s has it; 56 by default", "BYTES") { Completions = static _ => ["1400", "1472"] },
        new("--cold", "empty neighbour tables and connection tracking first, so that ARP is seen", Kind: ParameterKind.Flag),
        new("--all", "show every packet: ARP, flooded copies, retries", Kind: ParameterKind.Flag),
        new("--reply", "draw the answer's way too", Kind: ParameterKind.Flag),
        PictureViews.Parameter,
        .. PictureStyle.Parameters,
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2\n#!trace --from client1 --to web2 --port 80", "A web request to a pod on another node"),
        new("#!cluster --nodes 1\n#!trace --from client1 --to web1 --cold --all", "A ping within a node, with every packet"),
        new("#!cluster --nodes 2\n#!trace --from client1 --to web2 --size 3000", "A ping that is larger than the MTU"),
        new("#!cluster --nodes 1\n#!trace --from web1 --to localhost --port 80", "A container asks its own pod"),
        new("#!cluster --nodes 2\n#!trace --from client1 --to web2 --port 80 --view apartment", "The same way through an apartment complex"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        TraceRequest request = new(
            call.Required("--from"), call.Required("--to"), call.Number("--port", 1, 65535),
            call.OneOf("--protocol", [.. TraceRequest.Protocols]), call.Has("--cold"), call.Number("--size", 0, TraceRequest.LargestPing));
        PictureStyle style = PictureStyle.Of(call);
        PictureView view = PictureViews.Of(call);
        (SessionState after, TraceResult result) = request.Run(state);
        Picture picture = Pictures.Trace(
            state.RequiredCluster, result, state.Seed, style, view, all: call.Has("--all"), reply: call.Has("--reply"));
        return new(after, [picture.ToOutput("Every hop in words")]);
    }

    private static IEnumerable<string> Places(SessionState state) => state.Cluster is { } cluster ? ClusterNames.All(cluster) : [];
}
