using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Programs;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

/// <summary>Programs at tc's hooks. What is seen where was tried with small programs on a real kernel.</summary>
public class ProgramTests
{
    private const string Map = "endpoints";
    private static readonly IpAddress B = IpAddress.Parse("10.0.2.2");
    private static readonly IpAddress Outside = IpAddress.Parse("198.51.100.9");
    private static readonly IpAddress AV6 = IpAddress.Parse("fd00:1::2");
    private static readonly IpAddress BV6 = IpAddress.Parse("fd00:2::2");
    private static readonly IpAddress RouterV6 = IpAddress.Parse("fd00:1::1");
    private static readonly MacAddress MacOfB = new(0x0200_0000_0003);

    [Fact]
    public void Redirected_to_the_peer_a_packet_passes_the_near_end_unseen_and_without_the_stack()
    {
        TestCluster net = Delivering(new RedirectPeer());
        Journey request = net.Run("a", new EchoProbe(B)).Request!;
        Assert.Equal("a:eth0 r:ra b:eth0", request.Way());
        Packet seen = request.Hops[request.MainEnd].In;
        Assert.Equal((63, MacOfB), (seen.Ip!.Ttl, seen.Ethernet!.Destination));
        Assert.Empty(request.Hops.Where(h => h.Namespace.Name == "r").SelectMany(h => h.Steps).OfType<RouteLookup>());
    }

    [Fact]
    public void What_a_frame_is_to_the_host_stays_when_it_goes_to_the_peer()
    {
        TestCluster net = Delivering(new RedirectPeer());
        net["a"].AddNeighbor(IpAddress.Parse("10.0.1.1"), MacAddress.Parse("02:00:00:00:00:99"), "eth0");
        Assert.Equal(Disposition.OtherHost, net.Run("a", new EchoProbe(B)).Request!.Disposition);
        net = Delivering(new RedirectPeer(), new SetPacketTypeHost());
        net["a"].AddNeighbor(IpAddress.Parse("10.0.1.1"), MacAddress.Parse("02:00:00:00:00:99"), "eth0");
        Assert.Equal(Disposition.Delivered, net.Run("a", new EchoProbe(B)).Request!.Disposition);
    }

    [Fact]
    public void Redirected_to_a_device_a_packet_is_seen_on_it_going_out() =>
        Assert.Equal("a:eth0 r:ra r:rb b:eth0", Delivering(new Redirect(null)).Run("a", new EchoProbe(B)).Request!.Way());

    [Fact]
    public void Redirected_to_a_neighbour_the_kernel_finds_its_address()
    {
        TestCluster net = Routed();
        Attach(net, "ra", ingress: [new When(ProgramTest.IsNotIp, [new Pass()]), new RedirectNeighbor("rb")]);
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal("a:eth0 r:ra r:rb b:eth0", exchange.Request!.Way());
        Assert.Equal(64, exchange.Request!.Hops[exchange.Request.MainEnd].In.Ip!.Ttl);
    }

    [Fact]
    public void An_egress_program_comes_before_the_capture()
    {
        TestCluster net = Routed();
        net["r"].AddDevice(i => new VethEnd(i, "dead", new(0x0200_0000_0055), 1500, new("r"), "end", i + 1) { NoArp = true });
        net["r"].AddDevice(i => new VethEnd(i, "end", new(0x0200_0000_0056), 1500, new("r"), "dead", i - 1) { NoArp = true });
        net["r"].Routes.Insert(0, RouteTo("10.0.2.2/32", device: "dead"));
        Row(net);
        Attach(net, "dead", egress: [new LookUp(Map, PacketField.Destination, [new SetMacs(null, null), new Redirect(null)])]);
        Assert.Equal("a:eth0 r:ra r:rb b:eth0", net.Run("a", new EchoProbe(B)).Request!.Way());
    }

    [Fact]
    public void A_device_without_ARP_bears_its_own_address_as_destination()
    {
        TestCluster net = Routed();
        net["r"].SetDevice("rb", d => d with { NoArp = true });
        Exchange exchange = net.Run("a", new EchoProbe(B));
        EthernetHeader frame = exchange.Request!.Hops[^1].In.Ethernet!;
        Assert.Equal(frame.Source, frame.Destination);
        Assert.Equal(Disposition.OtherHost, exchange.Request.Disposition);
    }

    [Fact]
    public void A_program_answers_ARP_in_the_hosts_place()
    {
        TestCluster net = Routed();
        MacAddress told = net["r"].Devices[1].Mac;
        Attach(net, "ra", ingress: [new When(ProgramTest.IsArpRequest, [new AnswerArp(told)])]);
        net["a"].Routes.RemoveAll(r => r.Destination.Length == 0);
        net["a"].AddRoute(RouteTo("0.0.0.0/0", device: "eth0"));
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Journey reply = exchange.Journeys.First(j => j.Packet.Arp is { Operation: ArpOperation.Reply });
        Assert.Equal((B, told, "r:ra a:eth0"), (reply.Packet.Arp!.SenderIp, reply.Packet.Arp.SenderMac, reply.Way()));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void A_drop_says_the_programs_word()
    {
        TestCluster net = Routed();
        Attach(net, "ra", ingress: [new WhenIn(PacketField.Source, IpPrefix.Parse("10.0.1.0/24"), Inside: true, [new Shoot("Policy denied")])]);
        Dropped drop = Assert.IsType<Dropped>(net.Run("a", new EchoProbe(B)).Request!.Ending);
        Assert.Equal((Disposition.DroppedByProgram, "prog: Policy denied"), (drop.Why, drop.Reason));
    }

    [Fact]
    public void A_TTL_that_ran_out_is_reported_by_nobody()
    {
        Exchange exchange = Delivering(new RedirectPeer()).Run("a", new TracerouteProbe(B, MaxHops: 1, Queries: 1));
        Assert.Equal(Disposition.DroppedByProgram, exchange.Request!.Disposition);
        Assert.DoesNotContain(exchange.Journeys, j => j.Packet.Icmp is { IsError: true });
    }

    [Fact]
    public void The_longest_prefix_of_a_map_answers_and_a_miss_goes_on()
    {
        TestCluster net = Routed();
        foreach (string key in (string[])["0.0.0.0/0", "10.0.0.0/16", "10.0.2.0/24"]) net["r"].MapRows.Add(new(Map, IpPrefix.Parse(key)) { Identity = key.Length });
        Attach(net, "ra", ingress: [new LookUp("nowhere", PacketField.Destination, [new Shoot("no")]), new LookUp(Map, PacketField.Destination, [])]);
        MapLookup[] lookups = [.. net.Run("a", new EchoProbe(B)).Request!.Steps<MapLookup>()];
        Assert.Equal([null, "10.0.2.0/24"], lookups.Select(l => l.Row?.Key.ToString()));
    }

    [Theory]
    [InlineData(false, 8472, 8)]
    [InlineData(true, 6081, 8)]
    public void A_tunnel_device_in_external_mode_sends_where_the_program_says(bool geneve, int port, int header)
    {
        Exchange exchange = External(geneve).Run("a", new EchoProbe(IpAddress.Parse("172.16.0.2")));
        Journey request = exchange.Request!;
        Assert.Equal("a:tun a:eth0 r:ra r:rb b:eth0 b:tun", request.Way());
        Encapsulated wrapped = Assert.Single(request.Steps<Encapsulated>());
        Assert.Equal((64, false, (ushort)port, true), (wrapped.Outer.Ip!.Ttl, wrapped.Outer.Ip.DontFragment, wrapped.Outer.Udp!.DestinationPort, wrapped.Outer.Udp.ZeroChecksum));
        Assert.Equal((geneve ? new GeneveHeader(1001) : new VxlanHeader(1001), header), (wrapped.Outer.Tunnel, wrapped.Outer.Tunnel!.Length));
        Assert.Equal(IpAddress.Parse("10.0.2.2"), Assert.IsType<BpfMapRow>(wrapped.Row).TunnelEndpoint);
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void Without_its_row_or_its_program_it_has_nowhere_to_send_to()
    {
        TestCluster net = External(geneve: false);
        net["a"].MapRows.Clear();
        Assert.Equal(Disposition.NoTunnelEndpoint, net.Run("a", new EchoProbe(IpAddress.Parse("172.16.0.2"))).Request!.Disposition);
    }

    [Fact]
    public void A_program_masquerades_and_gives_answers_and_errors_back()
    {
        TestCluster net = Routed();
        net["r"].AddRoute(RouteTo("198.51.100.0/24", via: "10.0.2.2", device: "rb"));
        net["b"].Routes.RemoveAll(r => r.Destination.Length == 0);
        net["b"].AddAddress("lo", InterfaceAddress.Parse("198.51.100.9/32"));
        Attach(net, "rb", ingress: [new TranslateBack("nat")], egress: [new TranslateSource("nat", IpAddress.Parse("10.0.2.1"))]);
        TraceResult http = net.Trace("a", new TcpProbe(Outside, 80));
        Assert.Equal(OutcomeKind.Answered, http.Exchange.Outcome);
        Assert.Equal(IpAddress.Parse("10.0.2.1"), http.Exchange.Request!.Hops[http.Exchange.Request.MainEnd].In.Ip!.Source);
        Assert.Equal(2, http.After.Of(new("r")).ProgramNat.Count);
        Assert.Equal(OutcomeKind.Answered, net.Run("a", new EchoProbe(Outside)).Outcome);
        Exchange refused = net.Run("a", new UdpProbe(Outside, 53));
        Assert.Equal(OutcomeKind.ConnectionRefused, refused.Outcome);
        Packet error = refused.Journeys.Single(j => j.Packet.Icmp is { IsError: true }).Hops[^1].In;
        Assert.Equal((IpAddress.Parse("10.0.1.2"), IpAddress.Parse("10.0.1.2")), (error.Ip!.Destination, error.Icmp!.About!.Ip!.Source));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_program_answers_neighbour_solicitations_in_the_hosts_place(bool isRouter)
    {
        TestCluster net = RoutedV6();
        MacAddress told = new(0x0200_0000_0077);
        net["r"].SetDevice("ra", d => d with { Mac = told });
        Attach(net, "ra", ingress:
        [
            new When(ProgramTest.IsNeighborSolicitation,
                [new WhenIn(PacketField.NeighborTarget, IpPrefix.Host(RouterV6), Inside: true, [new AnswerSolicitation(told, RouterV6, isRouter)])]),
        ]);
        Exchange exchange = net.Run("a", new EchoProbe(BV6));
        Journey reply = exchange.Journeys.First(j => j.Packet.NeighborDiscovery is { IsAdvertisement: true });
        Assert.Equal(new(IsAdvertisement: true, RouterV6, told, isRouter, Solicited: true, Override: !isRouter), reply.Packet.NeighborDiscovery);
        Assert.Equal((RouterV6, AV6, (byte)255, "r:ra a:eth0"), (reply.Packet.Ip!.Source, reply.Packet.Ip.Destination, reply.Packet.Ip.Ttl, reply.Way()));
        Assert.Equal(OutcomeKind.Answered, exchange.Outcome);
    }

    [Fact]
    public void A_program_that_answers_what_it_was_not_asked_drops_the_packet()
    {
        TestCluster net = Routed();
        Attach(net, "ra", ingress: [new When(ProgramTest.IsIpv4, [new AnswerTimeExceeded(MacOfB, RouterV6)])]);
        Exchange exchange = net.Run("a", new EchoProbe(B));
        Assert.Equal(Disposition.DroppedByProgram, exchange.Request!.Disposition);
    }

    [Fact]
    public void Programs_tell_the_families_apart()
    {
        foreach ((TestCluster net, IpAddress to, string word) in ((TestCluster, IpAddress, string)[])[(Routed(), B, "four"), (RoutedV6(), BV6, "six")])
        {
            Attach(net, "ra", ingress:
            [
                new When(ProgramTest.IsNotIp, [new Pass()]),
                new When(ProgramTest.IsNeighborSolicitation, [new Pass()]),
                new When(ProgramTest.IsNeighborAdvertisement, [new Pass()]),
                new When(ProgramTest.IsIpv4, [new Shoot("four")]),
                new When(ProgramTest.IsIpv6, [new Shoot("six")]),
            ]);
            Assert.Equal($"prog: {word}", Assert.IsType<Dropped>(net.Run("a", new EchoProbe(to)).Request!.Ending).Reason);
        }
    }

    [Fact]
    public void A_program_can_tell_of_a_hop_limit_that_ran_out()
    {
        TestCluster net = RoutedV6();
        MacAddress mac = net["r"].Devices[0].Mac;
        Attach(net, "ra", ingress:
        [
            new When(ProgramTest.IsNeighborSolicitation, [new Pass()]),
            new DecrementTtl([new AnswerTimeExceeded(mac, RouterV6)]),
        ]);
        Exchange exchange = net.Run("a", new TracerouteProbe(BV6, MaxHops: 1, Queries: 1));
        Assert.Equal(Disposition.TtlExceeded, exchange.Request!.Disposition);
        Journey error = exchange.Journeys.Single(j => j.Packet.Icmp is { IsError: true });
        Assert.Equal((RouterV6, AV6, (byte)1), (error.Packet.Ip!.Source, error.Packet.Ip.Destination, error.Packet.Ip.Ttl));
        Assert.Equal((Disposition.Delivered, BV6), (error.Disposition, error.Packet.Icmp!.About!.Ip!.Destination));
        Assert.Equal(RouterV6, exchange.Observations[0].From);
    }

    [Fact]
    public void A_program_masquerades_IPv6_too()
    {
        TestCluster net = RoutedV6();
        IpAddress address = IpAddress.Parse("fd00:2::1");
        Attach(net, "rb", ingress: [new TranslateBack("nat")],
            egress: [new WhenIn(PacketField.Source, IpPrefix.Host(AV6), Inside: true, [new TranslateSource("nat", address)])]);
        foreach (Probe probe in (Probe[])[new EchoProbe(BV6), new TcpProbe(BV6, 80)])
        {
            Exchange exchange = net.Run("a", probe);
            Assert.Equal((OutcomeKind.Answered, address), (exchange.Outcome, exchange.Request!.Hops[exchange.Request.MainEnd].In.Ip!.Source));
        }
    }

    private static TestCluster RoutedV6()
    {
        TestCluster net = new();
        foreach (string host in (string[])["a", "b", "r"]) net[host].SetSysctl("net.ipv6.conf.all.disable_ipv6", 0);
        net.Wire("a", "eth0", "r", "ra").Wire("b", "eth0", "r", "rb");
        net["a"].AddAddress("eth0", new(AV6, 64)).AddRoute(new(IpPrefix.DefaultV6) { Via = RouterV6, Device = "eth0" });
        net["b"].AddAddress("eth0", new(BV6, 64)).AddRoute(new(IpPrefix.DefaultV6) { Via = IpAddress.Parse("fd00:2::1"), Device = "eth0" })
            .Listen(new(IpProtocol.Tcp, null, 80, "httpd"));
        net["r"].SetSysctl("net.ipv6.conf.all.forwarding", 1).AddAddress("ra", new(RouterV6, 64)).AddAddress("rb", InterfaceAddress.Parse("fd00:2::1/64"));
        return net;
    }

    // r looks a's packets to b up, lowers the TTL, writes the MAC addresses and redirects.
    private static TestCluster Delivering(ProgramOperation verdict, params ProgramOperation[] before)
    {
        TestCluster net = Routed();
        Row(net);
        ValueList<ProgramOperation> found = [.. before, new DecrementTtl(), new SetMacs(null, null), verdict];
        Attach(net, "ra", ingress: [new LookUp(Map, PacketField.Destination, found)]);
        return net;
    }

    private static void Row(TestCluster net) => net["r"].MapRows.Add(
        new(Map, IpPrefix.Host(B)) { Device = "rb", Mac = MacOfB, NodeMac = new(0x0200_0000_0004) });

    private static void Attach(TestCluster net, string device, ValueList<ProgramOperation> ingress = default, ValueList<ProgramOperation> egress = default) =>
        net["r"].SetDevice(device, d => d with
        {
            Attachments = DeviceAttachments.None with
            {
                TcIngress = ingress.Count == 0 ? [] : [new PacketProgram("prog", ingress)],
                TcEgress = egress.Count == 0 ? [] : [new PacketProgram("prog", egress)],
            },
        });

    // Routes into a tunnel device whose egress program sets the key; what comes out has the receiver's MAC address.
    private static TestCluster External(bool geneve)
    {
        TestCluster net = Routed();
        Add("a", "172.16.0.1/32", "172.16.0.2", 2, "10.0.2.2");
        Add("b", "172.16.0.2/32", "172.16.0.1", 1, "10.0.1.2");
        return net;

        void Add(string ns, string address, string peer, int peerMac, string remote)
        {
            MacAddress mac = new(0x0eee_0000_0000ul + (ulong)(3 - peerMac));
            ushort port = (ushort)(geneve ? 6081 : 8472);
            DeviceAttachments attachments = DeviceAttachments.None with
            {
                TcEgress = [new PacketProgram("prog", [new LookUp(Map, PacketField.Destination, [new SetTunnelKey(1001)])])],
            };
            net[ns].AddDevice(i => geneve
                    ? new Geneve(i, "tun", mac, 1450, port) { Attachments = attachments }
                    : new Vxlan(i, "tun", mac, 1450, 0, default, null, port) { External = true, Attachments = attachments })
                .AddAddress("tun", InterfaceAddress.Parse(address))
                .AddRoute(RouteTo(peer + "/32", device: "tun"))
                .Listen(new(IpProtocol.Udp, null, port, "tun"))
                .AddNeighbor(IpAddress.Parse(peer), new(0x0eee_0000_0000ul + (ulong)peerMac), "tun");
            net[ns].MapRows.Add(new(Map, IpPrefix.Host(IpAddress.Parse(peer))) { TunnelEndpoint = IpAddress.Parse(remote) });
        }
    }
}
