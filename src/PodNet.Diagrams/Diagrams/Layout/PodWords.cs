using System.Globalization;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Layout;

/// <summary>The words in which pictures and their text forms name things, so that both say the same.</summary>
internal static class PodWords
{
    private const int ContainersNamed = 3;

    /// <summary>"site (nginx) :8080, metrics (busybox) :9090, log (fluentd), +2": three containers, then a count.</summary>
    public static string Containers(ClusterPod pod)
    {
        IEnumerable<string> named = pod.Containers.Take(ContainersNamed).Select(c => Container(pod, c));
        if (pod.Containers.Count > ContainersNamed) named = named.Append($"+{pod.Containers.Count - ContainersNamed}");
        return string.Join(", ", named);
    }

    /// <summary>The containers in one line of <paramref name="room"/> px, without images if there are several.</summary>
    public static string ContainersIn(ClusterPod pod, TextStyle style, double room) => Joined(pod, [.. pod.Containers], room, style);

    /// <summary>Lines wanted to give each container that is named one of its own.</summary>
    public static int LinesWanted(ClusterPod pod) => Math.Clamp(pod.Containers.Count, 1, ContainersNamed);

    /// <summary>The containers in at most <paramref name="lines"/> lines of <paramref name="room"/> px: one to a line, the last line has
    /// what is left. Whole containers are left out and counted before a name is shortened.</summary>
    /// <returns>The lines, and whether one of the containers in it did not get a port it wanted.</returns>
    public static IEnumerable<(string Text, bool Failed)> ContainerLines(ClusterPod pod, int lines, double room)
    {
        int alone = pod.Containers.Count <= lines ? pod.Containers.Count : lines - 1;
        for (int i = 0; i < alone; i++)
        {
            PodContainer container = pod.Containers[i];
            TextStyle style = Failed(container) ? TextStyle.Strong : TextStyle.Word;
            bool fits = TextMetrics.Width(Printable.Clean(Container(pod, container)), style) <= room;
            yield return (Container(pod, container, fits), Failed(container));
        }

        PodContainer[] rest = [.. pod.Containers.Skip(alone)];
        if (rest.Length > 0) yield return (Joined(pod, rest, room), rest.Any(Failed));
    }

    /// <summary>Ports that containers of a pod wanted and did not get: "late: bind :8080 failed, blue has it (EADDRINUSE)".</summary>
    public static IEnumerable<string> BindFailures(ClusterPod pod) =>
        from container in pod.Containers
        from failure in container.BindFailures
        select $"{container.Name}: bind {Port(failure.Port)} failed, {failure.HeldBy} has it (EADDRINUSE)";

    /// <summary>"VXLAN 1, UDP 8472".</summary>
    public static string Tunnel(TunnelDevice tunnel) => tunnel switch
    {
        Vxlan { External: true } vxlan => string.Create(CultureInfo.InvariantCulture, $"VXLAN by programs, UDP {vxlan.DestinationPort}"),
        Geneve geneve => string.Create(CultureInfo.InvariantCulture, $"Geneve by programs, UDP {geneve.DestinationPort}"),
        Vxlan vxlan => string.Create(CultureInfo.InvariantCulture, $"VXLAN {vxlan.Vni}, UDP {vxlan.DestinationPort}"),
        Ipip => "IP in IP",
        WireGuard wireguard => string.Create(CultureInfo.InvariantCulture, $"WireGuard, UDP {wireguard.ListenPort}"),
        _ => throw new NotSupportedException($"no words for {tunnel.GetType().Name}"),
    };

    /// <summary>"1 node", "4,997 nodes".</summary>
    public static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>"1 try", "3 tries".</summary>
    public static string Tries(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? "try" : "tries")}");

    /// <summary>"+4,997 nodes · 149,988 pods".</summary>
    public static string More(int nodes, int pods) =>
        pods == 0 ? $"+{Count(nodes, "node")}" : $"+{Count(nodes, "node")} · {Count(pods, "pod")}";

    private static string Joined(ClusterPod pod, PodContainer[] containers, double room, TextStyle? wanted = null)
    {
        TextStyle style = wanted ?? (containers.Any(Failed) ? TextStyle.Strong : TextStyle.Word);
        string shorter = "";
        for (int shown = Math.Min(containers.Length, ContainersNamed); shown > 0; shown--)
        {
            string more = shown == containers.Length ? "" : $", +{containers.Length - shown}";
            shorter = string.Join(", ", containers.Take(shown).Select(c => Container(pod, c, image: containers.Length == 1))) + more;
            if (TextMetrics.Width(Printable.Clean(shorter), style) <= room) break;
        }

        return shorter;
    }

    private static bool Failed(PodContainer container) => container.BindFailures.Count > 0;

    private static string Container(ClusterPod pod, PodContainer container, bool image = true)
    {
        string name = Named(pod, container, image);
        string ports = container.Listens.Count == 0 ? "" : $" {string.Join(' ', container.Listens.Select(Port))}";
        string missing = Failed(container) ? $" ✕ {string.Join(' ', container.BindFailures.Select(f => Port(f.Port)))} in use" : "";
        return name + ports + missing;
    }

    // A container that is the pod's only one and has its name, or its image's, says more by its image.
    private static string Named(ClusterPod pod, PodContainer container, bool image)
    {
        string made = Image(container);
        if (container.Name == made || (pod.Containers.Count == 1 && container.Name == pod.Name)) return made;
        return image ? $"{container.Name} ({made})" : container.Name;
    }

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
