using PodNet.Kubernetes.Planning;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.Weave;

/// <summary>How frames get from one node's bridge to the others'.</summary>
internal interface IWeaveOverlay
{
    /// <summary>MTU in bytes that pods have by default.</summary>
    int Mtu { get; }

    /// <summary>Names of its devices.</summary>
    IReadOnlyList<string> Devices { get; }

    /// <summary>What is there before the bridge.</summary>
    void Prepare(NamespaceBuilder node, PlannedNode self, int mtu);

    /// <summary>What connects the bridge with the peers.</summary>
    void Connect(NamespaceBuilder node, PlannedNode self, int mtu);
}

/// <summary>Weave in one cluster (net/bridge.go, net/veth.go, plugin/net/cni.go).</summary>
internal sealed class WeaveDatapath(ClusterPlan plan, string mode, IWeaveOverlay overlay) : ICniDatapath
{
    public const string BridgeName = "weave";

    private readonly BridgedPods _pods = new(BridgeName, plan.Cni.Mtu ?? overlay.Mtu, Hairpin: true) { PrefixLength = plan.PodSubnet.Length };

    public CniDescription Description => new("weave", mode, _pods.Mtu, CniFidelity.FromDocumentation);

    public IReadOnlyList<string> NodeDevices => mode == "fastdp"
        ? [overlay.Devices[0], BridgeName, .. overlay.Devices.Skip(1)] : [BridgeName, .. overlay.Devices];

    public int DevicesAfterPods => 0;

    public void PrepareNode(NamespaceBuilder node, PlannedNode self)
    {
        overlay.Prepare(node, self, _pods.Mtu);
        _pods.AddBridge(node, self, promiscuous: false);
        overlay.Connect(node, self, _pods.Mtu);
    }

    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index) => _pods.AddPort(node, self, pod, index);

    public void ConnectNode(NamespaceBuilder node, PlannedNode self) => WeaveRules.Write(node, BridgeName, plan.PodSubnet, self.PodCidr);

    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex) =>
        _pods.AddPodInterface(pod, node, self, hostIndex);

    // The script weave, create_cni_config; the plugin asks the router on its node for addresses.
    public ValueList<CniFile> Files(PlannedNode node) =>
    [
        CniFile.ConfigList("10-weave.conflist", $$"""
            {
                "cniVersion": "0.3.0",
                "name": "weave",
                "plugins": [
                    {
                        "name": "weave",
                        "type": "weave-net",
                        "hairpinMode": {{(_pods.Hairpin ? "true" : "false")}}
                    },
                    {
                        "type": "portmap",
                        "capabilities": {"portMappings": true},
                        "snat": true
                    }
                ]
            }
            """),
    ];
}
