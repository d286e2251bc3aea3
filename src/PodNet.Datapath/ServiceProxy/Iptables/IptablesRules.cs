using System.Runtime.CompilerServices;
using PodNet.Kubernetes.Services;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Datapath.ServiceProxy.Iptables;

/// <summary>All of kube-proxy's chains on one node. What a Service became is kept as long as the Service and its slices stay the same objects, and shared by
/// all nodes where it is the same on all.</summary>
public sealed class IptablesRules
{
    private static readonly string[] FilterChains =
        [FixedChains.NodePorts, FixedChains.Services, FixedChains.External, FixedChains.Firewall, FixedChains.Forward, FixedChains.ProxyFirewall];

    private static readonly string[] NatChains = [FixedChains.NodePorts, FixedChains.Services, FixedChains.MarkMasquerade, FixedChains.Postrouting];

    private static readonly string[] OwnPrefixes = ["KUBE-SVC-", "KUBE-SVL-", "KUBE-EXT-", "KUBE-FW-", "KUBE-SEP-"];

    private readonly ConditionalWeakTable<ProxiedService, ValueListBox> _everywhere = [];

    /// <summary>Writes the jumps to them from the built-in chains.</summary>
    public static void Prepare(NamespaceBuilder builder, IptablesSettings settings) => FixedChains.WriteJumps(builder, settings);

    /// <summary>Writes them in the place of those that are there.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="zone">Its zone; empty: none.</param>
    public void Write(NamespaceBuilder builder, ServiceTable services, string node, string zone, IptablesSettings settings)
    {
        List<ServiceRules> all = [];
        foreach (ProxiedService service in services.Services) all.AddRange(Of(service, node, zone, settings));
        builder.ReplaceChains("filter", name => FilterChains.Contains(name), Filter(all, settings), settings.Family);
        builder.ReplaceChains("nat", IsOwn, Nat(all, settings), settings.Family);
    }

    private static bool IsOwn(string chain) => NatChains.Contains(chain) || OwnPrefixes.Any(p => chain.StartsWith(p, StringComparison.Ordinal));

    private ValueList<ServiceRules> Of(ProxiedService service, string node, string zone, IptablesSettings settings)
    {
        if (!IsSameEverywhere(service)) return Made(service, node, zone, settings);
        return _everywhere.GetValue(service, s => new(Made(s, "", "", settings))).Rules;
    }

    private static bool IsSameEverywhere(ProxiedService service) =>
        service.Ports.All(p => !p.UsesLocalEndpoints && p.LoadBalancerSourceRanges.Count == 0)
        && service.Endpoints.All(all => all.All(e => e.ZoneHints.Count == 0 && e.NodeHints.Count == 0));

    private static ValueList<ServiceRules> Made(ProxiedService service, string node, string zone, IptablesSettings settings) =>
        service.Ports.Select((port, i) => new ServiceRulesWriter(port, EndpointChoice.Of(port, service.Endpoints[i], node, zone), settings).Write()).ToValueList();

    private static IEnumerable<Chain> Filter(List<ServiceRules> all, IptablesSettings settings) =>
    [
        new(FixedChains.NodePorts, null, Joined(all, r => r.FilterNodePorts)),
        new(FixedChains.Services, null, Joined(all, r => r.FilterServices)),
        new(FixedChains.External, null, Joined(all, r => r.FilterExternal)),
        .. FixedChains.Filter(settings),
        new(FixedChains.ProxyFirewall, null, Joined(all, r => r.Firewall)),
    ];

    private static IEnumerable<Chain> Nat(List<ServiceRules> all, IptablesSettings settings) =>
    [
        new(FixedChains.NodePorts, null, Joined(all, r => r.NodePorts)),
        new(FixedChains.Services, null, [.. Joined(all, r => r.Services), .. FixedChains.ToNodePorts(settings)]),
        .. FixedChains.Nat(settings),
        .. all.SelectMany(r => r.Chains),
    ];

    private static ValueList<Rule> Joined(List<ServiceRules> all, Func<ServiceRules, ValueList<Rule>> part) => all.SelectMany(r => part(r)).ToValueList();

    private sealed record ValueListBox(ValueList<ServiceRules> Rules);
}
