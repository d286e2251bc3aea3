using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads a cluster file: one document of the keys in docs/cluster-file.md and, beside it, plain manifests.</summary>
public static class ClusterFileReader
{
    /// <summary>Most nodes a cluster may have: twice what Kubernetes supports.</summary>
    public const int MostNodes = 10_000;

    private static readonly string[] TopLevel = ["nodes", "networking", "underlay", "pods"];

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ClusterFileException">All problems of the text at once.</exception>
    public static ClusterSpec Read(string text)
    {
        ProblemList problems = new();
        ClusterSpec spec = Read(text, problems);
        problems.ThrowIfAny();
        return spec;
    }

    /// <summary>As <see cref="Read(string)"/>, with the problems noted; what it returns then is what could be read.</summary>
    public static ClusterSpec Read(string text, ProblemList problems)
    {
        ClusterSpec? cluster = null;
        ManifestReader manifests = new(problems);
        foreach (YamlNode document in YamlTree.Read(text, problems))
        {
            if (document is YamlScalar { IsNull: true }) continue;
            if (document is YamlMapping mapping && (mapping.Find("apiVersion") ?? mapping.Find("kind")) is not null)
            {
                manifests.Read(mapping);
            }
            else if (cluster is not null)
            {
                problems.Add(document.At, $"a second cluster document; the first is on line {cluster.At.Start.Line}. "
                    + "A manifest needs apiVersion and kind");
            }
            else
            {
                cluster = ReadCluster(document, problems);
            }
        }

        if (cluster is null && manifests.IsEmpty && problems.IsEmpty)
            problems.Add(new(1, 1), "the cluster file is empty; \"nodes: 2\" is the shortest one");
        cluster ??= new ClusterSpec();
        return cluster with
        {
            Pods = cluster.Pods.Concat(manifests.Pods).ToValueList(),
            Namespaces = manifests.Namespaces.ToValueList(),
            Manifests = manifests.Others.ToValueList(),
            ManifestsAt = manifests.OthersAt.ToValueList(),
        };
    }

    private static ClusterSpec ReadCluster(YamlNode document, ProblemList problems)
    {
        if (Fields.Open(document, "", problems, TopLevel) is not { } fields) return new() { At = new(document) };
        ValueList<PodSpec> pods = [];
        int perNode = 0;
        if (fields.Find("pods") is YamlScalar) perNode = fields.Integer("pods", 0, 1000) ?? 0;
        else pods = PodReader.ReadPods(fields).ToValueList();
        return new()
        {
            Nodes = ReadNodes(fields).ToValueList(),
            Networking = NetworkReader.ReadNetworking(fields),
            Underlay = NetworkReader.ReadUnderlay(fields),
            Pods = pods,
            PodsPerNode = perNode,
            At = fields.At,
        };
    }

    private static IEnumerable<NodeSpec> ReadNodes(Fields fields)
    {
        if (fields.Find("nodes") is YamlScalar)
        {
            int count = fields.Integer("nodes", 1, MostNodes) ?? 0;
            return Enumerable.Repeat(new NodeSpec { At = fields.At.In("nodes") }, count);
        }

        if (fields.Find("nodes") is YamlSequence { Items.Count: 0 })
            fields.Report("nodes", FieldErrors.Required("nodes", "a cluster has at least one node"));
        if (fields.Find("nodes") is YamlSequence { Items.Count: > MostNodes } many)
        {
            fields.Report("nodes", FieldErrors.Invalid("nodes", many.Items.Count.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"must have at most {MostNodes} nodes")));
            return [];
        }

        return fields.Items("nodes").Select(item => ReadNode(fields, item.Node, item.Path));
    }

    private static NodeSpec ReadNode(Fields parent, YamlNode node, string path)
    {
        if (parent.Open(node, path, ["name", "address", "subnet", "mac", "podCIDR", "podCIDRs", "sysctls", "labels", "taints"]) is not { } fields) return new() { At = new(node) };
        return new()
        {
            Name = fields.Name("name", Names.SubdomainProblem),
            Addresses = fields.Addresses("address"),
            Subnet = fields.Integer("subnet", 1, MostNodes),
            Mac = fields.Mac("mac"),
            PodCidrs = fields.Has("podCIDRs") ? fields.Cidrs("podCIDRs") : fields.Cidrs("podCIDR"),
            Sysctls = SysctlReader.Read(fields).ToValueList(),
            Labels = NodeLabelReader.Labels(fields).ToValueList(),
            Taints = NodeLabelReader.Taints(fields),
            At = fields.At,
        };
    }
}
