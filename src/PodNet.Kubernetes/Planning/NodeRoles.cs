using PodNet.Kubernetes.Specification;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>What follows from a node's being the control plane's: it is when it has the role's label, or is named as kubeadm's tools name it
/// ("control-plane", "NAME-control-plane").</summary>
internal static class NodeRoles
{
    private const string Label = "node-role.kubernetes.io/control-plane";

    /// <summary>The node's labels, with the role's.</summary>
    public static ValueList<KeyValuePair<string, string>> LabelsOf(NodeSpec node, string name) =>
        IsNamedControlPlane(name) && !HasLabel(node) ? node.Labels.Add(new(Label, "")) : node.Labels;

    /// <summary>The taints of a node that says nothing about them.</summary>
    public static ValueList<NodeTaint> TaintsOf(NodeSpec node, string name) => IsNamedControlPlane(name) || HasLabel(node) ? [NodeTaint.ControlPlane] : [];

    /// <summary>Whether a node is the control plane's.</summary>
    public static bool IsControlPlane(PlannedNode node) => node.Labels.Any(l => l.Key == Label);

    private static bool HasLabel(NodeSpec node) => node.Labels.Any(l => l.Key == Label);

    private static bool IsNamedControlPlane(string name) => name == "control-plane" || name.EndsWith("-control-plane", StringComparison.Ordinal);
}
