using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!service</c>: a Service, its endpoints, and what it became on a node.</summary>
internal sealed class ServiceMagic : IMagic
{
    public string Name => "#!service";

    public string Help => "Shows a Service: its addresses, its endpoints, and what the service proxy made of it on a node";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        new("--name", "the Service", "SERVICE", ParameterKind.Implicit)
        {
            Required = true, Completions = static s => s.Cluster is { } cluster ? ServiceNames.All(cluster) : [],
        },
        new("--node", "the node; the first by default", "NODE")
        {
            Completions = static s => s.Cluster is { } cluster ? ClusterNames.Nodes(cluster) : [],
        },
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2 --proxy iptables\n#!kubectl \"label pods web1 web2 app=web\"\n#!kubectl \"expose pod web1 --name web --port 80\"\n#!service web",
            "What two pods behind one address became"),
        new("#!cluster --nodes 2 --proxy iptables\n#!service kubernetes --node node2", "The Service that every cluster has"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state) =>
        new(state, [OutputBundle.OfText(ServiceReport.Write(state, call.Required("--name"), call.Text("--node")))]);
}
