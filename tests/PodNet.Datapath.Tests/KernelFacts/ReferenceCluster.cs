using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Presets;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.KernelFacts;

/// <summary>The reference cluster with one plugin: nodes n1 to n3, pods p11 to p32 (p21 is the first on n2), the router gw, which is the client
/// outside too.</summary>
internal sealed record ReferenceCluster(Cluster Cluster)
{
    public static readonly IpAddress Service = IpAddress.Parse("10.96.0.80");

    public static readonly IpAddress Outside = IpAddress.Parse("203.0.113.10");

    /// <summary>The cluster of <c>examples/reference-VARIANT.yaml</c> without kube-proxy: Services are put in by hand here.</summary>
    public static ReferenceCluster Of(string variant) => new(ClusterBuilder.Load(ClusterPresets.Text($"reference-{variant}").Replace("proxy: iptables", "proxy: none", StringComparison.Ordinal)));

    /// <summary>The address of a node or pod; anything else is an address itself.</summary>
    public IpAddress Address(string host) =>
        Cluster.Topology.Pod(new(host))?.Address ?? Cluster.Topology.Node(new(host))?.Address ?? IpAddress.Parse(host);

    /// <summary>Edits the nodes' objects by hand.</summary>
    public ReferenceCluster WithNodes(Action<NamespaceBuilder> edit)
    {
        Cluster cluster = Cluster;
        foreach (ClusterNode node in Cluster.Topology.Nodes.ToArray())
        {
            NamespaceBuilder builder = cluster.Namespace(node.Id).ToBuilder();
            edit(builder);
            cluster = cluster.With(builder.Build());
        }

        return new(cluster);
    }

    /// <summary><c>sysctl -w net.bridge.bridge-nf-call-iptables=0</c> on every node.</summary>
    public ReferenceCluster WithoutBridgeNetfilter() => WithNodes(n => n.SetSysctl("net.bridge.bridge-nf-call-iptables", 0));

    /// <summary>With the Service's rules for one endpoint on every node.</summary>
    public ReferenceCluster WithService(string endpoint) => new(new ServiceByHand(Service, Address(endpoint)).In(Cluster));

    public TraceResult Trace(string from, Probe probe, KernelState? state = null) =>
        PacketTracer.Trace(Cluster, state ?? KernelState.Cold, new(from), probe, new(SimulatedTime.Start));

    public Exchange Ping(string from, string to, int bytes = 56, PathMtuDiscovery discovery = PathMtuDiscovery.Want) =>
        Trace(from, new EchoProbe(Address(to), DataBytes: bytes, Discovery: discovery)).Exchange;

    public Exchange Get(string from, string to, ushort port = ServiceByHand.TargetPort) => Trace(from, new TcpProbe(Address(to), port)).Exchange;

    /// <summary>What conntrack of a node holds after a probe.</summary>
    public IEnumerable<ConntrackEntry> Connections(string node, string from, Probe probe) =>
        Trace(from, probe).After.Of(new(node)).Conntrack.Values;
}
