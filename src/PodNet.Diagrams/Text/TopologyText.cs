using System.Globalization;
using System.Text;
using PodNet.Diagrams.Layout;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Text;

/// <summary>A cluster in plain text: every node and pod with its devices; very large clusters as far as the picture goes.</summary>
internal static class TopologyText
{
    private const int MostPodsWritten = 200;

    public static string Write(TopologyView view, string facts)
    {
        ClusterTopology topology = view.Cluster.Topology;
        bool all = topology.Pods.Count <= MostPodsWritten && topology.Nodes.Count <= MostPodsWritten;
        ClusterSketch sketch = ClusterSketch.Choose(
            view.Cluster, view.Keep ?? new HashSet<NamespaceId>(), all ? MostPodsWritten : 3, _ => all ? MostPodsWritten : 6);
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{PodWords.Count(topology.Nodes.Count, "node")}, {PodWords.Count(topology.Pods.Count, "pod")}");
        text.AppendLine(Printable.Clean(facts));
        Write(text, sketch);
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The node network and the nodes of a sketch.</summary>
    public static void Write(StringBuilder text, ClusterSketch sketch)
    {
        Underlay underlay = sketch.Cluster.Topology.Underlay;
        string router = underlay.Router is { } r ? $", router {r.Name} {string.Join(", ", r.Addresses)}" : "";
        text.AppendLine(Printable.Clean($"node network {underlay.Subnet}{router}"));
        if (underlay.Segments.Count == 2)
        {
            foreach (UnderlaySegment segment in underlay.Segments)
                text.AppendLine(Printable.Clean($"  switch {segment.Switch} {segment.Subnet}, router's address on it {segment.RouterAddress}"));
        }

        foreach (NodeSketch node in sketch.Nodes) Write(text, node);
        if (sketch.HiddenNodes > 0) text.AppendLine().AppendLine(PodWords.More(sketch.HiddenNodes, sketch.HiddenNodesPods));
    }

    private static void Write(StringBuilder text, NodeSketch node)
    {
        text.AppendLine();
        text.AppendLine(Printable.Clean($"node {node.Node.Name}  {node.Node.Address}  pods {node.Node.PodCidr}"));
        if (node.Uplink is { } uplink) text.AppendLine(Printable.Clean($"  uplink {uplink.Name}{Mtu(uplink)}{Marks(uplink)}"));
        text.AppendLine(Printable.Clean(node.Bridge is { } bridge
            ? $"  bridge {bridge.Name} {string.Join(' ', bridge.Addresses)}{Mtu(bridge)}"
            : "  host routes, no bridge"));
        foreach (string row in node.Routes) text.AppendLine(Printable.Clean($"    {row}"));
        if (node.Pair is { } pair)
        {
            text.AppendLine(Printable.Clean($"  veth pair {pair.Near.Name} - {pair.Far.Name}{Mtu(pair.Near)}{Marks(pair.Near)}{Marks(pair.Far)}"));
            if (node.Switch is { } inner) text.AppendLine(Printable.Clean($"  switch {inner.Name}{Mtu(inner)}"));
            if (node.Forwarder is { } program) text.AppendLine(Printable.Clean($"  program {program.Program} reads {program.Device}, and carries frames to its peers in UDP"));
        }

        if (node.Tunnel is { } tunnel)
            text.AppendLine(Printable.Clean($"  tunnel {tunnel.Name}: {PodWords.Tunnel(tunnel)}{Mtu(tunnel)}{Marks(tunnel)}"));
        foreach (PodSketch pod in node.Pods)
        {
            string devices = pod.Interface is { } own ? $"{own.Name} - {pod.Pod.HostInterface}{Mtu(own)}" : "uses the node's network";
            string line = $"  pod {pod.Pod.DisplayName}  {pod.Pod.Address}  {devices}  {PodWords.Containers(pod.Pod)}";
            text.AppendLine(Printable.Clean(line.TrimEnd()));
            if (pod.HostEnd is { } end && Marks(end) is { Length: > 0 } marks) text.AppendLine(Printable.Clean($"    {end.Name}{marks}"));
            if (pod.ProxyArp) text.AppendLine(Printable.Clean($"    {pod.Pod.HostInterface} answers ARP for others (proxy_arp)"));
            foreach (string failure in PodWords.BindFailures(pod.Pod)) text.AppendLine(Printable.Clean($"    {failure}"));
        }

        if (node.HiddenPods > 0) text.AppendLine(CultureInfo.InvariantCulture, $"  +{PodWords.Count(node.HiddenPods, "pod")}");
    }

    private static string Marks(NetDevice device) => Programs.On(device) is { Count: > 0 } programs ? $", bpf: {string.Join(", ", programs)}" : "";

    private static string Mtu(NetDevice device) => string.Create(CultureInfo.InvariantCulture, $" mtu {device.Mtu}");
}
