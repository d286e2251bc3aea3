using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Datapath.ServiceProxy.Iptables;

/// <summary>kube-proxy in mode iptables (kubernetes, pkg/proxy/iptables): a chain for each port of a Service, and one for each endpoint.</summary>
public sealed class IptablesProxy : IServiceProxy
{
    /// <inheritdoc/>
    public string Name => "iptables";

    /// <inheritdoc/>
    public IServiceDatapath Configure(ClusterPlan plan) => new IptablesDatapath(plan, new());
}

/// <summary>kube-proxy in one cluster.</summary>
internal sealed class IptablesDatapath(ClusterPlan plan, IptablesRules rules) : IServiceDatapath
{
    public void Prepare(NamespaceBuilder node, PlannedNode self)
    {
        // 127.0.0.1 as a destination that may leave the node: a node port asked for on localhost.
        if (plan.Has(IpFamily.V4)) node.SetSysctl("net.ipv4.conf.all.route_localnet", 1);
        foreach (IptablesSettings settings in Settings(self)) IptablesRules.Prepare(node, settings);
    }

    public void Write(NamespaceBuilder node, PlannedNode self, ServiceTables services)
    {
        string zone = self.Labels.FirstOrDefault(l => l.Key == "topology.kubernetes.io/zone").Value ?? "";
        foreach (IptablesSettings settings in Settings(self)) rules.Write(node, services.Of(settings.Family), self.Name, zone, settings);
    }

    public IServiceDatapath For(ClusterPlan changed) => new IptablesDatapath(changed, rules);

    private IEnumerable<IptablesSettings> Settings(PlannedNode self) =>
        plan.PodSubnets.Zip(self.Addresses, (pods, address) => new IptablesSettings(address, pods));
}
