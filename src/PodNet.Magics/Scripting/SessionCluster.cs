using System.Globalization;
using PodNet.Engine.Tracing;
using PodNet.Kubectl.Shell;
using PodNet.Magics.Scripting.Formatters;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Magics.Scripting;

/// <summary>The cluster of a session as C# sees it: always the one there is now. What it does goes through the session as a magic does: state
/// and clock go on, and a refusal is a <see cref="MagicException"/> that leaves the session as it was.</summary>
[TypeFormatterSource(typeof(ShowableFormatterSource), PreferredMimeTypes = [OutputBundle.Html, OutputBundle.Plain])]
public sealed class SessionCluster(Session session) : IShowable
{
    /// <summary>The cluster's objects: topology and the kernel objects of each namespace.</summary>
    /// <exception cref="MagicException">There is no cluster yet.</exception>
    public Cluster Current => session.State.RequiredCluster;

    /// <summary>The pods, in the order they were placed.</summary>
    /// <exception cref="MagicException">There is no cluster yet.</exception>
    public ValueList<Pod> Pods => Current.Topology.Pods.Select(Pod.Of).ToValueList();

    /// <summary>The nodes.</summary>
    /// <exception cref="MagicException">There is no cluster yet.</exception>
    public ValueList<Node> Nodes => Current.Topology.Nodes.Select(n => Node.Of(n, Current.Topology)).ToValueList();

    /// <summary>Follows a packet and its answer, as <c>#!trace</c> does.</summary>
    /// <param name="from">Pod or node that asks.</param>
    /// <param name="to">Pod, node, IP address, or "localhost".</param>
    /// <param name="port">Destination port, 1 to 65535, or null for icmp.</param>
    /// <param name="protocol">"tcp", "udp" or "icmp"; by default tcp when a port is given, else icmp.</param>
    /// <param name="cold">Whether neighbour tables and connection tracking are emptied first, so that ARP is seen.</param>
    /// <exception cref="MagicException">No cluster, an unknown name, or protocol and port do not go together.</exception>
    public TracedExchange Trace(string from, string to, int? port = null, string? protocol = null, bool cold = false)
    {
        if (port is < 1 or > 65535) throw new MagicException($"the port is {port}; it has to be a whole number from 1 to 65535");
        TraceRequest request = new(from, to, port, protocol, cold);
        return session.Run(state =>
        {
            (SessionState after, TraceResult result) = request.Run(state);
            return (after, new TracedExchange(session, state.RequiredCluster, result, state.Seed));
        });
    }

    /// <summary>What a Linux command prints on a node, in a pod, on the router or on a switch: <c>cluster.Show("node1", "ip route")</c>.</summary>
    /// <exception cref="MagicException">No cluster, an unknown name, or a command that is not supported.</exception>
    public PrintedText Show(string place, string command) => session.Run(state =>
    {
        string[] argv = command.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return (state, new PrintedText(KernelTables.Show(state, ClusterNames.Place(state.RequiredCluster, place), argv)));
    });

    /// <summary>What kubectl prints, with its errors: <c>cluster.Kubectl("get pods -o wide")</c>. Several lines are several commands.</summary>
    /// <exception cref="MagicException">There is no cluster yet.</exception>
    public PrintedText Kubectl(string commands) => session.Run(state =>
    {
        (SessionState after, ShellResult result) = KubernetesApi.Run(state, commands, static _ => null);
        return (after, new PrintedText(string.Concat(result.Lines.Select(l => l.Error + l.Out))));
    });

    /// <inheritdoc/>
    OutputBundle IShowable.Show() => Pictures.Topology(Current, session.State.Seed, new()).ToOutput("The cluster in words");

    /// <inheritdoc/>
    public override string ToString() => session.State.Cluster is null ? "no cluster yet" : $"{Count(Nodes.Count, "node")}, {Count(Pods.Count, "pod")}";

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
