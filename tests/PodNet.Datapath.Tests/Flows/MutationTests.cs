using System.Collections.Concurrent;
using PodNet.Model.Addressing;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>What a plugin writes has to matter: without any one object, at least one packet of the packet-flow table goes another way.</summary>
public class MutationTests
{
    private static readonly ConcurrentDictionary<(string, string, IpFamily), Lazy<string[]>> Found = [];

    public static TheoryData<string, string> Plugins => new(PacketFlows.Plugins());

    public static TheoryData<string, string> PluginsWithIpv6 => new(PacketFlows.PluginsWithIpv6());

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Without_any_one_object_some_packet_goes_another_way(string cni, string mode) => CheckIdle(cni, mode, IpFamily.V4);

    /// <summary>In a cluster of both families each object of IPv6 matters to IPv6 packets; those of IPv4 are the ones above.</summary>
    [Theory]
    [MemberData(nameof(PluginsWithIpv6))]
    public void Without_any_one_object_of_IPv6_some_packet_goes_another_way(string cni, string mode) => CheckIdle(cni, mode, IpFamily.V6);

    [Fact]
    public void What_is_listed_as_idle_really_is()
    {
        Dictionary<(string Cni, string Mode, IpFamily Family), string[]> idle =
            PacketFlows.Plugins().Select(p => (p.Item1, p.Item2, IpFamily.V4)).Concat(PacketFlows.PluginsWithIpv6().Select(p => (p.Item1, p.Item2, IpFamily.V6)))
                .ToDictionary(p => p, p => Idle(p.Item1, p.Item2, p.Item3));
        string[] stale =
        [
            .. from known in IdleObjects.All
               where !idle.Any(i => IdleObjects.Of(i.Key.Cni, i.Key.Mode, i.Key.Family).Contains(known) && i.Value.Any(o => o.Contains(known.Object, StringComparison.Ordinal)))
               select $"{known.Of}: {known.Object}",
        ];
        Assert.True(stale.Length == 0, string.Join('\n', stale));
    }

    [Theory]
    [MemberData(nameof(Plugins))]
    public void The_packet_flow_table(string cni, string mode) =>
        CheckTable($"packet-flows-{Label(cni, mode)}.golden", PacketFlows.Load(cni, mode), IpFamily.V4);

    [Theory]
    [MemberData(nameof(PluginsWithIpv6))]
    public void The_packet_flow_table_of_IPv6(string cni, string mode) =>
        CheckTable($"packet-flows-{Label(cni, mode)}-ipv6.golden", PacketFlows.LoadDual(cni, mode), IpFamily.V6);

    [Theory]
    [MemberData(nameof(PluginsWithIpv6))]
    public void A_second_family_changes_nothing_for_the_first(string cni, string mode)
    {
        Cluster alone = PacketFlows.Load(cni, mode), beside = PacketFlows.LoadDual(cni, mode);
        // Where the second family leaves pods less room, segments and fragments have other sizes, and go the same way.
        bool sameMtu = alone.Topology.Cni.Mtu == beside.Topology.Cni.Mtu;
        Assert.All(PacketFlows.Of(alone), flow => Assert.Equal(Seen(flow, alone), Seen(flow, beside)));

        string Seen(PacketFlow flow, Cluster cluster) => sameMtu ? flow.Fingerprint(cluster) : flow.Summary(cluster);
    }

    private static void CheckIdle(string cni, string mode, IpFamily family)
    {
        IdleObject[] known = IdleObjects.Of(cni, mode, family);
        string[] unexplained = [.. Idle(cni, mode, family).Where(o => !known.Any(k => o.Contains(k.Object, StringComparison.Ordinal)))];
        Assert.True(unexplained.Length == 0, string.Join('\n', unexplained));
    }

    private static void CheckTable(string golden, Cluster cluster, IpFamily family) =>
        Golden.Check(golden, string.Join('\n', PacketFlows.Of(cluster, family).Select(f => f.Summary(cluster))) + "\n");

    private static string Label(string cni, string mode) => mode.Length == 0 ? cni : $"{cni}-{mode}";

    // Objects without which every packet of the table goes as before.
    private static string[] Idle(string cni, string mode, IpFamily family) => Found.GetOrAdd(
        (cni, mode, family),
        key => new(() => FindIdle(key.Item3 == IpFamily.V6 ? PacketFlows.LoadDual(key.Item1, key.Item2) : PacketFlows.Load(key.Item1, key.Item2), key.Item3))).Value;

    private static string[] FindIdle(Cluster cluster, IpFamily family)
    {
        List<(Cluster Around, Dictionary<PacketFlow, string> Expected)> table =
            [.. PacketFlows.Surroundings(cluster, family).Select(c => (c, PacketFlows.Of(c, family).ToDictionary(f => f, f => f.Fingerprint(c))))];

        string[] namespaces = ["n1", "n2", "a1", "b1", "a2", "b2"];
        IEnumerable<Mutation> mutations = namespaces.SelectMany(ns => Mutations.Of(cluster.Namespace(new(ns))));
        if (family == IpFamily.V6) mutations = mutations.Where(IsOfIpv6);
        return [.. mutations.Where(m => !table.Any(t => Changes(m, t.Around, t.Expected))).Select(m => m.Object)];
    }

    private static bool IsOfIpv6(Mutation mutation) =>
        ((string[])["fd00:", "::/0", "-v6", "ip6tables", "ip6", "net.ipv6", " :: "]).Any(word => mutation.Object.Contains(word, StringComparison.Ordinal));

    private static bool Changes(Mutation mutation, Cluster around, Dictionary<PacketFlow, string> expected)
    {
        Cluster mutated = mutation.Apply(around);
        return expected.Any(e => e.Key.Fingerprint(mutated) != e.Value);
    }
}
