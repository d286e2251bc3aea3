using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Lab.Verify;

/// <summary>A tunnel device's MAC address is nobody's choice: the kernel draws it, or an agent makes it up, and no cluster file can say it. So a
/// cluster that is compared with a capture takes it from the capture's list of interfaces, as it takes the time from no clock.</summary>
internal static class TunnelAddresses
{
    /// <summary>The cluster with its tunnel devices' MACs, and all rows about them, as on the machine that was captured.</summary>
    public static Cluster Adopt(Cluster cluster, ValueList<CaptureInterface> interfaces)
    {
        Dictionary<MacAddress, MacAddress> renamed = [];
        foreach (CaptureInterface seen in interfaces)
        {
            if (!cluster.TryNamespace(new(seen.Namespace), out NetworkNamespace? ns)) continue;
            if (!ns.TryDevice(seen.Name, out NetDevice? device) || device is not TunnelDevice { HasLinkHeader: true }) continue;
            if (MacAddress.TryParse(seen.Mac, out MacAddress mac) && mac != device.Mac) renamed[device.Mac] = mac;
        }

        if (renamed.Count == 0) return cluster;
        foreach (ClusterNode node in cluster.Topology.Nodes) cluster = cluster.With(Renamed(cluster.Namespace(node.Id), renamed));
        return cluster;
    }

    private static NetworkNamespace Renamed(NetworkNamespace ns, Dictionary<MacAddress, MacAddress> renamed)
    {
        NamespaceBuilder builder = ns.ToBuilder();
        HashSet<string> tunnels = [.. ns.Devices.OfType<TunnelDevice>().Select(d => d.Name)];
        foreach (string name in tunnels) builder.SetDevice(name, d => d with { Mac = New(d.Mac) });
        for (int i = 0; i < builder.Neighbors.Count; i++)
        {
            if (builder.Neighbors[i] is { Mac: { } mac } row && tunnels.Contains(row.Device)) builder.Neighbors[i] = row with { Mac = New(mac) };
        }

        for (int i = 0; i < builder.Fdb.Count; i++)
        {
            if (tunnels.Contains(builder.Fdb[i].Device)) builder.Fdb[i] = builder.Fdb[i] with { Mac = New(builder.Fdb[i].Mac) };
        }

        return builder.Build();

        MacAddress New(MacAddress old) => renamed.GetValueOrDefault(old, old);
    }
}
