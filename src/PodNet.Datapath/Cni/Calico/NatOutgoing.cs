using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>What felix writes for IPPool.spec.natOutgoing (felix/rules/nat.go, static.go). Seen with <c>iptables-save -t nat</c> and
/// <c>ipset list</c>.</summary>
internal static class NatOutgoing
{
    private const string Masqueraded = "cali40masq-ipam-pools";
    private const string Pools = "cali40all-ipam-pools";
    private const string Outgoing = "cali-nat-outgoing";

    /// <summary>Writes the two sets and the chains of the nat table.</summary>
    /// <param name="pool">The IP pool.</param>
    /// <param name="tunnel">The tunnel device, or null.</param>
    public static void Write(NamespaceBuilder node, IpPrefix pool, string? tunnel)
    {
        node.AddIpSet(new(Masqueraded, IpSetType.HashNet, [new(pool)]) { MaxElements = 1048576 });
        node.AddIpSet(new(Pools, IpSetType.HashNet, [new(pool)]) { MaxElements = 1048576 });
        FelixChains chains = new(node, "nat");

        // Floating IPs are OpenStack's; felix makes their chains and jumps to them everywhere.
        chains.Add("cali-fip-dnat");
        chains.Add("cali-fip-snat");
        chains.Add("cali-PREROUTING", Jump("cali-fip-dnat"));
        chains.Add("cali-OUTPUT", Jump("cali-fip-dnat"));
        chains.Add(Outgoing, Masquerade());
        chains.Add("cali-POSTROUTING", [Jump("cali-fip-snat"), Jump(Outgoing), .. tunnel is null ? Array.Empty<Rule>() : [ThroughTunnel(tunnel)]]);
        foreach (string chain in (string[])["PREROUTING", "OUTPUT", "POSTROUTING"]) chains.Insert(chain, Jump($"cali-{chain}"));
    }

    // From a pod of such a pool to what is no pod at all. Membership of a set is asked, so one rule serves any number of pools.
    private static Rule Masquerade() => new(
        [new SetMatch(Masqueraded, [SetSide.Source]), new SetMatch(Pools, [SetSide.Destination]) { Negated = true }],
        new MasqueradeTarget(RandomFully: true));

    // From an address of this host that is not the tunnel device's: the far end would answer past the tunnel.
    private static Rule ThroughTunnel(string device) => new(
        [
            new OutInterfaceMatch(device),
            new AddressTypeMatch(AddressType.Local, OfSource: true) { Negated = true, LimitInterfaceOut = true },
            new AddressTypeMatch(AddressType.Local, OfSource: true),
        ],
        new MasqueradeTarget(RandomFully: true));

    private static Rule Jump(string chain) => new(default(ValueList<Match>), new JumpTarget(chain));
}
