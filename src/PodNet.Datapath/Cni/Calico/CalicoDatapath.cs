using PodNet.Kubernetes.Ipam.CalicoIpam;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>Calico in one cluster.</summary>
internal sealed class CalicoDatapath : ICniDatapath
{
    private readonly ClusterPlan _plan;
    private readonly Func<ClusterPlan, ICniDatapath> _with;
    private readonly CalicoAddressing _addressing;
    private readonly ICalicoBackend _backend;
    private readonly RoutedPods _pods;
    private readonly Lazy<IpPrefix[][]> _blocks;

    public CalicoDatapath(ClusterPlan plan, CalicoAddressing addressing, string mode, ICalicoBackend backend)
    {
        (_plan, _addressing, _backend) = (plan, addressing, backend);
        _with = changed => new CalicoDatapath(changed, addressing, mode, backend);
        _pods = new(plan.Cni.Mtu ?? backend.Mtu);
        _blocks = new(() => [.. plan.Nodes.Select(n => BlocksOf(n).ToArray())]);
        Description = new("calico", mode, _pods.Mtu, backend.Fidelity);
    }

    public CniDescription Description { get; }

    public IReadOnlyList<string> NodeDevices => _backend.Device is { } device ? [device] : [];

    public int DevicesAfterPods => 0;

    public void PrepareNode(NamespaceBuilder node, PlannedNode self) => _backend.AddDevice(node, self);

    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index)
    {
        _pods.AddHostEnd(node, pod, index);
        if (pod.Slot > self.InitialPods) Announce(node, self, pod);
    }

    public ICniDatapath For(ClusterPlan plan) => _with(plan);

    public bool Announces(PlannedPod pod) => NewBlockOf(pod) is not null;

    public void Announce(NamespaceBuilder node, PlannedNode self, PlannedPod pod)
    {
        if (NewBlockOf(pod) is { } block && !node.Routes.Any(r => r.Destination == block)) node.AddRoute(RouteTo(block, self, _plan.Node(pod.Node)!));
    }

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        foreach (PlannedNode owner in _plan.Nodes)
        {
            foreach (IpPrefix block in _blocks.Value[owner.Ordinal - 1]) node.AddRoute(RouteTo(block, self, owner));
        }

        NatOutgoing.Write(node, _plan.PodSubnet, _backend.Device);
    }

    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex) => _pods.AddPodEnd(pod, node, self, hostIndex);

    public ValueList<CniFile> Files(PlannedNode node) => CalicoFiles.Of(node, _plan.Cni.Mtu, _pods.Mtu);

    // What belongs to the node's own block and to no pod of it is dropped: without the blackhole it would leave by the default route, and
    // come back from wherever somebody routes the block to this node.
    private Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode owner)
    {
        Route route = owner.Ordinal == self.Ordinal
            ? new(block) { Type = RouteType.Blackhole, Protocol = _backend.Protocol, Metric = _backend.Metric }
            : _backend.RouteTo(block, self, owner);
        return route with { Origin = new("BlockAffinity", "", $"{owner.Name}-{block.ToString().Replace('.', '-').Replace('/', '-')}") };
    }

    private IEnumerable<IpPrefix> BlocksOf(PlannedNode node) =>
        _addressing.Blocks(node.PodCidr).Claimed(_plan.PodsOn(node.Name).Select(p => p.Address));

    // A pod may be the first of a block that its node has just claimed.
    private IpPrefix? NewBlockOf(PlannedPod pod)
    {
        NodeBlocks blocks = _addressing.Blocks(_plan.Node(pod.Node)!.PodCidr);
        IpPrefix block = blocks.Of(pod.Address);
        return block == blocks[0] || _plan.PodsOn(pod.Node).Any(p => p.Id != pod.Id && block.Contains(p.Address)) ? null : block;
    }
}
