using System.Globalization;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>The words in which pictures and their text forms name things, so that both say the same.</summary>
internal static class PodWords
{
    private const int ContainersNamed = 3;

    /// <summary>"nginx :80, log-agent, +2": three containers, then a count.</summary>
    public static string Containers(ClusterPod pod)
    {
        IEnumerable<string> named = pod.Containers.Take(ContainersNamed).Select(Container);
        if (pod.Containers.Count > ContainersNamed) named = named.Append($"+{pod.Containers.Count - ContainersNamed}");
        return string.Join(", ", named);
    }

    /// <summary>"VXLAN 1, UDP 8472".</summary>
    public static string Tunnel(Vxlan tunnel) => string.Create(CultureInfo.InvariantCulture, $"VXLAN {tunnel.Vni}, UDP {tunnel.DestinationPort}");

    /// <summary>"1 node", "4,997 nodes".</summary>
    public static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>"1 try", "3 tries".</summary>
    public static string Tries(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "try" : "tries")}");

    /// <summary>"+4,997 nodes · 149,988 pods".</summary>
    public static string More(int nodes, int pods) => pods == 0 ? $"+{Count(nodes, "node")}" : $"+{Count(nodes, "node")} · {Count(pods, "pod")}";

    private static string Container(PodContainer container) => container.Listens.Count == 0
        ? Image(container)
        : $"{Image(container)} {string.Join(' ', container.Listens.Select(Port))}";

    // registry/path/name:tag@digest: the name says what it is.
    private static string Image(PodContainer container)
    {
        string image = container.Image[(container.Image.LastIndexOf('/') + 1)..];
        int end = image.AsSpan().IndexOfAny(':', '@');
        return end > 0 ? image[..end] : image.Length > 0 ? image : container.Name;
    }

    private static string Port(ContainerPort port) => port.Protocol == IpProtocol.Tcp
        ? string.Create(CultureInfo.InvariantCulture, $":{port.Port}")
        : string.Create(CultureInfo.InvariantCulture, $":{port.Port}/{port.Protocol.ToString().ToLowerInvariant()}");
}
