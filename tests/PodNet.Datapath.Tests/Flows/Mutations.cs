using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>A cluster that lacks one object.</summary>
internal sealed record Mutation(string Object, Func<Cluster, Cluster> Apply);

/// <summary>Takes the objects of a namespace away, one at a time.</summary>
internal static class Mutations
{
    public static IEnumerable<Mutation> Of(NetworkNamespace ns)
    {
        foreach (NetDevice device in ns.Devices.Where(d => d is not Loopback))
        {
            yield return Edit(ns, $"device {device.Name}", b => b.DeleteDevice(device.Name));
            if (device.Promiscuous) yield return Edit(ns, $"promisc on {device.Name}", b => b.SetDevice(device.Name, d => d with { Promiscuous = false }));
            if (device.Port is { Hairpin: true })
                yield return Edit(ns, $"hairpin on {device.Name}", b => b.SetDevice(device.Name, d => d with { Port = d.Port! with { Hairpin = false } }));
            if (device.Mtu != 1500) yield return Edit(ns, $"mtu of {device.Name}", b => b.SetDevice(device.Name, d => WithMtu(d)));
        }

        foreach (Route route in ns.Fib.Routes.Where(r => r.Protocol != RouteProtocol.Kernel))
            yield return Edit(ns, $"route {route.Destination}", b => b.Routes.Remove(route));
        foreach (Neighbor neighbor in ns.Neighbors) yield return Edit(ns, $"neighbour {neighbor.Address}", b => b.Neighbors.Remove(neighbor));
        foreach (FdbEntry row in ns.Fdb.Where(f => !f.Local)) yield return Edit(ns, $"fdb {row.Mac} {row.Remote}", b => b.Fdb.Remove(row));
        foreach ((string name, int value) in ns.Sysctls.Assigned) yield return Edit(ns, $"sysctl {name}", b => b.SetSysctl(name, value == 0 ? 1 : 0));
        foreach (Socket socket in ns.Sockets) yield return Edit(ns, $"socket {socket.Protocol} {socket.Address} {socket.Port}", b => b.Sockets.Remove(socket));
        foreach ((IpFamily family, Table table) in ns.Netfilter.Tables.Select(t => (IpFamily.V4, t)).Concat(ns.Netfilter6.Tables.Select(t => (IpFamily.V6, t))))
        {
            foreach (Chain chain in table.Chains)
            {
                for (int i = 1; i <= chain.Rules.Count; i++)
                {
                    int position = i;
                    string tool = family == IpFamily.V4 ? "" : "ip6tables ";
                    yield return Edit(ns, $"{tool}rule {position} of {table.Name} {chain.Name}", b => b.DeleteRule(table.Name, chain.Name, position, family));
                }
            }
        }
    }

    private static Mutation Edit(NetworkNamespace ns, string what, Action<NamespaceBuilder> edit) => new($"{ns.Id}: {what}", cluster =>
    {
        NamespaceBuilder builder = cluster.Namespace(ns.Id).ToBuilder();
        edit(builder);
        return cluster.With(builder.Build());
    });

    private static NetDevice WithMtu(NetDevice device) => device with { Mtu = 1500 };
}
