using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni.AwsVpc;

/// <summary>The AWS VPC CNI in one cluster (docs/cni-proposal.md, cmd/routed-eni-cni-plugin/driver, pkg/networkutils), with all pods at the
/// node's first ENI, eth0: pods at a further ENI would have a rule "1536: from POD lookup ENI" and a table of that ENI.</summary>
internal sealed class AwsVpcDatapath(ClusterPlan plan) : ICniDatapath
{
    // Jumbo frames are the VPC's default.
    private const int VpcMtu = 9001;
    private const int ToPodPriority = 512;
    private const int MainEniPriority = 1024;
    private const uint MainEniMark = 0x80;
    private const string SnatChain = "AWS-SNAT-CHAIN-0";
    private static readonly IpAddress Gateway = IpAddress.Parse("169.254.1.1");
    private readonly int _mtu = plan.Cni.Mtu ?? Math.Min(VpcMtu, plan.Underlay.Mtu);

    public CniDescription Description => new("aws-vpc", "", _mtu, CniFidelity.FromDocumentation);

    public IReadOnlyList<string> NodeDevices => [];

    public int DevicesAfterPods => 0;

    // Pods' addresses belong to the ENI, and in a VPC it is the fabric that knows this: it answers ARP for them and brings the frames to the
    // instance. Nothing of it is configured on the node. Our switch is an ordinary one; the node's proxy ARP stands for the fabric.
    public void PrepareNode(NamespaceBuilder node, PlannedNode self) =>
        node.SetSysctl("net.ipv4.conf.eth0.proxy_arp", 1).SetSysctl("net.ipv4.neigh.eth0.proxy_delay", 0);

    // The rule goes before those that send a pod's packets to the table of its ENI: what is for a pod here never leaves the node.
    public void AddPod(NamespaceBuilder node, PlannedNode self, PlannedPod pod, int index)
    {
        node.AddDevice(_ => new VethEnd(index, pod.HostInterface, HostMac(index), pod.Mtu ?? _mtu, pod.Id, "eth0", PeerIndex: 2));
        IpPrefix address = IpPrefix.Host(pod.Address);
        node.AddRoute(new(address) { Device = pod.HostInterface, Scope = RouteScope.Link, Origin = new("Pod", pod.Namespace, pod.Name) });
        node.Rules.Add(new(ToPodPriority, RouteTable.Main) { To = address });
    }

    public void ConnectNode(NamespaceBuilder node, PlannedNode self)
    {
        // NodePort's answers have this mark and leave by the first ENI, where the question came in.
        node.Rules.Add(new(MainEniPriority, RouteTable.Main) { Mark = MainEniMark, MarkMask = MainEniMark });
        WriteSnat(node, self);
    }

    // The gateway is nobody's address. The plugin tells the pod its MAC, so nobody need answer for it.
    public void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod self, int hostIndex)
    {
        pod.AddDevice(i => new VethEnd(i, "eth0", self.Mac, self.Mtu ?? _mtu, node.Id, self.HostInterface, hostIndex));
        pod.AddAddress("eth0", new(self.Address, 32));
        pod.AddRoute(new(IpPrefix.Host(Gateway)) { Device = "eth0", Scope = RouteScope.Link });
        pod.AddRoute(new(IpPrefix.DefaultV4) { Via = Gateway, Device = "eth0" });
        pod.AddNeighbor(Gateway, HostMac(hostIndex), "eth0");
    }

    public ValueList<CniFile> Files(PlannedNode node) => AwsVpcFiles.Of(_mtu);

    // Within the VPC everybody can answer a pod; the internet gateway translates only the ENIs' primary addresses.
    private void WriteSnat(NamespaceBuilder node, PlannedNode self)
    {
        Origin origin = new("aws-node", "", "snat");
        CommentMatch chain = new("AWS SNAT CHAIN");
        node.NewChain("nat", SnatChain);
        node.Append("nat", "POSTROUTING", new([chain], new JumpTarget(SnatChain)) { Origin = origin });
        node.Append("nat", SnatChain, new([new DestinationMatch(plan.Underlay.Subnet), chain], new ReturnTarget()) { Origin = origin });
        node.Append("nat", SnatChain, new(
            [
                new OutInterfaceMatch("vlan+") { Negated = true }, new CommentMatch("AWS, SNAT"),
                new AddressTypeMatch(AddressType.Local, OfSource: false) { Negated = true },
            ],
            new SnatTarget(self.Address, RandomFully: true))
        { Origin = origin });
    }

    private static MacAddress HostMac(int index) => new(0x0200_0000_0000 + (ulong)index);
}
