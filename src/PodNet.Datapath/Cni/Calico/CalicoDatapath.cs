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
    private readonly ICalicoBackend[] _backends;
    private readonly RoutedPods _pods;
    private readonly Lazy<NodeBlock[]> _blocks;

    public CalicoDatapath(ClusterPlan plan, CalicoAddressing addressing, string mode, ICalicoBackend[] backends)
    {
        (_plan, _addressing, _backends) = (plan, addressing, backends);
        _with = changed => new CalicoDatapath(changed, addressing, mode, backends);
        // A pod has one MTU for both families, the smaller one (felix/dataplane/linux/int_dataplane.go, determinePodMTU).
        _pods = new(plan.Cni.Mtu ?? backends.Min(b => b.Mtu));
        _blocks = new(() => [.. plan.Nodes.SelectMany(n => BlocksOf(n).Select(b => new NodeBlock(n, b)))]);
        Description = new("calico", mode, _pods.Mtu, backends[0].Fidelity);
    }

    public CniDescription Description { get; }

    public IReadOnlyList<string> NodeDevices => [.. _backends.Select(b => b.Device).OfType<string>()];

    public int DevicesAfterPods => 0;

    public void PrepareNode(NamespaceBuilder node, PlannedNode self)
    {
        foreach (ICalicoBackend backend in _backends) backend.AddDevice(node, self);
    }

    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index)
    {
        _pods.AddHostEnd(node, pod, index);
        if (pod.Slot > self.InitialPods) Announce(node, self, pod);
    }

    public ICniDatapath For(ClusterPlan plan) => _with(plan);

    public bool Announces(PlannedPod pod) => NewBlocksOf(pod).Any();

    public void Announce(NamespaceBuilder node, PlannedNode self, PlannedPod pod)
    {
        PlannedNode owner = _plan.Node(pod.Node)!;
        AddBlocks(node, self, NewBlocksOf(pod).Where(b => !node.Routes.Any(r => r.Destination == b)).Select(b => new NodeBlock(owner, b)));
    }

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        AddBlocks(node, self, _blocks.Value);
        foreach (ICalicoBackend backend in _backends) NatOutgoing.Write(node, _plan.PodSubnets.Of(backend.Family)!.Value, backend.Device);
    }

    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex) => _pods.AddPodEnd(pod, node, self, hostIndex);

    public ValueList<CniFile> Files(PlannedNode node) => CalicoFiles.Of(node, _plan.Cni.Mtu, _pods.Mtu);

    private void AddBlocks(NamespaceBuilder node, PlannedNode self, IEnumerable<NodeBlock> blocks)
    {
        NodeBlock[] all = [.. blocks];
        foreach (NodeBlock block in all) node.AddRoute(RouteTo(block, self) with { Origin = block.Origin });
        foreach (ICalicoBackend backend in _backends) backend.AddBlocks(node, self, [.. all.Where(b => b.Prefix.Address.Family == backend.Family)]);
    }

    // What belongs to the node's own block and to no pod of it is dropped: without the blackhole it would leave by the default route, and
    // come back from wherever somebody routes the block to this node.
    private Route RouteTo(NodeBlock block, PlannedNode self)
    {
        ICalicoBackend backend = _backends.First(b => b.Family == block.Prefix.Address.Family);
        return block.Owner.Ordinal == self.Ordinal
            ? new(block.Prefix) { Type = RouteType.Blackhole, Protocol = backend.Protocol, Metric = backend.Metric }
            : backend.RouteTo(block.Prefix, self, block.Owner);
    }

    private IEnumerable<IpPrefix> BlocksOf(PlannedNode node) => node.PodCidrs.SelectMany(cidr =>
        _addressing.Blocks(cidr).Claimed(_plan.PodsOn(node.Name).Select(p => p.Addresses.Of(cidr.Address.Family)).OfType<IpAddress>()));

    // A pod may be the first of a block that its node has just claimed.
    private IEnumerable<IpPrefix> NewBlocksOf(PlannedPod pod)
    {
        PlannedNode node = _plan.Node(pod.Node)!;
        for (int f = 0; f < pod.Addresses.Count; f++)
        {
            NodeBlocks blocks = _addressing.Blocks(node.PodCidrs[f]);
            IpPrefix block = blocks.Of(pod.Addresses[f]);
            if (block != blocks[0] && !_plan.PodsOn(pod.Node).Any(p => p.Id != pod.Id && block.Contains(p.Addresses[f]))) yield return block;
        }
    }
}
