using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads <c>pods</c>, the short form.</summary>
internal static class PodReader
{
    private static readonly string[] PodKeys =
        ["name", "namespace", "node", "address", "mac", "hostInterface", "image", "command", "args", "ports", "mtu", "containers", "labels"];

    private static readonly string[] ContainerKeys = ["name", "image", "command", "args", "ports"];

    public static IEnumerable<PodSpec> ReadPods(Fields document) =>
        document.Items("pods").Select(item => ReadPod(document, item.Node, item.Path)).OfType<PodSpec>();

    private static PodSpec? ReadPod(Fields document, YamlNode node, string path)
    {
        if (document.Open(node, path, PodKeys) is not { } fields) return null;
        if (!fields.Has("name")) fields.Report("name", FieldErrors.Required(fields.PathOf("name"), "a pod has a name"));
        if (fields.Name("name", Names.SubdomainProblem) is not { } name) return null;
        return new()
        {
            Name = name,
            Namespace = fields.Name("namespace", Names.LabelProblem) ?? "default",
            Node = fields.Text("node"),
            Addresses = fields.Addresses("address").Select(a => a.Address).ToValueList(),
            Mac = fields.Mac("mac"),
            HostInterface = fields.Name("hostInterface", Names.InterfaceProblem),
            Mtu = NetworkReader.Mtu(fields),
            Containers = ReadContainers(fields, name).ToValueList(),
            Labels = NodeLabelReader.Labels(fields).ToValueList(),
            At = fields.At,
        };
    }

    private static IEnumerable<ContainerSpec> ReadContainers(Fields pod, string podName)
    {
        if (!pod.Has("containers")) return [ReadContainer(pod, podName)];
        foreach (string key in (string[])["image", "command", "args", "ports"])
        {
            if (pod.Has(key)) pod.Report(key, $"{pod.PathOf(key)}: belongs to one of the containers where a pod has a list of them");
        }

        return ReadList(pod);
    }

    private static IEnumerable<ContainerSpec> ReadList(Fields pod)
    {
        HashSet<string> names = [];
        foreach ((YamlNode node, string path) in pod.Items("containers"))
        {
            if (pod.Open(node, path, ContainerKeys) is not { } fields) continue;
            string name = fields.ContainerName(names);
            yield return ReadContainer(fields, name);
        }
    }

    private static ContainerSpec ReadContainer(Fields fields, string name)
    {
        IReadOnlyList<(ContainerPort Port, HostPort? Host)> ports = PortReader.Read(fields, "ports");
        return new()
        {
            Name = name,
            Image = fields.Text("image") ?? (fields.Has("ports") ? "busybox" : "nginx"),
            Command = fields.Texts("command").ToValueList(),
            Args = fields.Texts("args").ToValueList(),
            Listens = fields.Has("ports") ? ports.Select(p => p.Port).ToValueList() : null,
            HostPorts = ports.Select(p => p.Host).OfType<HostPort>().ToValueList(),
        };
    }
}
