using PodNet.Diagrams.Charts;
using PodNet.Engine.Tracing;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!chart</c>: the numbers of a packet's way.</summary>
internal sealed class ChartMagic : IMagic
{
    public string Name => "#!chart";

    public string Help => "Charts a packet's way, hop by hop: bytes on the wire, MTU left, rewrites of headers";

    public ValueList<MagicParameter> Parameters { get; } =
        [ChartSubjects.Parameter, .. TraceParameters.All(required: false), .. PictureStyle.Parameters];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2\n#!chart --of bytes --from client1 --to web2 --port 80", "What a tunnel adds to each packet"),
        new("#!cluster --nodes 2\n#!trace --from client1 --to web2\n#!chart mtu", "How much larger the packets of the last trace could have been"),
        new("#!cluster --nodes 2\n#!chart rewrites --from client1 --to web2 --port 80", "Which header fields change on the way"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        ChartSubject subject = ChartSubjects.Of(call.Text(ChartSubjects.Parameter.Name) ?? ChartSubjects.Names[0]);
        PictureStyle style = PictureStyle.Of(call);
        (SessionState after, Exchange exchange) = LastTrace.OrNew(call, state, "#!chart bytes --from client1 --to web2 --port 80", "charted");
        BarChart chart;
        try
        {
            chart = TraceCharts.Of(state.RequiredCluster, exchange, subject, state.Seed);
        }
        catch (KeyNotFoundException)
        {
            throw LastTrace.Gone();
        }

        (after, OutputBundle output) = ChartOutput.Of(after, chart, style);
        return new(after, [output]);
    }
}
