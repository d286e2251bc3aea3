using PodNet.Kubernetes.Planning;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Flannel;

/// <summary>How flanneld connects a node with its peers.</summary>
internal interface IFlannelBackend
{
    /// <summary>Name in the cluster file, and in flannel's Backend.Type.</summary>
    string Mode { get; }

    /// <summary>MTU in bytes that it leaves to pods.</summary>
    int Mtu { get; }

    /// <summary>How well it is known to be right.</summary>
    CniFidelity Fidelity => CniFidelity.ProvenOnTheKernel;

    /// <summary>Its devices on a node.</summary>
    IReadOnlyList<string> Devices { get; }

    /// <summary>Writes device, routes, neighbours and FDB rows.</summary>
    void Connect(NamespaceBuilder node, PlannedNode self);
}

/// <summary>flannel in one cluster.</summary>
internal sealed class FlannelDatapath(ClusterPlan plan, IFlannelBackend backend) : ICniDatapath
{
    // The hairpin flag lets a pod that reaches itself through a Service get its own frame back out of the port it came in on.
    // The price: every broadcast comes back to its sender too.
    private readonly BridgedPods _pods = new("cni0", plan.Cni.Mtu ?? backend.Mtu, Hairpin: true);

    public CniDescription Description => new("flannel", backend.Mode, _pods.Mtu, backend.Fidelity);

    public IReadOnlyList<string> NodeDevices => [_pods.Bridge, .. backend.Devices];

    public int DevicesAfterPods => backend.Devices.Count;

    public void PrepareNode(NamespaceBuilder node, PlannedNode self) => _pods.AddBridge(node, self, promiscuous: false);

    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index) => _pods.AddPort(node, self, pod, index);

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        backend.Connect(node, self);
        for (int f = 0; f < plan.PodSubnets.Count; f++) FlannelRules.Write(node, plan.PodSubnets[f], self.PodCidrs[f]);
    }

    // The route to the whole pod network beside the default route looks idle, for both name the same gateway. It is not: flannel's
    // plugin adds it so that pods still find each other when another plugin (a second interface) takes the default route over.
    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex)
    {
        _pods.AddPodInterface(pod, node, self, hostIndex);
        for (int f = 0; f < plan.PodSubnets.Count; f++)
            pod.AddRoute(new(plan.PodSubnets[f]) { Via = PlannedNode.GatewayOf(node.PodCidrs[f]), Device = "eth0" });
    }

    public ValueList<CniFile> Files(PlannedNode node) => FlannelFiles.Of(node, plan.PodSubnet, _pods.Mtu);
}
