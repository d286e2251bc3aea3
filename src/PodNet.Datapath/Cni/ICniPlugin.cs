using PodNet.Datapath.Cni.PortMap;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni;

/// <summary>A CNI plugin: a program that writes Linux networking objects into a node's namespace and a pod's.</summary>
public interface ICniPlugin
{
    /// <summary>Name in the cluster file.</summary>
    string Name { get; }

    /// <summary>Its modes, the default first; empty when it has only one.</summary>
    IReadOnlyList<string> Modes { get; }

    /// <summary>Settings under networking.cni that it has beside name, mode and mtu.</summary>
    IReadOnlyList<string> Settings(string mode);

    /// <summary>Why it cannot work when the nodes stand in different Ethernet segments, or null when it can.</summary>
    string? RoutedUnderlayProblem(string mode);

    /// <summary>Whether it can give pods IPv6 addresses.</summary>
    bool HasIpv6(string mode) => false;

    /// <summary>Why it cannot work with so many nodes, or null when it can.</summary>
    string? SizeProblem(int nodes) => null;

    /// <summary>How pods get their addresses and names.</summary>
    PodAddressing Addressing(string mode) => PodAddressing.HostLocal;

    /// <summary>As the other, for a plugin whose settings say something about it.</summary>
    PodAddressing Addressing(string mode, CniSpec cni) => Addressing(mode);

    /// <summary>The plugin at work on one cluster.</summary>
    /// <param name="mode">One of <see cref="Modes"/>, or empty.</param>
    ICniDatapath Configure(ClusterPlan plan, string mode);
}

/// <summary>What a plugin writes in one cluster. Each method is a pure function of plan and argument.</summary>
public interface ICniDatapath
{
    /// <summary>Name, mode, MTU and fidelity.</summary>
    CniDescription Description { get; }

    /// <summary>Names of the devices it makes on a node, in order.</summary>
    IReadOnlyList<string> NodeDevices { get; }

    /// <summary>How many of <see cref="NodeDevices"/> come into being after the first pods.</summary>
    int DevicesAfterPods { get; }

    /// <summary>What is on a node before its first pod.</summary>
    void PrepareNode(NamespaceBuilder node, PlannedNode plan);

    /// <summary>CNI ADD, in the node's namespace.</summary>
    /// <param name="index">Interface index of the pod's host device.</param>
    void AddPod(NamespaceBuilder node, PlannedNode plan, PlannedPod pod, int index);

    /// <summary>What connects the node with its peers: their routes, tunnels, netfilter rules.</summary>
    void ConnectNode(NamespaceBuilder node, PlannedNode plan);

    /// <summary>Whether other nodes write something down when this pod comes to a running cluster or leaves it.</summary>
    bool Announces(PlannedPod pod) => false;

    /// <summary>What a node writes down when it hears of a pod, on the pod's own node too.</summary>
    void Announce(NamespaceBuilder node, PlannedNode self, PlannedPod pod)
    {
    }

    /// <summary>Undoes <see cref="Announce"/>, and on the pod's own node what is left after its device.</summary>
    void Withdraw(NamespaceBuilder node, PlannedPod pod)
    {
    }

    /// <summary>The same plugin for a plan in which pods changed.</summary>
    ICniDatapath For(ClusterPlan plan) => this;

    /// <summary>CNI ADD, in the pod's namespace.</summary>
    /// <param name="hostIndex">Interface index of the pod's host device.</param>
    void ConfigurePod(NamespaceBuilder pod, PlannedNode node, PlannedPod plan, int hostIndex);

    /// <summary>What makes the node's ports lead to its pods: the portmap plugin where the configuration list chains it; null: nothing does.</summary>
    IHostPorts? HostPorts(PlannedNode node) => PortMapPlugin.ChainedIn(Files(node));

    /// <summary>Why <see cref="HostPorts"/> is null.</summary>
    string HostPortProblem => "its configuration list does not chain the portmap plugin";

    /// <summary>The files that the plugin reads or writes on a node, its network configuration list first; empty where nobody wrote them down.</summary>
    ValueList<CniFile> Files(PlannedNode node) => [];
}
