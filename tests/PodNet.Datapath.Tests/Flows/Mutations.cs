using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Programs;
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
            foreach (WireGuardPeer peer in device is WireGuard wireguard ? wireguard.Peers : [])
            {
                yield return Edit(ns, $"peer {peer.PublicKey} {peer.Endpoint}", b => b.SetDevice(
                    device.Name, d => d is WireGuard w ? w with { Peers = w.Peers.Where(p => p != peer).ToValueList() } : d));
            }

            if (device.Promiscuous) yield return Edit(ns, $"promisc on {device.Name}", b => b.SetDevice(device.Name, d => d with { Promiscuous = false }));
            if (device.Port is { Hairpin: true })
                yield return Edit(ns, $"hairpin on {device.Name}", b => b.SetDevice(device.Name, d => d with { Port = d.Port! with { Hairpin = false } }));
            if (device.Datapath is not null) yield return Edit(ns, $"datapath of {device.Name}", b => b.SetDevice(device.Name, d => d with { Datapath = null }));
            if (device.Mtu != 1500) yield return Edit(ns, $"mtu of {device.Name}", b => b.SetDevice(device.Name, d => WithMtu(d)));
        }

        foreach (NetDevice device in ns.Devices.Where(d => d.Attachments != DeviceAttachments.None))
        {
            foreach (PacketProgram program in device.Attachments.TcIngress.Concat(device.Attachments.TcEgress))
            {
                yield return Edit(ns, $"program {program.Name} on {device.Name}", b => b.SetDevice(device.Name, d => d with
                {
                    Attachments = d.Attachments with
                    {
                        TcIngress = d.Attachments.TcIngress.Where(p => p != program).ToValueList(),
                        TcEgress = d.Attachments.TcEgress.Where(p => p != program).ToValueList(),
                    },
                }));
            }
        }

        foreach (BpfMapRow row in ns.MapRows) yield return Edit(ns, $"row {row.Key} of {row.Map}", b => b.MapRows.Remove(row));

        // What the kernel makes by itself of an address comes and goes with it; plugins may write "proto kernel" too.
        foreach (Route route in ns.Fib.Routes.Where(r => r.Protocol != RouteProtocol.Kernel || r.Via is not null || r.Table is not (RouteTable.Local or RouteTable.Main)))
        {
            string table = route.Table == RouteTable.Main ? "" : $" of table {route.Table}";
            string kind = route.Type == RouteType.Throw ? "throw route" : "route", via = route.Via is { } next ? $" via {next}" : "";
            yield return Edit(ns, $"{kind} {route.Destination}{table}{via}", b => b.Routes.Remove(route));
        }

        foreach (UserSpaceForwarder program in ns.Forwarders)
        {
            yield return Edit(ns, $"program {program.Program}", b => b.Forwarders.Remove(program));
            foreach (ForwarderPeer peer in program.Peers)
                yield return Edit(ns, $"peer {peer.Name}", b => b.Forwarders[0] = program with { Peers = program.Peers.Where(p => p != peer).ToValueList() });
        }

        foreach (RoutingRule rule in ns.Fib.Rules.Where(r => !Fib.DefaultRules.Contains(r)))
            yield return Edit(ns, $"{(rule.Family == IpFamily.V6 ? "ip6 " : "")}rule {rule.Priority}: {(rule.Mark is null ? $"to {rule.To}" : "mark")}", b => b.Rules.Remove(rule));
        foreach (Neighbor neighbor in ns.Neighbors) yield return Edit(ns, $"neighbour {neighbor.Address}", b => b.Neighbors.Remove(neighbor));
        foreach (FdbEntry row in ns.Fdb.Where(f => !f.Local)) yield return Edit(ns, $"fdb {row.Mac} {row.Remote}", b => b.Fdb.Remove(row));
        foreach ((string name, int value) in ns.Sysctls.Assigned) yield return Edit(ns, $"sysctl {name}", b => b.SetSysctl(name, value == 0 ? 1 : 0));
        foreach (Socket socket in ns.Sockets) yield return Edit(ns, $"socket {socket.Protocol} {socket.Address} {socket.Port}", b => b.Sockets.Remove(socket));
        foreach (IpSet set in ns.IpSets)
        {
            yield return Edit(ns, $"set {set.Name}", b => b.IpSets.Remove(set));
            foreach (IpSetEntry entry in set.Entries) yield return Edit(ns, $"entry {entry.Prefix} of set {set.Name}", b => Without(b, set, entry));
        }

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

    private static void Without(NamespaceBuilder builder, IpSet set, IpSetEntry entry) =>
        builder.IpSets[builder.IpSets.IndexOf(set)] = set with { Entries = set.Entries.Where(e => e != entry).ToValueList() };

    private static NetDevice WithMtu(NetDevice device) => device with { Mtu = 1500 };
}
