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
        .. TraceParameters.All(required: true),
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
        TraceRequest request = TraceParameters.Given(call)!;
        PictureStyle style = PictureStyle.Of(call);
        PictureView view = PictureViews.Of(call);
        (SessionState after, TraceResult result) = request.Run(state);
        Picture picture = Pictures.Trace(
            state.RequiredCluster, result, state.Seed, style, view, all: call.Has("--all"), reply: call.Has("--reply"));
        return new(after, [picture.ToOutput("Every hop in words")]);
    }
}
