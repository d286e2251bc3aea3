using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>Clusters as no file could describe them: any names, three shapes of CNI, kernels built by hand.</summary>
internal static class GeneratedClusters
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "a\"b'c&d", "]]><x/>", "name-with-more-than-twenty-four-characters-in-it", "päivää-平成-😀",
            "\u202ereversed", "bell\u0007",
        "x", "web-7d4b9c6f5-x2x1z", "${jndi}", "\ud800",
    ];

    private static Gen<string> Name { get; } = Gen.Frequency((3, Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"], 1, 40]),
        (1, Gen.OneOf(Hostile)));

    private static Gen<string> DeviceName { get; } = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789.WM"], 1, 13];

    /// <summary>1 to 6 nodes with 0 to 9 pods each.</summary>
    public static Gen<Cluster> Any { get; } =
        from shape in Gen.Int[0, 2]
        from nodes in Gen.Int[1, 6]
        from pods in Gen.Int[0, 9].Array[nodes]
        from names in Name.Array[nodes + 54]
        from device in DeviceName
        from containers in Gen.Int[0, 6]
        from subnet in Gen.Int[0, 250]
        select new Shape(shape, pods, names, device, containers, subnet).Build();

    /// <summary>A cluster whose CNI uses no bridge: a host route for each pod.</summary>
    public static Cluster Routed(int nodes, int pods) => new Shape(
        2, [.. Enumerable.Repeat(pods, nodes)], [.. Enumerable.Range(1, nodes).Select(i => $"node{i}"),
            .. Enumerable.Range(0, 9 * nodes).Select(i => $"web-{i / 9 + 1}-{i % 9 + 1}"), "gw"], "cali7f3a0", 1, 7)
    {
        SecondUplink = "eth0",
        Image = "nginx",
    }.Build();

    private sealed record Shape(int Cni, int[] Pods, string[] Names, string Device, int Containers, int Subnet) : INamespaceCompiler
    {
        private readonly Dictionary<NamespaceId, NetworkNamespace> _kernels = [];

        public string SecondUplink { get; init; } = "enp0s31f6.uplnk";

        /// <summary>Of all containers; null: each has another.</summary>
        public string? Image { get; init; }

        public NetworkNamespace? Compile(NamespaceId id) => _kernels.GetValueOrDefault(id);

        public Cluster Build()
        {
            List<ClusterNode> nodes = [];
            List<ClusterPod> pods = [];
            for (int n = 0; n < Pods.Length; n++)
            {
                ClusterNode node = new(new($"n{n}"), Names[n], IpAddress.Parse($"192.168.{Subnet}.{n + 100}"),
                    IpPrefix.Parse($"10.{Subnet}.{n}.0/24"));
                nodes.Add(node);
                pods.AddRange(Enumerable.Range(0, Pods[n]).Select(p => Pod(n, p)));
                _kernels[node.Id] = Kernel(node, n, pods.Where(p => p.Node == node.Name));
            }

            foreach (ClusterPod pod in pods) _kernels[pod.Id] = PodKernel(pod);
            NamespaceId sw = new("sw"), gw = new("gw");
            return new(
                new ClusterTopology
                {
                    Nodes = nodes.DistinctBy(n => n.Name).ToValueList(),
                    Pods = pods
                        .Where(p => nodes.DistinctBy(n => n.Name).Any(n => "n" + p.Id.Name.Split('-')[0] == n.Id.Name)).ToValueList(),
                    Underlay = new([sw], new(gw, Names[^1], [IpAddress.Parse($"192.168.{Subnet}.1")]),
                        IpPrefix.Parse($"192.168.{Subnet}.0/24")),
                    Cni = new(Cni == 0 ? "flannel" : Cni == 1 ? "bridge" : "routed", Cni == 0 ? "vxlan" : "", Cni == 0 ? 1450 : 1500,
                        CniFidelity.FromDocumentation),
                    PodSubnets = [IpPrefix.Parse($"10.{Subnet}.0.0/16")],
                    ServiceSubnets = [IpPrefix.Parse("10.96.0.0/12")],
                },
                this);
        }

        private ClusterPod Pod(int n, int p) => new(
            new($"{n}-{p}"), p % 4 == 3 ? "kube-system" : "default", Names[Pods.Length + n * 9 + p], Names[n],
            IpAddress.Parse($"10.{Subnet}.{n}.{p + 2 + Subnet / 2}"), $"{Device}{p:x2}",
            Enumerable.Range(0, Containers)
                .Select(c =>
                new PodContainer($"c{c}", Image ?? $"registry.example:5000/a/{Names[c]}:1.2",
                [new(IpProtocol.Tcp, (ushort)(8080 + c))])).ToValueList());

        private NetworkNamespace Kernel(ClusterNode node, int n, IEnumerable<ClusterPod> pods)
        {
            NamespaceBuilder kernel = new(node.Id);
            kernel.AddDevice(i =>
                new VethEnd(i, n == 1 ? SecondUplink : "eth0", new(0x525400000000ul + (ulong)n), 1500, new("sw"), $"p{n}", 2));
            kernel.AddAddress(n == 1 ? SecondUplink : "eth0", new(node.Address, 24));
            if (Cni == 0)
            {
                kernel.AddDevice(i => new Vxlan(i, "flannel.1", new(0xeef100000000ul + (ulong)n), 1450, 4096, node.Address, "eth0", 4789));
                kernel.AddAddress("flannel.1", new(node.PodCidr.Address, 32));
            }

            if (Cni < 2)
            {
                kernel.AddDevice(i => new Bridge(i, "cni0", new(0x0a5800000000ul + (ulong)n), Cni == 0 ? 1450 : 1500));
                kernel.AddAddress("cni0", new(node.PodCidr.Address.Plus(1), 24));
            }

            foreach (ClusterPod pod in pods.DistinctBy(p => p.HostInterface))
            {
                kernel.AddDevice(i => new VethEnd(i, pod.HostInterface, new(0x020000000000ul + (ulong)i), 1500, pod.Id, "eth0", 2)
                {
                    Port = Cni < 2 ? new BridgePort("cni0") : null,
                });
                if (Cni == 2) kernel.AddRoute(new Route(IpPrefix.Host(pod.Address))
                {
                    Device = pod.HostInterface,
                    Scope = RouteScope.Link
                });
            }

            return kernel.Build();
        }

        private NetworkNamespace PodKernel(ClusterPod pod) => new NamespaceBuilder(pod.Id)
            .AddDevice(i =>
                new VethEnd(i, "eth0", new(0x0a5801000000ul + (ulong)i), 1500, new($"n{pod.Id.Name.Split('-')[0]}"), pod.HostInterface, 5))
            .AddAddress("eth0", new(pod.Address, Cni == 2 ? 32 : 24)).Build();
    }
}
