using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Datapath.ServiceProxy.Iptables;

/// <summary>What one port of one Service became on one node (pkg/proxy/iptables/proxier.go, syncProxyRules): its rules in the chains that all Services
/// share, and its own chains.</summary>
/// <param name="Services">In KUBE-SERVICES of the nat table: which chain its addresses lead to.</param>
/// <param name="NodePorts">In KUBE-NODEPORTS of the nat table.</param>
/// <param name="FilterServices">In KUBE-SERVICES of the filter table: refuses what has no endpoint.</param>
/// <param name="FilterExternal">In KUBE-EXTERNAL-SERVICES: the same of traffic from outside.</param>
/// <param name="FilterNodePorts">In KUBE-NODEPORTS of the filter table: lets health checks in.</param>
/// <param name="Firewall">In KUBE-PROXY-FIREWALL: drops what no source range lets in.</param>
/// <param name="Chains">Its own chains of the nat table, endpoints' included.</param>
internal sealed record ServiceRules(
    ValueList<Rule> Services, ValueList<Rule> NodePorts, ValueList<Rule> FilterServices, ValueList<Rule> FilterExternal,
    ValueList<Rule> FilterNodePorts, ValueList<Rule> Firewall, ValueList<Chain> Chains);

/// <summary>Writes <see cref="ServiceRules"/>.</summary>
/// <param name="choice">Which endpoints this node sends to.</param>
internal sealed class ServiceRulesWriter(ServicePort port, EndpointChoice choice, IptablesSettings settings)
{
    private readonly string _name = port.Name.ToString();
    private readonly string _protocol = port.Name.ProtocolText;
    private readonly Origin _origin = new("Service", port.Name.Service.Namespace, port.Name.Service.Name);
    private readonly List<Rule> _services = [], _nodePorts = [], _filterServices = [], _filterExternal = [], _filterNodePorts = [], _firewall = [];
    private readonly List<Chain> _chains = [];

    private bool HasInternal => choice.HasAny && (!port.InternalPolicyLocal || choice.Local.Count > 0);

    private bool HasExternal => choice.HasAny && (!port.ExternalPolicyLocal || choice.Local.Count > 0);

    private bool UsesFirewall => choice.HasAny && port.LoadBalancerIps.Count > 0 && port.LoadBalancerSourceRanges.Count > 0;

    // The one chain for cluster traffic, whatever the policy, and the one for traffic that stays on the node.
    private string ClusterChain => ChainName.OfService("KUBE-SVC-", _name, _protocol);

    private string LocalChain => ChainName.OfService("KUBE-SVL-", _name, _protocol);

    private string ExternalChain => ChainName.OfService("KUBE-EXT-", _name, _protocol);

    private string FirewallChain => ChainName.OfService("KUBE-FW-", _name, _protocol);

    private string InternalPolicyChain => port.InternalPolicyLocal ? LocalChain : ClusterChain;

    /// <summary>All of it.</summary>
    public ServiceRules Write()
    {
        CaptureClusterIp();
        CaptureExternal(port.ExternalIps, "external IP", ExternalChain);
        CaptureExternal(port.LoadBalancerIps, "loadbalancer IP", UsesFirewall ? FirewallChain : ExternalChain);
        CaptureNodePort();
        if (port.HealthCheckNodePort > 0)
        {
            _filterNodePorts.Add(Rule(
                new AcceptTarget(), Comment($"{_name} health check node port"), new ProtocolMatch(IpProtocol.Tcp),
                new DestinationPortMatch(IpProtocol.Tcp, port.HealthCheckNodePort, port.HealthCheckNodePort)));
        }

        if (choice.HasAny && port.IsExternallyAccessible) AddChain(ExternalChain, ExternalRules());
        if (UsesFirewall) AddChain(FirewallChain, FirewallRules());
        if (choice.Cluster.Count > 0 && port.UsesClusterEndpoints) AddChain(ClusterChain, BalancingRules(ClusterChain, choice.Cluster));
        if (choice.Local.Count > 0 && port.UsesLocalEndpoints) AddChain(LocalChain, BalancingRules(LocalChain, choice.Local));
        foreach (ServiceEndpoint endpoint in choice.Reachable) AddChain(EndpointChain(endpoint), EndpointRules(endpoint));
        return new([.. _services], [.. _nodePorts], [.. _filterServices], [.. _filterExternal], [.. _filterNodePorts], [.. _firewall], [.. _chains]);
    }

    private void CaptureClusterIp()
    {
        if (HasInternal) _services.Add(Rule(new JumpTarget(InternalPolicyChain), [Comment($"{_name} cluster IP"), .. To(port.ClusterIp)]));
        else _filterServices.Add(Refusal(To(port.ClusterIp)));
    }

    private void CaptureExternal(ValueList<IpAddress> addresses, string what, string chain)
    {
        foreach (IpAddress address in addresses)
        {
            if (choice.HasAny) _services.Add(Rule(new JumpTarget(chain), [Comment($"{_name} {what}"), .. To(address)]));
            if (chain == FirewallChain)
                _firewall.Add(Rule(new DropTarget(), [Comment($"{_name} traffic not accepted by {FirewallChain}"), .. To(address)]));
            if (!HasExternal) _filterExternal.Add(Refusal(To(address)));
        }
    }

    private void CaptureNodePort()
    {
        if (port.NodePort == 0) return;
        Match[] there = [new ProtocolMatch(port.Protocol), new DestinationPortMatch(port.Protocol, port.NodePort, port.NodePort)];
        if (choice.HasAny) _nodePorts.Add(Rule(new JumpTarget(ExternalChain), [Comment(_name), .. there]));
        if (!HasExternal) _filterExternal.Add(Refusal([new AddressTypeMatch(AddressType.Local, OfSource: false), .. there]));
    }

    // No endpoint at all is refused; endpoints on other nodes only, where the policy is Local, are kept silent about.
    private Rule Refusal(Match[] where) => choice.HasAny
        ? Rule(new DropTarget(), [Comment($"{_name} has no local endpoints"), .. where])
        : Rule(new RejectTarget(), [Comment($"{_name} has no endpoints"), .. where]);

    private IEnumerable<Rule> ExternalRules()
    {
        if (!port.ExternalPolicyLocal)
        {
            // Endpoints may be on another node: the answer has to come back this way.
            yield return Rule(new JumpTarget(FixedChains.MarkMasquerade), Comment($"masquerade traffic for {_name} external destinations"));
        }
        else
        {
            if (settings.ClusterCidr is { } pods)
            {
                yield return Rule(
                    new JumpTarget(ClusterChain), Comment($"pod traffic for {_name} external destinations"), new SourceMatch(pods));
            }

            AddressTypeMatch fromHere = new(AddressType.Local, OfSource: true);
            yield return Rule(new JumpTarget(FixedChains.MarkMasquerade), Comment($"masquerade LOCAL traffic for {_name} external destinations"), fromHere);
            yield return Rule(new JumpTarget(ClusterChain), Comment($"route LOCAL traffic for {_name} external destinations"), fromHere);
        }

        if (HasExternal) yield return Rule(new JumpTarget(port.ExternalPolicyLocal ? LocalChain : ClusterChain));
    }

    private IEnumerable<Rule> FirewallRules()
    {
        CommentMatch comment = Comment($"{_name} loadbalancer IP");
        foreach (IpPrefix range in port.LoadBalancerSourceRanges) yield return Rule(new JumpTarget(ExternalChain), comment, new SourceMatch(range));

        // A node that asks the balancer's address may find it to be its own and use it as the source.
        if (port.LoadBalancerSourceRanges.Any(range => range.Contains(settings.NodeAddress)))
        {
            foreach (IpAddress address in port.LoadBalancerIps)
                yield return Rule(new JumpTarget(ExternalChain), comment, new SourceMatch(IpPrefix.Host(address)));
        }

        yield return Rule(null, Comment($"other traffic to {_name} will be dropped by KUBE-PROXY-FIREWALL"));
    }

    private IEnumerable<Rule> BalancingRules(string chain, ValueList<ServiceEndpoint> endpoints)
    {
        if (chain == InternalPolicyChain && HasInternal && (settings.MasqueradeAll || settings.ClusterCidr is not null))
        {
            Match[] clusterIp = [Comment($"{_name} cluster IP"), .. To(port.ClusterIp)];
            if (!settings.MasqueradeAll) clusterIp = [.. clusterIp, new SourceMatch(settings.ClusterCidr!.Value) { Negated = true }];
            yield return Rule(new JumpTarget(FixedChains.MarkMasquerade), clusterIp);
        }

        if (port.AffinityTimeout is { TotalSeconds: var seconds })
        {
            foreach (ServiceEndpoint endpoint in endpoints)
                yield return Rule(new JumpTarget(EndpointChain(endpoint)), Way(endpoint), new RecentCheckMatch(EndpointChain(endpoint), (int)seconds));
        }

        for (int i = 0; i < endpoints.Count; i++)
        {
            JumpTarget jump = new(EndpointChain(endpoints[i]));
            int rest = endpoints.Count - i;
            yield return rest == 1 ? Rule(jump, Way(endpoints[i])) : Rule(jump, Way(endpoints[i]), new RandomMatch(Probability(rest)));
        }
    }

    private IEnumerable<Rule> EndpointRules(ServiceEndpoint endpoint)
    {
        // A pod that reaches itself by the Service would not take its own address for a client's.
        yield return Rule(new JumpTarget(FixedChains.MarkMasquerade), Comment(_name), new SourceMatch(IpPrefix.Host(endpoint.Address)));
        Match[] there = [new ProtocolMatch(port.Protocol), new DestinationPortMatch(port.Protocol, 0, ushort.MaxValue)];
        Match[] all = port.AffinityTimeout is null
            ? [Comment(_name), .. there]
            : [Comment(_name), new RecentSetMatch(EndpointChain(endpoint)), .. there];
        yield return Rule(new DnatTarget(endpoint.Address, endpoint.Port), all);
    }

    // kube-proxy writes ten digits, and iptables rounds to the nearest of 2^31.
    private static uint Probability(int of) => (uint)Math.Round(Math.Round(1.0 / of, 10, MidpointRounding.AwayFromZero) * 0x8000_0000, MidpointRounding.ToEven);

    private CommentMatch Way(ServiceEndpoint endpoint) => Comment($"{_name} -> {endpoint}");

    private string EndpointChain(ServiceEndpoint endpoint) => ChainName.OfEndpoint(_name, _protocol, endpoint.ToString());

    private Match[] To(IpAddress address) =>
        [new ProtocolMatch(port.Protocol), new DestinationMatch(IpPrefix.Host(address)), new DestinationPortMatch(port.Protocol, port.Port, port.Port)];

    private void AddChain(string name, IEnumerable<Rule> rules) => _chains.Add(new(name, null, [.. rules]));

    private Rule Rule(Target? target, params Match[] matches) => new([.. matches], target) { Origin = _origin };

    private static CommentMatch Comment(string text) => new(text);
}
