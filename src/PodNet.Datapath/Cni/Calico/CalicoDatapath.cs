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
    private readonly Lazy<IpPrefix[][]> _blocks;

    public CalicoDatapath(ClusterPlan plan, CalicoAddressing addressing, string mode, ICalicoBackend[] backends)
    {
        (_plan, _addressing, _backends) = (plan, addressing, backends);
        _with = changed => new CalicoDatapath(changed, addressing, mode, backends);
        // A pod has one MTU for both families, the smaller one (felix/dataplane/linux/int_dataplane.go, determinePodMTU).
        _pods = new(plan.Cni.Mtu ?? backends.Min(b => b.Mtu));
        _blocks = new(() => [.. plan.Nodes.Select(n => BlocksOf(n).ToArray())]);
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
        foreach (IpPrefix block in NewBlocksOf(pod))
        {
            if (!node.Routes.Any(r => r.Destination == block)) node.AddRoute(RouteTo(block, self, _plan.Node(pod.Node)!));
        }
    }

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        foreach (PlannedNode owner in _plan.Nodes)
        {
            foreach (IpPrefix block in _blocks.Value[owner.Ordinal - 1]) node.AddRoute(RouteTo(block, self, owner));
        }

        foreach (ICalicoBackend backend in _backends) NatOutgoing.Write(node, _plan.PodSubnets.Of(backend.Family)!.Value, backend.Device);
    }

    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex) => _pods.AddPodEnd(pod, node, self, hostIndex);

    public ValueList<CniFile> Files(PlannedNode node) => CalicoFiles.Of(node, _plan.Cni.Mtu, _pods.Mtu);

    // What belongs to the node's own block and to no pod of it is dropped: without the blackhole it would leave by the default route, and
    // come back from wherever somebody routes the block to this node.
    private Route RouteTo(IpPrefix block, PlannedNode self, PlannedNode owner)
    {
        ICalicoBackend backend = _backends.First(b => b.Family == block.Address.Family);
        Route route = owner.Ordinal == self.Ordinal
            ? new(block) { Type = RouteType.Blackhole, Protocol = backend.Protocol, Metric = backend.Metric }
            : backend.RouteTo(block, self, owner);
        return route with { Origin = new("BlockAffinity", "", $"{owner.Name}-{block.ToString().Replace('.', '-').Replace(':', '-').Replace('/', '-')}") };
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
