using PodNet.Kubectl.Printers;

namespace PodNet.Kubectl.Describers;

/// <summary>Nodes.</summary>
internal sealed class NodeDescriber : ObjectDescriber
{
    private static readonly (string Label, string Field)[] SystemInfo =
    [
        ("Machine ID", "machineID"), ("System UUID", "systemUUID"), ("Boot ID", "bootID"), ("Kernel Version", "kernelVersion"), ("OS Image", "osImage"),
        ("Operating System", "operatingSystem"), ("Architecture", "architecture"), ("Container Runtime Version", "containerRuntimeVersion"),
        ("Kubelet Version", "kubeletVersion"), ("Kube-Proxy Version", "kubeProxyVersion"),
    ];

    /// <inheritdoc/>
    public override string Kind => "Node";

    /// <inheritdoc/>
    public override void Describe(KubernetesObject described, DescriptionRequest request, PrefixWriter to)
    {
        ApiMap node = described.Content;
        to.Line(0, $"Name:\t{described.Name}");
        to.Line(0, $"Roles:\t{NodePrinter.Roles(node)}");
        to.Labels("Labels", described.Labels);
        to.Annotations("Annotations", described.Annotations);
        to.Line(0, $"CreationTimestamp:\t{HumanDuration.Rfc1123(node.Text("metadata", "creationTimestamp"))}");
        to.Taints(node.Maps("spec", "taints"));
        to.Line(0, $"Unschedulable:\t{(node.Flag("spec", "unschedulable") ? "true" : "false")}");

        // Leases are not served: nodes are healthy as their conditions say.
        to.Line(0, $"Lease:\tFailed to get lease: leases.coordination.k8s.io {GoText.Quote(described.Name)} not found");
        Conditions(node, to);
        to.Line(0, $"Addresses:");
        foreach (ApiMap address in node.Maps("status", "addresses")) to.Line(1, $"{address.Text("type")}:\t{address.Text("address")}");
        Amounts("Capacity", node.Map("status", "capacity"), to);
        Amounts("Allocatable", node.Map("status", "allocatable"), to);
        to.Line(0, $"System Info:");
        foreach ((string label, string field) in SystemInfo) to.Line(1, $"{label}:\t{node.Text("status", "nodeInfo", field)}");
        if (node.Text("spec", "podCIDR") is { Length: > 0 } subnet) to.Line(0, $"PodCIDR:\t{subnet}");
        if (node.List("spec", "podCIDRs").Count > 0) to.Line(0, $"PodCIDRs:\t{string.Join(',', node.List("spec", "podCIDRs"))}");
        if (node.Text("spec", "providerID") is { Length: > 0 } provider) to.Line(0, $"ProviderID:\t{provider}");
        NodeResourcesSection.Write(described, request, to);
    }

    private static void Conditions(ApiMap node, PrefixWriter to)
    {
        if (node.List("status", "conditions").Count == 0) return;
        to.Line(0, $"Conditions:");
        to.Line(1, $"Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
        to.Line(1, $"----\t------\t-----------------\t------------------\t------\t-------");
        foreach (ApiMap c in node.Maps("status", "conditions"))
        {
            (string heartbeat, string changed) = (HumanDuration.Rfc1123(c.Text("lastHeartbeatTime")), HumanDuration.Rfc1123(c.Text("lastTransitionTime")));
            to.Line(1, $"{c.Text("type")} \t{c.Text("status")} \t{heartbeat} \t{changed} \t{c.Text("reason")} \t{c.Text("message")}");
        }
    }

    private static void Amounts(string title, ApiMap amounts, PrefixWriter to)
    {
        if (amounts.Count > 0) to.Line(0, $"{title}:");
        foreach ((string name, ApiValue amount) in amounts.Fields) to.Line(1, $"{name}:\t{amount}");
    }
}
