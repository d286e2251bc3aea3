using System.Globalization;
using CsCheck;
using PodNet.Datapath;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Topology;

namespace PodNet.Lab.Tests.Verify;

/// <summary>Files of clusters with the shape of a given one, and with other names, networks, MACs and tunnel identifiers.</summary>
/// <param name="Hosts">Names of the router, the switch, the nodes and the pods.</param>
/// <param name="PodNamespaces">One per pod.</param>
/// <param name="Interfaces">The nodes' ends of the pods' veth pairs, and at last the switch's bridge.</param>
/// <param name="Macs">The low halves of the nodes' MACs.</param>
internal sealed record RenamedCluster(
    string[] Hosts, string[] PodNamespaces, string[] Interfaces, uint[] Macs, IpPrefix Pods, IpPrefix Nodes, IpAddress[] Outside, int Vni)
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz0123456789-";

    private static readonly IpPrefix Services = IpPrefix.Parse("10.96.0.0/16");
    private static readonly IpPrefix Elsewhere = IpPrefix.Parse("192.0.2.0/24");
    private static readonly IpPrefix KubenetsDefault = IpPrefix.Parse("10.0.0.0/8");
    private static readonly IpPrefix[] Ranges =
        [.. ((string[])["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"]).Select(IpPrefix.Parse)];

    private static readonly string[] DevicesOfNodes = ["lo", "eth0", "cbr0", "cni0"];

    private static Gen<string> Label { get; } = Gen.String[Gen.Char[Lower], 1, 63].Where(l => l[0] != '-' && l[^1] != '-');

    private static Gen<string> Name { get; } = Gen.OneOf(Label, Gen.Select(Label, Label, (a, b) => $"{a}.{b}"));

    private static Gen<string> Interface { get; } = Gen.String[Gen.Char[Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ._"], 1, 15].Where(i =>
        char.IsAsciiLetterOrDigit(i[0]) && !DevicesOfNodes.Contains(i) && !i.StartsWith("p-", StringComparison.Ordinal)
        && !i.StartsWith("flannel.", StringComparison.Ordinal));

    /// <summary>Cluster files for a cluster that a cluster file describes; no number is the one it was.</summary>
    public static Gen<string> FilesLike(Cluster cluster)
    {
        ClusterPlan plan = ((ClusterCompiler)cluster.Compiler).Plan;
        (int nodes, int pods) = (plan.Nodes.Count, plan.Pods.Count);
        Gen<RenamedCluster> any = Gen.Select(
            Distinct(Name, 2 + nodes + pods),
            Gen.OneOf(Gen.Const("default"), Label).Array[pods],
            Distinct(Interface, pods + 1),
            Distinct(Gen.UInt[0x100, 0xffff_fff0], nodes),
            Network(plan.PodSubnet.Length),
            Network(plan.Underlay.Subnet.Length),
            Distinct(Gen.UInt[0x0100_0001, 0x09ff_fffe].Select(IpAddress.FromV4), plan.Underlay.Router.Addresses.Count),
            // The device is called flannel.VNI, and a name has at most 15 bytes.
            Gen.Int[2, 9_999_999],
            (hosts, namespaces, interfaces, macs, podNet, nodeNet, outside, vni) =>
                new RenamedCluster(hosts, namespaces, interfaces, macs, podNet, nodeNet, outside, vni));
        return any.Where(r => r.IsValid(plan)).Select(r => r.File(plan));
    }

    private static Gen<T[]> Distinct<T>(Gen<T> gen, int count) =>
        gen.Array[count].Where(items => items.Distinct().Count() == items.Length);

    private static Gen<IpPrefix> Network(int length) => Gen.Select(
        Gen.OneOf([.. Ranges.Where(r => r.Length <= length)]),
        Gen.UInt,
        (range, at) => new IpPrefix(range.Address.Plus(at % (long)range.Size), length));

    private bool IsValid(ClusterPlan plan) =>
        !Pods.Overlaps(Nodes) && !Pods.Overlaps(Services) && !Nodes.Overlaps(Services)
        && Pods != plan.PodSubnet && Nodes != plan.Underlay.Subnet;

    private string File(ClusterPlan plan) => string.Join('\n', (IEnumerable<string>)
    [
        "nodes:", .. plan.Nodes.Select((n, i) => Node(plan, n, i)),
        "networking:", $"  podSubnet: {Pods}", $"  cni: {{{string.Join(", ", Cni(plan))}}}",
        "underlay:", $"  switch: \"{Hosts[1]}\"", $"  bridge: \"{Interfaces[^1]}\"", $"  subnet: {Nodes}",
        Text($"  mtu: {plan.Underlay.Mtu}"),
        $"  router: {{name: \"{Hosts[0]}\", address: {Moved(plan.Underlay.Racks[0].RouterAddress, plan.Underlay.Subnet, Nodes)},"
        + $" addresses: [{string.Join(", ", plan.Underlay.Router.Addresses.Select((a, i) => Text($"{Outside[i]}/{a.PrefixLength}")))}]}}",
        "pods:", .. plan.Pods.Select((p, i) => Pod(plan, p, i)),
        "",
    ]);

    private string Node(ClusterPlan plan, PlannedNode node, int i)
    {
        IpPrefix cidr = new(Moved(node.PodCidr.Address, plan.PodSubnet, Pods), node.PodCidr.Length);
        return $"  - {{name: \"{Hosts[2 + i]}\", address: {Moved(node.Address, plan.Underlay.Subnet, Nodes)}, podCIDR: {cidr}"
            + $", mac: \"{new MacAddress(0x5254_0000_0000UL | Macs[i])}\""
            + $", sysctls: {{{string.Join(", ", node.Sysctls.Select(s => Text($"{s.Key}: {s.Value}")))}}}}}";
    }

    private IEnumerable<string> Cni(ClusterPlan plan)
    {
        yield return $"name: {plan.Cni.Name ?? "flannel"}";
        if (plan.Cni.Mode is { } mode) yield return $"mode: {mode}";
        if (plan.Cni.Mtu is { } mtu) yield return Text($"mtu: {mtu}");
        if (plan.Cni.Port is { } port) yield return Text($"port: {port}");
        if (plan.Cni.Mode == "vxlan") yield return Text($"vni: {Vni}");
        if (plan.Cni.BlockSize is { } block) yield return Text($"blockSize: {block}");
        if (plan.Cni.RouteMetric is { } metric) yield return Text($"routeMetric: {metric}");
        if (plan.Cni.IpMasqAgent is { } agent)
        {
            IEnumerable<IpPrefix> spared = agent.NonMasqueradeCidrs.Select(n => plan.PodSubnet.Contains(n) ? Within(n, plan.PodSubnet, Pods) : Within(n, plan.Underlay.Subnet, Nodes));
            yield return $"masquerade: {{nonMasqueradeCIDRs: [{string.Join(", ", spared)}]}}";
            yield break;
        }

        // Whether packets between pods are masqueraded must stay as it was.
        bool isKept = (plan.Cni.NonMasqueradeCidrs.Of(IpFamily.V4) ?? KubenetsDefault).Contains(plan.PodSubnet);
        if (plan.Cni.Name is "bridge" or "kubenet") yield return $"nonMasqueradeCIDR: {(isKept ? Pods : Elsewhere)}";
    }

    private string Pod(ClusterPlan plan, PlannedPod pod, int i)
    {
        int node = plan.Node(pod.Node)!.Ordinal - 1;
        IEnumerable<string> ports = pod.HostPorts.Count > 0
            ? pod.HostPorts.Select(p => HostPort(plan, p))
            : pod.Containers.SelectMany(c => c.Listens).Select(p => Text($"{p.Port}/{p.Protocol}"));
        return $"  - {{name: \"{Hosts[2 + plan.Nodes.Count + i]}\", namespace: \"{PodNamespaces[i]}\", node: \"{Hosts[2 + node]}\""
            + $", address: {Moved(pod.Address, plan.PodSubnet, Pods)}, hostInterface: \"{Interfaces[i]}\""
            + (pod.Mtu is { } mtu ? Text($", mtu: {mtu}") : "") + $", ports: [{string.Join(", ", ports)}]}}";
    }

    private string HostPort(ClusterPlan plan, HostPort port)
    {
        string address = port.HostIp is { } ip ? $", hostIP: {Moved(ip, plan.Underlay.Subnet, Nodes)}" : "";
        return Text($"{{containerPort: {port.ContainerPort}, protocol: {port.ProtocolName}, hostPort: {port.Port}{address}}}");
    }

    private static IpPrefix Within(IpPrefix part, IpPrefix from, IpPrefix to) => new(Moved(part.Address, from, to), part.Length);

    private static IpAddress Moved(IpAddress address, IpPrefix from, IpPrefix to) =>
        to.Address.Plus((long)(address.Bits - from.Address.Bits));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
