using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>Edits that no tool would let through: objects taken away while others still point to them, or pointed somewhere else.</summary>
internal static class Damage
{
    private static readonly string[] Namespaces = ["n1", "n2", "a1", "b1", "a2", "b2", "c", "sw"];
    private static readonly string[] Devices = ["eth0", "cni0", "flannel.1", "tunl0", "vxlan.calico", "lo", "br-underlay", "weave", "datapath", "vxlan-6784", "vethwe-bridge", "nowhere", ""];
    private static readonly string[] Addresses =
        ["10.244.1.1", "10.244.1.2", "10.244.2.0", "10.244.2.1", "10.244.2.2", "192.168.50.1", "192.168.50.11", "192.168.50.12", "127.0.0.1", "203.0.113.9", "0.0.0.0"];
    private static readonly int[] Mtus = [0, 1, 20, 68, 69, 100, 576, 1450, 9000, 65535, int.MaxValue];

    /// <summary>One to four damages.</summary>
    public static Gen<(string What, Cluster Cluster)> Of(Cluster cluster) =>
        Gen.Select(Gen.OneOf(Namespaces), Gen.Int[0, 16], Gen.Int[0, 1_000_000]).Array[1, 4].Select(damages =>
        {
            Cluster damaged = cluster;
            foreach ((string name, int kind, int pick) in damages)
            {
                if (!damaged.TryNamespace(new(name), out NetworkNamespace? ns)) continue;
                NamespaceBuilder builder = ns.ToBuilder();
                Apply(builder, kind, pick);
                damaged = damaged.With(builder.Build());
            }

            return (string.Join(", ", damages.Select(d => $"{d.Item1} {d.Item2} {d.Item3}")), damaged);
        });

    private static void Apply(NamespaceBuilder b, int kind, int pick)
    {
        switch (kind)
        {
            case 0: Remove(b.Devices, pick); break;
            case 1: Remove(b.Routes, pick); break;
            case 2: Edit(b.Routes, pick, r => r with { Device = Any(Devices, pick) }); break;
            case 3: Edit(b.Routes, pick, r => r with { Via = Address(pick), Device = Any(Devices, pick / 3) }); break;
            case 4: b.AddRoute(new Route(IpPrefix.Parse(pick % 2 == 0 ? "0.0.0.0/0" : "10.244.0.0/15")) { Via = Address(pick), Device = "eth0", Metric = -1 }); break;
            case 5: Edit(b.Routes, pick, r => r with { Type = (RouteType)(pick % 6), Mtu = Any(Mtus, pick) }); break;
            case 6: Edit(b.Devices, pick, d => d with { Mtu = Any(Mtus, pick) }); break;
            case 7: Edit(b.Devices, pick, d => d with { Up = !d.Up, Promiscuous = pick % 2 == 0 }); break;
            case 8: Edit(b.Devices, pick, d => d with { Port = new(Any(Devices, pick)) { Hairpin = pick % 2 == 0 } }); break;
            case 9: Edit(b.Devices, pick, d => d is VethEnd v ? v with { PeerNamespace = new(Any(Namespaces, pick)), PeerName = Any(Devices, pick / 7) } : d); break;
            case 10: Rule(b, pick); break;
            case 11: Edit(b.Fdb, pick, f => f with { Remote = Address(pick), Device = Any(Devices, pick) }); break;
            case 12: Edit(b.IpSets, pick, s => s with { Name = pick % 2 == 0 ? "gone" : s.Name, Entries = [] }); break;
            case 13: Remove(b.Forwarders, pick); break;
            case 14: Edit(b.Forwarders, pick, f => f with { Device = Any(Devices, pick), Mtu = Any(Mtus, pick / 7), ShortId = pick % 3, Port = (ushort)pick }); break;
            case 15: Edit(b.Devices, pick, d => d with { Datapath = Any(Devices, pick) }); break;
            default: b.SetSysctl(pick % 2 == 0 ? "net.ipv4.ip_forward" : "net.bridge.bridge-nf-call-iptables", pick / 2 % 2); break;
        }
    }

    private static void Rule(NamespaceBuilder b, int pick)
    {
        Target target = (pick % 8) switch
        {
            0 => new JumpTarget("NOWHERE"),
            1 => new GotoTarget("FORWARD"),
            2 => new JumpTarget("INPUT"),
            3 => new RejectTarget(TcpReset: pick % 16 < 8),
            4 => new MarkTarget((uint)pick, uint.MaxValue),
            5 => new DnatTarget(Address(pick), (ushort)pick),
            6 => new SnatTarget(Address(pick)),
            _ => new MasqueradeTarget(),
        };
        bool nat = target is DnatTarget or SnatTarget or MasqueradeTarget;
        string[] chains = nat ? ["PREROUTING", "OUTPUT", "POSTROUTING", "INPUT"] : ["FORWARD", "INPUT", "OUTPUT"];
        b.Append(nat ? "nat" : "filter", Any(chains, pick / 8), new Rule([], target));
    }

    private static IpAddress Address(int pick) => IpAddress.Parse(Any(Addresses, pick));

    private static T Any<T>(T[] from, int pick) => from[pick % from.Length];

    private static void Remove<T>(List<T> list, int pick)
    {
        if (list.Count > 0) list.RemoveAt(pick % list.Count);
    }

    private static void Edit<T>(List<T> list, int pick, Func<T, T> edit)
    {
        if (list.Count > 0) list[pick % list.Count] = edit(list[pick % list.Count]);
    }
}
