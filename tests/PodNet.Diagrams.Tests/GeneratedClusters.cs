using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Programs;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>Clusters as no file could describe them: any names, many shapes of CNI, kernels built by hand.</summary>
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
        from shape in Gen.Int[0, 6]
        from segments in Gen.Int[1, 2]
        from nodes in Gen.Int[1, 6]
        from pods in Gen.Int[0, 9].Array[nodes]
        from names in Name.Array[nodes + 54]
        from device in DeviceName
        from containers in Gen.Int[0, 6]
        from subnet in Gen.Int[0, 250]
        select new Shape(shape, pods, names, device, containers, subnet) { Segments = segments }.Build();

    /// <summary>A cluster whose CNI uses no bridge: a host route for each pod.</summary>
    public static Cluster Routed(int nodes, int pods) => new Shape(
        2, [.. Enumerable.Repeat(pods, nodes)], [.. Enumerable.Range(1, nodes).Select(i => $"node{i}"),
            .. Enumerable.Range(0, 9 * nodes).Select(i => $"web-{i / 9 + 1}-{i % 9 + 1}"), "gw"], "cali7f3a0", 1, 7)
    {
        SecondUplink = "eth0",
        Image = "nginx",
    }.Build();

    // 0 flannel, 1 bridge, 2 host routes; 3 host routes and a tunnel, 4 the same with programs and a pair, 5 a pair to a second switch, 6 a
    // pair to a program.
    private sealed record Shape(int Cni, int[] Pods, string[] Names, string Device, int Containers, int Subnet) : INamespaceCompiler
    {
        private readonly Dictionary<NamespaceId, NetworkNamespace> _kernels = [];

        public string SecondUplink { get; init; } = "enp0s31f6.uplnk";

        /// <summary>How many switches the router joins.</summary>
        public int Segments { get; init; } = 1;

        private bool HasBridge => Cni is 0 or 1 or 5 or 6;

        private bool HasTunnel => Cni is 0 or 3 or 4 or 5;

        private int FirstOfSecond => (Pods.Length + 1) / 2;

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
                    Underlay = Network(sw, gw, nodes.DistinctBy(n => n.Name).Count()),
                    Cni = new(Cni == 0 ? "flannel" : Cni == 1 ? "bridge" : "routed", Cni == 0 ? "vxlan" : "", HasTunnel ? 1450 : 1500,
                        CniFidelity.FromDocumentation),
                    PodSubnets = [IpPrefix.Parse($"10.{Subnet}.0.0/16")],
                    ServiceSubnets = [IpPrefix.Parse("10.96.0.0/12")],
                },
                this);
        }

        private Underlay Network(NamespaceId sw, NamespaceId gw, int nodes)
        {
            IpAddress[] gateways = [IpAddress.Parse($"192.168.{Subnet}.1"), IpAddress.Parse($"192.168.{Subnet}.129")];
            IpPrefix[] halves = [IpPrefix.Parse($"192.168.{Subnet}.0/25"), IpPrefix.Parse($"192.168.{Subnet}.128/25")];
            NamespaceId[] switches = [sw, new("sw2")];
            return new([.. switches.Take(Segments)], new(gw, Names[^1], [.. gateways.Take(Segments)]), IpPrefix.Parse($"192.168.{Subnet}.0/24"))
            {
                Segments = Segments == 1 ? [] :
                [
                    new(switches[0], "br", halves[0], "eth0", gateways[0], 0, Math.Min(nodes, FirstOfSecond)),
                    new(switches[1], "br", halves[1], "eth1", gateways[1], FirstOfSecond, Math.Max(0, nodes - FirstOfSecond)),
                ],
            };
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
            NamespaceId sw = new(Segments == 2 && n >= FirstOfSecond ? "sw2" : "sw");
            kernel.AddDevice(i =>
                new VethEnd(i, n == 1 ? SecondUplink : "eth0", new(0x525400000000ul + (ulong)n), 1500, sw, $"p{n}", 2)
                {
                    Attachments = Programs(),
                });
            kernel.AddAddress(n == 1 ? SecondUplink : "eth0", new(node.Address, 24));
            if (HasTunnel)
            {
                kernel.AddDevice(i => new Vxlan(i, "flannel.1", new(0xeef100000000ul + (ulong)n), 1450, 4096, node.Address, "eth0", 4789)
                {
                    Attachments = Programs(),
                });
                kernel.AddAddress("flannel.1", new(node.PodCidr.Address, 32));
            }

            if (HasBridge)
            {
                kernel.AddDevice(i => new Bridge(i, "cni0", new(0x0a5800000000ul + (ulong)n), HasTunnel ? 1450 : 1500));
                kernel.AddAddress("cni0", new(node.PodCidr.Address.Plus(1), 24));
            }

            if (Cni >= 4) AddPair(kernel, node);
            foreach (ClusterPod pod in pods.DistinctBy(p => p.HostInterface))
            {
                kernel.AddDevice(i => new VethEnd(i, pod.HostInterface, new(0x020000000000ul + (ulong)i), 1500, pod.Id, "eth0", 2)
                {
                    Port = HasBridge ? new BridgePort("cni0") : null,
                    Attachments = Programs(),
                });
                if (HasBridge) continue;
                kernel.SetSysctl($"net.ipv4.conf.{pod.HostInterface}.proxy_arp", 1);
                kernel.AddRoute(new Route(IpPrefix.Host(pod.Address))
                {
                    Device = pod.HostInterface,
                    Scope = RouteScope.Link
                });
            }

            return kernel.Build();
        }

        private DeviceAttachments Programs() => Cni != 4 ? DeviceAttachments.None
            : DeviceAttachments.None with { TcIngress = [new PacketProgram("cil_from_container", [])], TcEgress = [new PacketProgram("cil_to_container", [])] };

        private void AddPair(NamespaceBuilder kernel, ClusterNode node)
        {
            string near = $"{Device}-a"[^Math.Min(Device.Length + 2, 15)..], far = $"{Device}-b"[^Math.Min(Device.Length + 2, 15)..];
            kernel.AddDevice(i => new VethEnd(i, near, new(0x060000000000ul + (ulong)i), 1500, node.Id, far, i + 1)
            {
                Port = HasBridge ? new BridgePort("cni0") : null,
                Addresses = HasBridge ? [] : [new(node.PodCidr.Address, 32)],
                Attachments = Programs(),
            });
            kernel.AddDevice(i => new VethEnd(i, far, new(0x060000000000ul + (ulong)i), 1500, node.Id, near, i - 1));
            if (Cni == 5) kernel.AddDevice(i => new OvsDatapath(i, $"{Device}.d"[^Math.Min(Device.Length + 2, 15)..], new(1), 1500));
        }

        private NetworkNamespace PodKernel(ClusterPod pod) => new NamespaceBuilder(pod.Id)
            .AddDevice(i =>
                new VethEnd(i, "eth0", new(0x0a5801000000ul + (ulong)i), 1500, new($"n{pod.Id.Name.Split('-')[0]}"), pod.HostInterface, 5))
            .AddAddress("eth0", new(pod.Address, HasBridge ? 24 : 32)).Build();
    }
}
