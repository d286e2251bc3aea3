using CsCheck;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Reading;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Kubernetes.Tests;

/// <summary>From text to specification.</summary>
public sealed class ClusterFileReaderTests
{
    [Fact]
    public void Every_field_arrives()
    {
        ClusterSpec spec = ClusterFileReader.Read("""
            nodes:
              - {name: n1, address: 172.18.0.3/16, mac: "02:42:ac:12:00:03", podCIDR: 10.1.1.0/24, sysctls: {net.ipv4.ip_forward: 0}}
            networking:
              podSubnet: 10.1.0.0/16
              serviceSubnet: 10.2.0.0/16
              nodeCidrMaskSize: 25
              cni: {name: flannel, mode: vxlan, mtu: 1400, vni: 7, port: 4789}
              proxy: none
            underlay:
              switch: s
              bridge: b
              subnet: 172.18.0.0/16
              mtu: 9000
              router: {name: r, address: 172.18.0.1, mac: "02:42:ac:12:00:01", addresses: [198.51.100.1]}
            pods:
              - name: p
                namespace: shop
                node: n1
                address: 10.1.1.9
                mac: "02:00:00:00:00:01"
                hostInterface: v1
                mtu: 1300
                image: redis
                command: [a, b]
                args: [c]
                ports: [80, 53/udp]
            """);
        NodeSpec node = Assert.Single(spec.Nodes);
        Assert.Equal(
            new NodeSpec
            {
                Name = "n1",
                Addresses = [new(IpAddress.Parse("172.18.0.3"), 16)],
                Mac = MacAddress.Parse("02:42:ac:12:00:03"),
                PodCidrs = [IpPrefix.Parse("10.1.1.0/24")],
                Sysctls = [new("net.ipv4.ip_forward", 0)],
            },
            node);
        Assert.Equal(
            new NetworkingSpec
            {
                PodSubnets = [IpPrefix.Parse("10.1.0.0/16")],
                ServiceSubnets = [IpPrefix.Parse("10.2.0.0/16")],
                NodeCidrMaskSize = 25,
                Cni = new() { Name = "flannel", Mode = "vxlan", Mtu = 1400, Vni = 7, Port = 4789 },
            },
            spec.Networking);
        Assert.Equal(("s", "b", 9000, "r"), (spec.Underlay.Switch, spec.Underlay.Bridge, spec.Underlay.Mtu, spec.Underlay.Router.Name));
        PodSpec pod = Assert.Single(spec.Pods);
        Assert.Equal(("p", "shop", "n1", 1300, "v1"), (pod.Name, pod.Namespace, pod.Node, pod.Mtu, pod.HostInterface));
        Assert.Equal(
            new ContainerSpec
            {
                Name = "p",
                Image = "redis",
                Command = ["a", "b"],
                Args = ["c"],
                Listens = [new ContainerPort(IpProtocol.Tcp, 80), new ContainerPort(IpProtocol.Udp, 53)],
            },
            Assert.Single(pod.Containers));
    }

    [Fact]
    public void A_manifest_becomes_a_pod()
    {
        ClusterSpec spec = ClusterFileReader.Read("""
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec:
              nodeName: node2
              restartPolicy: Never
              containers:
              - {name: a, image: "nginx:1.27", ports: [{containerPort: 8080, name: http}]}
              - {name: b, image: example.org/tool, ports: [{containerPort: 53, protocol: UDP}]}
            """);
        Assert.Equal(["shop"], spec.Namespaces);
        PlannedPod pod = Assert.Single(ClusterPlanner.Plan(spec).Pods);
        Assert.Equal(("shop.web", "node2"), (pod.Id.Name, pod.Node));

        // containerPort is documentation: nginx listens on 80 all the same.
        Assert.Equal(["a: Tcp 80", "b: Udp 53"], pod.Containers.Select(c => $"{c.Name}: {c.Listens[0].Protocol} {c.Listens[0].Port}"));
    }

    [Theory]
    [InlineData("nodes: 2\npods:")]
    [InlineData("nodes: 2\npods: ~")]
    [InlineData("nodes: 2\nnetworking: null\nunderlay:\npods: []")]
    [InlineData("---\nnodes: 2\n---\n---\n# nothing\n")]
    public void What_is_empty_is_not_given(string file)
    {
        ClusterSpec spec = ClusterFileReader.Read(file);
        Assert.Equal((2, 0), (spec.Nodes.Count, spec.Pods.Count));
    }

    [Fact]
    public void Positions_are_where_the_value_stands()
    {
        ClusterSpec spec = ClusterFileReader.Read("nodes:\n  - name: a\n    address: 192.168.50.20\npods:\n  - {name: p}\n");
        Assert.Equal(new(3, 14), spec.Nodes[0].At.Of("address"));
        Assert.Equal(new(2, 5), spec.Nodes[0].At.Of("mac"));
        Assert.Equal(new(5, 12), spec.Pods[0].At.Of("name"));
    }

    // Whatever is typed, the answer is a specification or a list of problems that each have a place in the text.
    [Fact]
    public void No_text_breaks_the_reader()
    {
        string[] pieces =
        [
            "nodes", "pods", "networking", "cni", "name", "kind: Pod\n", "apiVersion: v1\n", "metadata", "spec", "containers",
            ": ", "- ", "{", "}", "[", "]", ",", "?", "\n", "\n  ", "\t", "---\n", "# ", "&a ", "*a", "'", "\"", "|", ">", "!!x ", "%",
            "10.0.0.0/8", "1", "\u0000", "\u0085", "é", "\ud83d\ude00",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 30].Select(indices => string.Concat(indices.Select(i => pieces[i]))).Sample(text =>
        {
            try
            {
                ClusterPlanner.Plan(ClusterFileReader.Read(text));
            }
            catch (ClusterFileException e)
            {
                Assert.NotEmpty(e.Problems);
                Assert.All(e.Problems, p => Assert.True(p.Line >= 1 && p.Column >= 1, $"{p}"));
            }
        }, iter: 20_000);
    }
}
