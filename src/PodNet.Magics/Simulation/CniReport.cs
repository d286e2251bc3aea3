using System.Text;
using PodNet.Datapath.Cni;
using PodNet.Datapath.Cni.Results;
using PodNet.Diagrams.Comparing;
using PodNet.Model.Collections;
using PodNet.Model.Text;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>What a CNI did for a pod: its answer to ADD, its files, its kernel objects by what they are for, and two sentences.</summary>
public static class CniReport
{
    /// <summary>The report.</summary>
    /// <param name="pod">Name of the pod; null: the first of the node.</param>
    /// <param name="node">Name of the node; null: the pod's, or the first.</param>
    /// <exception cref="MagicException">There is no such pod or node, or the pod is on another.</exception>
    public static string Write(Cluster cluster, string? pod, string? node)
    {
        (ClusterNode where, ClusterPod? who) = Choose(cluster, pod, node);
        StringBuilder text = new();
        CniDescription cni = cluster.Topology.Cni;
        text.Append(who is null ? $"{cni.Label} on {where.Name}" : $"{cni.Label}: pod {who.DisplayName} on {where.Name}").Append('\n');
        text.Append($"how well known: {FidelityWords.Of(cni.Fidelity)}\n");
        if (who is not null)
        {
            text.Append($"\nconnectivity: {CniSentences.Connectivity(cluster, who)}\nreachability: {CniSentences.Reachability(cluster, who)}\n");
            text.Append($"\nresult of ADD (CNI 1.1.0):\n{AddResult(cluster, who)}\n");
        }

        ValueList<CniFile> files = CniWork.Files(cluster, where.Name);
        if (files.Count == 0) text.Append($"\nfiles: none are known of {cni.Label}\n");
        foreach (CniFile file in files) text.Append($"\n{file.Path} ({file.Purpose}):\n{file.Text}\n");
        foreach (CniObjectGroup group in CniObjects.Of(cluster, where, who))
        {
            text.Append($"\n{group.Purpose}  ($ {group.Commands})\n");
            foreach (string row in group.Rows) text.Append($"  {row}\n");
        }

        return Printable.Lines(text.ToString().TrimEnd('\n').Split('\n'));
    }

    /// <summary>The JSON a runtime gets.</summary>
    /// <exception cref="MagicException">There is no such pod.</exception>
    public static string AddResult(Cluster cluster, string pod) => AddResult(cluster, ClusterNames.Pod(cluster, pod));

    private static string AddResult(Cluster cluster, ClusterPod pod) => PodResult.Of(cluster, pod).ToJson();

    private static (ClusterNode Node, ClusterPod? Pod) Choose(Cluster cluster, string? pod, string? node)
    {
        ClusterPod? who = pod is null ? null : ClusterNames.Pod(cluster, pod);
        if (node is null && who is null) who = First(cluster.Topology.Pods);
        string name = node ?? who?.Node ?? cluster.Topology.Nodes[0].Name;
        ClusterNode where = cluster.Topology.Node(ClusterNames.Node(cluster, name))
            ?? throw new MagicException($"{name} is no node; CNI plugins work on nodes: {string.Join(", ", ClusterNames.Nodes(cluster).Take(12))}");
        if (who is not null && who.Node != where.Name) throw new MagicException($"pod {who.DisplayName} is on {who.Node}, not on {where.Name}; leave --node out");
        return (where, who ?? First(cluster.Topology.PodsOn(where.Name)));
    }

    private static ClusterPod? First(ValueList<ClusterPod> pods) => pods.Count > 0 ? pods[0] : null;
}
