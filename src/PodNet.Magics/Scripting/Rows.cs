using PodNet.Magics.Scripting.Formatters;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Magics.Scripting;

/// <summary>A pod, as a row of a table (<c>kubectl get pods -o wide</c> shows the first three).</summary>
/// <param name="Name">As kubectl names it; the namespace stands before it only where it is not "default".</param>
/// <param name="Node">Name of the node it runs on.</param>
/// <param name="HostInterface">The node's end of its veth pair.</param>
/// <param name="Listens">Ports its containers listen on: "tcp/80".</param>
public sealed record Pod(string Name, IpAddress IP, string Node, string HostInterface, ValueList<string> Listens)
{
    internal static Pod Of(ClusterPod pod) => new(pod.DisplayName, pod.Address, pod.Node, pod.HostInterface, Ports(pod));

    private static ValueList<string> Ports(ClusterPod pod) =>
        pod.Containers.SelectMany(c => c.Listens).Select(p => $"{p.Protocol.ToString().ToLowerInvariant()}/{p.Port}").ToValueList();
}

/// <summary>A node, as a row of a table.</summary>
/// <param name="PodCidr">The range its pods' addresses are from.</param>
/// <param name="Pods">How many pods run on it.</param>
public sealed record Node(string Name, IpAddress IP, IpPrefix PodCidr, int Pods)
{
    internal static Node Of(ClusterNode node, ClusterTopology topology) => new(node.Name, node.Address, node.PodCidr, topology.PodsOn(node.Name).Count);
}

/// <summary>What a command printed.</summary>
[TypeFormatterSource(typeof(ShowableFormatterSource), PreferredMimeTypes = [OutputBundle.Html, OutputBundle.Plain])]
public sealed record PrintedText(string Text) : IShowable
{
    /// <summary>Its lines without their line feeds.</summary>
    public ValueList<string> Lines => Text.TrimEnd('\n').Split('\n').ToValueList();

    /// <inheritdoc/>
    public OutputBundle Show() => OutputBundle.OfText(Text.TrimEnd('\n'));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
