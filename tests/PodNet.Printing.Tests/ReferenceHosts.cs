using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Printing.Tests;

/// <summary>A cluster of three nodes with two pods each behind one switch and a router, put together by hand with the acts of iproute2
/// and iptables.</summary>
internal static class ReferenceHosts
{
    public static readonly string[] Variants = ["kubenet", "flannel-host-gw", "flannel-vxlan"];

    public static readonly string[] Names = ["sw", "gw", "n1", "n2", "n3", "p11", "p12", "p21", "p22", "p31", "p32"];

    private static readonly IpPrefix PodNetwork = IpPrefix.Parse("10.244.0.0/16");

    public static NetworkNamespace Build(string variant, string name) => name switch
    {
        "sw" => Switch(),
        "gw" => Router(),
        ['n', char n] => Node(variant, n - '0'),
        ['p', char n, char p] => Pod(variant, n - '0', p - '0'),
        _ => throw new ArgumentException($"no host {name}", nameof(name)),
    };

    private static NetworkNamespace Switch()
    {
        NamespaceBuilder sw = new(new("sw"));
        MacAddress bridge = Mac("02:50:00:00:00:01");
        sw.AddDevice(i => new Bridge(i, "br-under", bridge, 1500));
        foreach (string peer in (string[])["gw", "n1", "n2", "n3"])
        {
            MacAddress mac = peer == "gw" ? bridge : Mac($"02:50:00:00:00:1{peer[1]}");
            sw.AddDevice(i => new VethEnd(i, $"p-{peer}", mac, 1500, new(peer), "eth0", 2) { Port = new("br-under") });
        }

        return sw.Build();
    }

    private static NetworkNamespace Router()
    {
        NamespaceBuilder gw = new(new("gw"));
        gw.AddDevice(i => new VethEnd(i, "eth0", Mac("52:54:00:00:00:01"), 1500, new("sw"), "p-gw", 3));
        gw.AddAddress("eth0", InterfaceAddress.Parse("192.168.50.1/24"));
        gw.AddAddress("lo", InterfaceAddress.Parse("203.0.113.10/32"));
        gw.SetSysctl("net.ipv4.ip_forward", 1);
        return gw.Listen(new(IpProtocol.Tcp, null, 80, "web")).Build();
    }

    private static NetworkNamespace Pod(string variant, int n, int p)
    {
        NamespaceBuilder pod = new(new($"p{n}{p}"));
        pod.AddDevice(i => new VethEnd(i, "eth0", Mac($"0a:58:0a:f4:0{n}:0{p + 1}"), Mtu(variant), new($"n{n}"), $"veth{n}{p}", 3 + p));
        pod.AddAddress("eth0", InterfaceAddress.Parse($"10.244.{n}.{p + 1}/24"));
        pod.AddRoute(new(IpPrefix.DefaultV4) { Via = Ip($"10.244.{n}.1"), Device = "eth0" });
        if (variant != "kubenet") pod.AddRoute(new(PodNetwork) { Via = Ip($"10.244.{n}.1"), Device = "eth0" });
        return pod.Listen(new(IpProtocol.Tcp, null, 8080, "web")).Build();
    }

    private static NetworkNamespace Node(string variant, int n)
    {
        bool kubenet = variant == "kubenet";
        string bridge = kubenet ? "cbr0" : "cni0";
        NamespaceBuilder node = new(new($"n{n}"));
        node.AddDevice(i => new VethEnd(i, "eth0", Mac($"52:54:00:00:00:1{n}"), 1500, new("sw"), $"p-n{n}", 3 + n));
        node.AddAddress("eth0", InterfaceAddress.Parse($"192.168.50.1{n}/24"));
        node.AddRoute(new(IpPrefix.DefaultV4) { Via = Ip("192.168.50.1"), Device = "eth0" });
        node.SetSysctl("net.ipv4.ip_forward", 1);
        node.AddDevice(i => new Bridge(i, bridge, Mac($"0a:58:0a:f4:0{n}:01"), Mtu(variant)) { Promiscuous = kubenet });
        node.AddAddress(bridge, InterfaceAddress.Parse($"10.244.{n}.1/24"));
        for (int p = 1; p <= 2; p++)
        {
            node.AddDevice(i => new VethEnd(i, $"veth{n}{p}", Mac($"02:00:00:00:0{n}:0{p}"), Mtu(variant), new($"p{n}{p}"), "eth0", 2)
            {
                Port = new(bridge) { Hairpin = !kubenet },
            });
        }

        if (kubenet) Kubenet(node);
        else Flannel(node, n);
        if (variant == "flannel-vxlan") Tunnel(node, n);
        foreach (int peer in Others(n)) PeerRows(variant, node, peer);
        return node.Build();
    }

    private static void Kubenet(NamespaceBuilder node) => node.Append("nat", "POSTROUTING", new(
        [
            new DestinationMatch(IpPrefix.Parse("10.0.0.0/8")) { Negated = true },
            new CommentMatch("kubenet: SNAT for outbound traffic from cluster"),
            new AddressTypeMatch(AddressType.Local, OfSource: false) { Negated = true },
        ],
        new MasqueradeTarget()));

    private static void Flannel(NamespaceBuilder node, int n)
    {
        IpPrefix own = IpPrefix.Parse($"10.244.{n}.0/24"), multicast = IpPrefix.Parse("224.0.0.0/4");
        CommentMatch forward = new("flanneld forward"), masq = new("flanneld masq");
        node.NewChain("filter", "FLANNEL-FWD").NewChain("nat", "FLANNEL-POSTRTG");
        node.Append("filter", "FORWARD", new([forward], new JumpTarget("FLANNEL-FWD")));
        node.Append("filter", "FLANNEL-FWD", new([new SourceMatch(PodNetwork), forward], new AcceptTarget()));
        node.Append("filter", "FLANNEL-FWD", new([new DestinationMatch(PodNetwork), forward], new AcceptTarget()));
        node.Append("nat", "POSTROUTING", new([masq], new JumpTarget("FLANNEL-POSTRTG")));
        Rule[] rules =
        [
            new([new MarkMatch(0x4000, 0x4000), masq], new ReturnTarget()),
            new([new SourceMatch(own), new DestinationMatch(PodNetwork), masq], new ReturnTarget()),
            new([new SourceMatch(PodNetwork), new DestinationMatch(own), masq], new ReturnTarget()),
            new([new SourceMatch(PodNetwork) { Negated = true }, new DestinationMatch(own), masq], new ReturnTarget()),
            new([new SourceMatch(PodNetwork), new DestinationMatch(multicast) { Negated = true }, masq], new MasqueradeTarget(true)),
            new([new SourceMatch(PodNetwork) { Negated = true }, new DestinationMatch(PodNetwork), masq], new MasqueradeTarget(true)),
        ];
        foreach (Rule rule in rules) node.Append("nat", "FLANNEL-POSTRTG", rule);
    }

    private static void Tunnel(NamespaceBuilder node, int n)
    {
        MacAddress mac = Mac($"ee:f1:00:00:00:0{n}");
        node.AddDevice(i => new Vxlan(i, "flannel.1", mac, 1450, 1, Ip($"192.168.50.1{n}"), "eth0", 8472) { Learning = false });
        node.AddAddress("flannel.1", InterfaceAddress.Parse($"10.244.{n}.0/32"));
        node.Listen(new(IpProtocol.Udp, null, 8472, "flannel.1"));
    }

    private static void PeerRows(string variant, NamespaceBuilder node, int peer)
    {
        IpPrefix pods = IpPrefix.Parse($"10.244.{peer}.0/24");
        if (variant != "flannel-vxlan")
        {
            node.AddRoute(new(pods) { Via = Ip($"192.168.50.1{peer}"), Device = "eth0" });
            return;
        }

        node.AddRoute(new(pods) { Via = pods.Address, Device = "flannel.1", OnLink = true });
        node.AddNeighbor(pods.Address, Mac($"ee:f1:00:00:00:0{peer}"), "flannel.1");
        node.AppendFdb(Mac($"ee:f1:00:00:00:0{peer}"), "flannel.1", Ip($"192.168.50.1{peer}"));
    }

    private static IEnumerable<int> Others(int n) => Enumerable.Range(1, 3).Where(i => i != n);

    private static int Mtu(string variant) => variant == "flannel-vxlan" ? 1450 : 1500;

    private static MacAddress Mac(string text) => MacAddress.Parse(text);

    private static IpAddress Ip(string text) => IpAddress.Parse(text);
}
