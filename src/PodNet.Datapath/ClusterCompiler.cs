using System.Collections.Frozen;
using PodNet.Datapath.Cni;
using PodNet.Datapath.ServiceProxy;
using PodNet.Datapath.Underlay;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath;

/// <summary>Makes the kernel objects of one namespace of a planned cluster at a time. A node's namespace holds rows about every peer, so
/// none is made before somebody looks at it; a pod's needs nothing but the plan.</summary>
public sealed class ClusterCompiler : INamespaceCompiler
{
    // lo and eth0 stand before the CNI's devices.
    private const int IndexBeforeCni = 2;
    private readonly UnderlayCompiler _underlay;
    private readonly FrozenDictionary<NamespaceId, PlannedRack> _switches;

    private readonly Lazy<ServiceTables> _services;

    /// <param name="services">What the proxy knows; null: what the plan's objects say, when somebody asks.</param>
    internal ClusterCompiler(ClusterPlan plan, ICniDatapath cni, IServiceDatapath? proxy, Lazy<ServiceTables>? services = null)
    {
        (Plan, Cni, Proxy) = (plan, cni, proxy);
        _services = services ?? new(() => ServiceTables.Empty.Update(ClusterObjects.Of(plan, DateTimeOffset.UnixEpoch)));
        _underlay = new(plan);
        _switches = plan.Underlay.Racks.ToFrozenDictionary(r => r.Switch);
    }

    /// <summary>What is compiled.</summary>
    public ClusterPlan Plan { get; }

    /// <summary>What writes the pod network.</summary>
    public ICniDatapath Cni { get; }

    /// <summary>What makes Services' addresses lead somewhere, or null: nothing.</summary>
    public IServiceDatapath? Proxy { get; }

    /// <summary>The Services there are.</summary>
    public ServiceTables Services => _services.Value;

    /// <summary>Whether somebody has asked for them: only then something can have been made of them.</summary>
    internal bool KnowsServices => _services.IsValueCreated;

    /// <summary>The compiler of a plan in which pods changed.</summary>
    internal ClusterCompiler With(ClusterPlan plan) => new(plan, Cni.For(plan), Proxy?.For(plan), _services);

    /// <summary>The compiler of other Services.</summary>
    internal ClusterCompiler With(ServiceTables services) => new(Plan, Cni, Proxy, new Lazy<ServiceTables>(services));

    /// <inheritdoc/>
    public NetworkNamespace? Compile(NamespaceId id)
    {
        if (Plan.Pod(id) is { } pod) return CompilePod(pod);
        if (Plan.Node(id.Name) is { } node) return CompileNode(node);
        if (id == Plan.Underlay.Router.Id) return _underlay.CompileRouter();
        return _switches.TryGetValue(id, out PlannedRack? rack) ? _underlay.CompileSwitch(rack) : null;
    }

    /// <summary>Interface index of a pod's device on its node: the pods the cluster came up with, then the CNI's later devices, then the
    /// pods that were added since; an index is never used twice.</summary>
    internal int HostIndex(PlannedNode node, PlannedPod pod) =>
        IndexBeforeCni + Cni.NodeDevices.Count + pod.Slot - (pod.Slot > node.InitialPods ? 0 : Cni.DevicesAfterPods);

    /// <summary>A node before any CNI came to it: what every node sets, and eth0.</summary>
    internal NamespaceBuilder StartNode(PlannedNode node)
    {
        NamespaceBuilder builder = new(node.Id);
        if (Plan.Has(IpFamily.V4)) builder.SetSysctl("net.ipv4.ip_forward", 1).SetSysctl("net.bridge.bridge-nf-call-iptables", 1);
        if (Plan.Has(IpFamily.V6))
        {
            builder.SetSysctl(UnderlayCompiler.Ipv6Off, 0).SetSysctl("net.ipv6.conf.all.forwarding", 1)
                .SetSysctl("net.bridge.bridge-nf-call-ip6tables", 1);
        }

        _underlay.AddNodeInterface(builder, node);
        return builder;
    }

    private NetworkNamespace CompileNode(PlannedNode node)
    {
        NamespaceBuilder builder = StartNode(node);
        Cni.PrepareNode(builder, node);
        foreach (PlannedPod pod in Plan.PodsOn(node.Name).Where(p => p.Slot <= node.InitialPods)) AddPod(builder, node, pod);
        Cni.ConnectNode(builder, node);
        foreach (PlannedPod pod in Plan.PodsOn(node.Name).Where(p => p.Slot <= node.InitialPods)) OpenHostPorts(builder, node, pod);
        Proxy?.Prepare(builder, node);
        Proxy?.Write(builder, node, Services);
        foreach (PlannedPod pod in Plan.PodsOn(node.Name).Where(p => p.Slot > node.InitialPods))
        {
            AddPod(builder, node, pod);
            OpenHostPorts(builder, node, pod);
        }

        foreach ((string name, int value) in node.Sysctls) builder.SetSysctl(name, value);
        return builder.Build();
    }

    internal void AddPod(NamespaceBuilder builder, PlannedNode node, PlannedPod pod) =>
        Cni.AddPod(builder, node, pod, HostIndex(node, pod));

    /// <summary>What the pod's host ports are on its node. The chained plugin is told what the one before it gave.</summary>
    internal void OpenHostPorts(NamespaceBuilder builder, PlannedNode node, PlannedPod pod)
    {
        if (pod.HostPorts.Count == 0 || Cni.HostPorts(node) is not { } ports) return;
        IEnumerable<InterfaceAddress> addresses = CompilePod(pod).Device("eth0").Addresses.Where(a => !a.Address.IsLinkLocal);
        ports.Add(builder, pod, node.SandboxOf(pod), addresses.DistinctBy(a => a.Address.Family).ToValueList());
    }

    /// <summary>Undoes <see cref="OpenHostPorts"/>.</summary>
    internal void CloseHostPorts(NamespaceBuilder builder, PlannedNode node, PlannedPod pod)
    {
        if (pod.HostPorts.Count > 0) Cni.HostPorts(node)?.Delete(builder, pod, node.SandboxOf(pod));
    }

    private NetworkNamespace CompilePod(PlannedPod pod)
    {
        NamespaceBuilder builder = new(pod.Id);
        if (Plan.Has(IpFamily.V6)) builder.SetSysctl(UnderlayCompiler.Ipv6Off, 0);
        PlannedNode node = Plan.Node(pod.Node)!;
        Cni.ConfigurePod(builder, node, pod, HostIndex(node, pod));
        foreach (PodContainer container in pod.Containers)
        {
            foreach (ContainerPort port in container.Listens) builder.Listen(new(port.Protocol, null, port.Port, container.Name));
        }

        return builder.Build();
    }
}
