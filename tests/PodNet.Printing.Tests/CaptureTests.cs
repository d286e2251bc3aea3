using System.Buffers.Binary;
using CsCheck;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;
using PodNet.Printing.Captures;

namespace PodNet.Printing.Tests;

/// <summary>Packets as bytes, against packets whose bytes are known, and against what must hold of all.</summary>
public sealed class CaptureTests
{
    private static readonly Gen<IpAddress> V4 = Gen.UInt.Select(IpAddress.FromV4);
    private static readonly Gen<IpAddress> V6 = Gen.Select(Gen.ULong, Gen.ULong).Select((a, b) => IpAddress.FromBits(new UInt128(a, b), IpFamily.V6));
    private static readonly Gen<byte[]> Data = Gen.Byte.Array[0, 64];

    // RFC 1071 section 3.
    [Fact]
    public void The_checksum_is_that_of_the_RFC() => Assert.Equal(0x220d, InternetChecksum.Of([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]));

    [Fact]
    public void An_IPv4_header_has_the_bytes_and_the_checksum_it_is_known_for()
    {
        IpHeader ip = new(IpAddress.Parse("192.168.0.1"), IpAddress.Parse("192.168.0.199"), IpProtocol.Udp, Ttl: 64, DontFragment: true);
        byte[] bytes = FrameBytes.Of(new(null, Ip: ip, Transport: new UdpHeader(1, 2), PayloadLength: 0x73 - 28), new());
        Assert.Equal("45000073000040004011B861C0A80001C0A800C7", Convert.ToHexString(bytes[..20]));
    }

    [Fact]
    public void An_ARP_request_fills_its_28_bytes()
    {
        MacAddress mac = MacAddress.Parse("0a:58:0a:f4:01:02");
        Packet packet = new(
            new(mac, MacAddress.Broadcast), Arp: new(ArpOperation.Request, mac, IpAddress.Parse("10.244.1.2"), MacAddress.Zero, IpAddress.Parse("10.244.1.1")));
        Assert.Equal("FFFFFFFFFFFF0A580AF401020806" + "0001080006040001" + "0A580AF401020AF40102" + "0000000000000AF40101", Convert.ToHexString(FrameBytes.Of(packet, new())));
    }

    [Fact]
    public void A_SYN_has_the_options_of_Linux()
    {
        byte[] bytes = FrameBytes.Of(Tcp(TcpFlags.Syn, mss: 1410), new() { Tcp = new(0x01020304, 0, 0x0a0b0c0d, 0) });
        Assert.Equal("020405820402080A0A0B0C0D0000000001030307", Convert.ToHexString(bytes[40..60]));
        Assert.Equal("01020304" + "00000000" + "A002" + "FAF0", Convert.ToHexString(bytes[24..36]));
        byte[] data = FrameBytes.Of(Tcp(TcpFlags.Psh | TcpFlags.Ack, payload: 2), new() { Tcp = new(1, 2, 3, 4), Data = new byte[] { 7, 8 } });
        Assert.Equal("0101080A00000003000000040708", Convert.ToHexString(data[40..]));
        Assert.Equal(40, FrameBytes.Of(Tcp(TcpFlags.Rst), new()).Length);
    }

    [Fact]
    public void A_tunnel_carries_the_whole_frame()
    {
        Packet inner = Tcp(TcpFlags.Syn, 1410) with { Ethernet = new(new(1), new(2)) };
        Packet outer = new(
            new(new(3), new(4)), Ip: new(IpAddress.Parse("192.168.1.1"), IpAddress.Parse("192.168.1.2"), IpProtocol.Udp), Transport: new UdpHeader(40000, 8472),
            Tunnel: new VxlanHeader(1), Inner: inner);
        byte[] bytes = FrameBytes.Of(outer, new());
        Assert.Equal(outer.FrameLength, bytes.Length);
        Assert.Equal("0800000000000100", Convert.ToHexString(bytes[42..50]));
        Assert.Equal(FrameBytes.Of(inner, new()), bytes[50..]);
        Assert.NotEqual("0000", Convert.ToHexString(bytes[40..42]));
        Assert.Equal("0000", Convert.ToHexString(FrameBytes.Of(outer with { Transport = new UdpHeader(40000, 8472) { ZeroChecksum = true } }, new())[40..42]));
        Packet geneve = outer with { Tunnel = new GeneveHeader(2150, 8) };
        Assert.Equal("0200655800086600" + "FFFF010100000000", Convert.ToHexString(FrameBytes.Of(geneve, new())[42..58]));
        Packet ipInIp = new(null, Ip: new(IpAddress.Parse("192.168.1.1"), IpAddress.Parse("192.168.1.2"), IpProtocol.IpInIp), Inner: inner with { Ethernet = null });
        Assert.Equal(FrameBytes.Of(inner with { Ethernet = null }, new()), FrameBytes.Of(ipInIp, new())[20..]);
    }

    [Fact]
    public void A_sleeve_names_the_sending_peer_the_two_ends_and_the_frames_length()
    {
        Packet inner = Tcp(TcpFlags.Syn, 1410) with { Ethernet = new(new(1), new(2)) };
        byte[] bytes = FrameBytes.Of(Outer(new SleeveHeader("0a:00:00:00:00:01", "0a:00:00:00:00:02"), inner), new());
        Assert.Equal("0A0000000001" + "0A0000000001" + "0A0000000002" + "004A", Convert.ToHexString(bytes[28..48]));
        Assert.Equal(FrameBytes.Of(inner, new()), bytes[48..]);
    }

    [Fact]
    public void What_WireGuard_carries_cannot_be_read_and_is_as_long_as_padded()
    {
        Packet inner = Tcp(TcpFlags.Psh | TcpFlags.Ack, payload: 100), outer = Outer(new WireGuardHeader("a", "b"), inner) with { PayloadLength = 8 };
        PacketContents readable = new() { Data = Enumerable.Repeat((byte)'x', 100).ToArray(), CounterOf = _ => 5 };
        byte[] bytes = FrameBytes.Of(outer, readable);
        Assert.Equal((outer.NetworkLength, 28 + 16 + 160 + 16), (bytes.Length, bytes.Length));
        Assert.Equal("04000000", Convert.ToHexString(bytes[28..32]));
        Assert.Equal("0500000000000000", Convert.ToHexString(bytes[36..44]));
        Assert.InRange(bytes.AsSpan(44).Count((byte)'x'), 0, 20);
        Assert.Equal(bytes, FrameBytes.Of(outer, readable));
        byte[] next = FrameBytes.Of(outer, readable with { CounterOf = _ => 6 });
        Assert.Equal(bytes[32..36], next[32..36]);
        Assert.NotEqual(bytes[44..], next[44..]);
    }

    [Fact]
    public void Neighbour_discovery_has_flags_target_and_the_option_of_its_side()
    {
        IpAddress asker = IpAddress.Parse("fd00::1"), target = IpAddress.Parse("fd00::2");
        IpHeader ip = new(asker, target, IpProtocol.IcmpV6, Ttl: 255);
        byte[] question = FrameBytes.Of(new(null, Ip: ip, Transport: new NeighborDiscoveryHeader(false, target, new(0x020000000001))), new())[40..];
        Assert.Equal("8700", Convert.ToHexString(question[..2]));
        Assert.Equal("00000000" + "FD000000000000000000000000000002" + "0101020000000001", Convert.ToHexString(question[4..]));
        NeighborDiscoveryHeader told = new(true, target, null, Router: true, Solicited: true, Override: true);
        byte[] answer = FrameBytes.Of(new(null, Ip: ip, Transport: told), new())[40..];
        Assert.Equal((24, "8800", "E0000000"), (answer.Length, Convert.ToHexString(answer[..2]), Convert.ToHexString(answer[4..8])));
        Assert.All([question, answer], b => Assert.Equal(0, InternetChecksum.Of(asker, target, IpProtocol.IcmpV6, b)));
    }

    [Fact]
    public void Fragments_are_pieces_of_the_whole_packet()
    {
        IpHeader ip = new(IpAddress.Parse("10.0.0.1"), IpAddress.Parse("10.0.0.2"), IpProtocol.Icmp, Id: 7);
        Packet whole = new(null, Ip: ip, Transport: new IcmpHeader(8, 0, 1, 1), PayloadLength: 100);
        PacketContents contents = new() { Data = Enumerable.Range(0, 100).Select(i => (byte)i).ToArray(), WholeOf = _ => whole };
        byte[] first = FrameBytes.Of(whole with { Ip = ip with { MoreFragments = true }, PayloadLength = 40 }, contents);
        byte[] second = FrameBytes.Of(new(null, Ip: ip with { FragmentOffset = 48 }, PayloadLength: 60), contents);
        byte[] joined = [.. first[20..], .. second[20..]];
        Assert.Equal(FrameBytes.Of(whole, contents)[20..], joined);
        Assert.Equal((0x2000, 6), (first[6] << 8 | first[7], second[7]));
    }

    [Fact]
    public void An_error_quotes_the_beginning_of_the_packet_as_it_was()
    {
        Packet asked = Tcp(TcpFlags.Psh | TcpFlags.Ack, payload: 1000);
        IcmpHeader icmp = new(3, 4, NextHopMtu: 1450, About: asked with { PayloadLength = 8 });
        Packet error = new(null, Ip: new(asked.Ip!.Destination, asked.Ip.Source, IpProtocol.Icmp), Transport: icmp);
        byte[] bytes = FrameBytes.Of(error, new() { Unquoted = q => q with { PayloadLength = 1000 }, Quoted = new() { Tcp = new(5, 6, 7, 8) } });
        Assert.Equal(error.NetworkLength, bytes.Length);
        Assert.Equal("000005AA", Convert.ToHexString(bytes[24..28]));
        Assert.Equal(FrameBytes.Of(asked, new() { Tcp = new(5, 6, 7, 8) })[..60], bytes[28..88]);
    }

    [Fact]
    public void Every_checksum_is_right() => Gen.Select(Gen.OneOf(Gen.Select(V4, V4), Gen.Select(V6, V6)), Gen.Int[0, 3], Gen.UShort, Gen.UShort, Data)
        .Sample((ends, kind, a, b, data) =>
        {
            (IpAddress from, IpAddress to) = ends;
            bool v6 = from.Family == IpFamily.V6;
            (IpProtocol protocol, Header transport) = kind switch
            {
                0 => (IpProtocol.Tcp, (Header)new TcpHeader(a, b, TcpFlags.Ack)),
                1 => (IpProtocol.Tcp, new TcpHeader(a, b, TcpFlags.Syn, 1460)),
                2 => (IpProtocol.Udp, new UdpHeader(a, b)),
                _ => v6 ? (IpProtocol.IcmpV6, new IcmpHeader(128, 0, a, b)) : (IpProtocol.Icmp, new IcmpHeader(8, 0, a, b)),
            };
            Packet packet = new(null, Ip: new(from, to, protocol, Id: a), Transport: transport, PayloadLength: data.Length);
            byte[] bytes = FrameBytes.Of(packet, new() { Data = data, Tcp = new(a, b, a, b) });
            Assert.Equal(packet.NetworkLength, bytes.Length);
            byte[] payload = bytes[(v6 ? 40 : 20)..];
            if (!v6) Assert.Equal(0, InternetChecksum.Of(bytes.AsSpan(0, 20)));
            Assert.Equal(0, protocol == IpProtocol.Icmp ? InternetChecksum.Of(payload) : InternetChecksum.Of(from, to, protocol, payload));
        });

    [Fact]
    public void A_capture_file_is_blocks_whose_lengths_agree()
    {
        byte[] file = Pcapng.Write(
            [new("a:eth0", LinkType.Ethernet, "x", new(0x020000000001)), new("a:tunl0", LinkType.RawIp, "", null)],
            [new(1, new(1_767_225_600_000_001), true, "why", new byte[] { 1, 2, 3 })], "about");
        List<uint> types = [];
        for (int at = 0; at < file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
            types.Add(BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)));
            Assert.Equal(0u, length % 4);
            Assert.Equal(length, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + (int)length - 4)));
            at += (int)length;
        }

        Assert.Equal([0x0a0d0d0a, 1, 1, 6], types);
    }

    private static Packet Outer(TunnelHeader tunnel, Packet inner) => new(
        null, Ip: new(IpAddress.Parse("192.168.1.1"), IpAddress.Parse("192.168.1.2"), IpProtocol.Udp), Transport: new UdpHeader(40000, 51820), Tunnel: tunnel,
        Inner: inner);

    private static Packet Tcp(TcpFlags flags, int mss = 0, int payload = 0) => new(
        null, Ip: new(IpAddress.Parse("10.244.1.2"), IpAddress.Parse("10.244.2.2"), IpProtocol.Tcp, DontFragment: true),
        Transport: new TcpHeader(40000, 80, flags, mss), PayloadLength: payload);
}
