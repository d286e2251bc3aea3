using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>What felix writes for IPPool.spec.natOutgoing (felix/rules/nat.go, static.go, felix/dataplane/linux/masq_mgr.go), which calico-node turns on for
/// the pool of IPv4 that it makes and leaves off for that of IPv6 (CALICO_IPV6POOL_NAT_OUTGOING). Seen with <c>iptables-save -t nat</c>,
/// <c>ip6tables-save -t nat</c> and <c>ipset list</c>.</summary>
internal static class NatOutgoing
{
    private const string Outgoing = "cali-nat-outgoing";

    /// <summary>Writes the two sets and the chains of the nat table of the pool's family.</summary>
    /// <param name="pool">The IP pool.</param>
    /// <param name="tunnel">The tunnel device, or null.</param>
    public static void Write(NamespaceBuilder node, IpPrefix pool, string? tunnel)
    {
        IpFamily family = pool.Address.Family;
        bool masquerades = family == IpFamily.V4;
        (string masqueraded, string all) = masquerades ? ("cali40masq-ipam-pools", "cali40all-ipam-pools") : ("cali60masq-ipam-pools", "cali60all-ipam-pools");
        node.AddIpSet(new(masqueraded, IpSetType.HashNet, masquerades ? [new(pool)] : []) { MaxElements = 1048576, Family = family });
        node.AddIpSet(new(all, IpSetType.HashNet, [new(pool)]) { MaxElements = 1048576, Family = family });
        FelixChains chains = new(node, "nat", family);

        // Floating IPs are OpenStack's; felix makes their chains and jumps to them everywhere.
        chains.Add("cali-fip-dnat");
        chains.Add("cali-fip-snat");
        chains.Add("cali-PREROUTING", Jump("cali-fip-dnat"));
        chains.Add("cali-OUTPUT", Jump("cali-fip-dnat"));
        chains.Add(Outgoing, masquerades ? [Masquerade(masqueraded, all)] : []);
        chains.Add("cali-POSTROUTING", [Jump("cali-fip-snat"), Jump(Outgoing), .. tunnel is null ? Array.Empty<Rule>() : [ThroughTunnel(tunnel)]]);
        foreach (string chain in (string[])["PREROUTING", "OUTPUT", "POSTROUTING"]) chains.Insert(chain, Jump($"cali-{chain}"));
    }

    // From a pod of such a pool to what is no pod at all. Membership of a set is asked, so one rule serves any number of pools.
    private static Rule Masquerade(string masqueraded, string all) => new(
        [new SetMatch(masqueraded, [SetSide.Source]), new SetMatch(all, [SetSide.Destination]) { Negated = true }],
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
