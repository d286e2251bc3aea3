using CsCheck;
using PodNet.Lab.Captures;
using PodNet.Lab.Recording;

namespace PodNet.Lab.Tests.Recording;

/// <summary>Bytes of frames, written out, and what the decoder reads in them.</summary>
public sealed class FrameDecoderTests
{
    private const string Ethernet = "0a580af40202 ee f1 00 00 00 01 0800";

    [Fact]
    public void Arp_request()
    {
        FrameContent frame = Decode("ffffffffffff 0a580af40102 0806 0001 0800 06 04 0001 0a580af40102 0af40102 000000000000 0af40101");
        Assert.Equal("arp-request", frame.Kind);
        Assert.Equal("ff:ff:ff:ff:ff:ff", frame.DestinationMac.ToString());
        Assert.Equal(42, frame.Length);
        FrameArp arp = frame.Arp!;
        Assert.Equal("1 0a:58:0a:f4:01:02 10.244.1.2 00:00:00:00:00:00 10.244.1.1",
            $"{arp.Operation} {arp.SenderMac} {arp.SenderIp} {arp.TargetMac} {arp.TargetIp}");
    }

    [Fact]
    public void Syn_with_its_mss()
    {
        FrameContent frame = Decode(Ethernet + Ip(6, 44, "4000")
            + "9a3c 1f90 00000000 00000000 60 02 ffff 0000 0000 0204 0582");
        Assert.Equal("tcp-S", frame.Kind);
        FrameIp ip = frame.Ip!;
        Assert.Equal("39484>8080 S data 0 mss 1410 ttl 63 df True len 44",
            $"{ip.SourcePort}>{ip.DestinationPort} {ip.Flags} data {ip.Data} mss {ip.Mss} "
            + $"ttl {ip.Ttl} df {ip.DontFragment} len {ip.Length}");
    }

    [Theory]
    [InlineData("0204 05b4", 1460)]
    [InlineData("01 01 01 01 0204 0582", 1410)]
    [InlineData("00 01 0204 0582 01 01", null)] // behind the end of the list
    [InlineData("08 00 0204 0582 01 01", null)] // a length that leads nowhere
    [InlineData("03 ff 0204 0582 01 01", null)]
    public void Mss_among_the_options(string options, int? mss)
    {
        int bytes = Hex(options).Length;
        string header = $"9a3c 1f90 00000000 00000000 {(20 + bytes) / 4 << 4:x2} 12 ffff 0000 0000";
        Assert.Equal(mss, Decode(Ethernet + Ip(6, 40 + bytes, "4000") + header + options).Ip!.Mss);
    }

    [Fact]
    public void Data_is_counted_by_the_ip_length_though_the_bytes_were_cut()
    {
        byte[] bytes = Hex(Ethernet + Ip(6, 22000, "4000") + "9a3c 1f90 00000000 00000000 80 18 ffff 0000 0000");
        FrameContent frame = FrameDecoder.Decode(bytes, 22014)!;
        Assert.Equal(("tcp-PA", 22000 - 20 - 32, 22014), (frame.Kind, frame.Ip!.Data, frame.Length));
    }

    [Fact]
    public void First_fragment_and_later_ones()
    {
        FrameContent first = Decode(Ethernet + Ip(1, 28, "2000") + "0800 0000 10ed 0001");
        Assert.Equal(("echo-request", true, null, 1), (first.Kind, first.Ip!.MoreFragments, first.Ip.Offset, first.Ip.Sequence));
        FrameContent later = Decode(Ethernet + Ip(1, 28, "00b9") + "0800 0000 10ed 0001");
        Assert.Equal(("fragment", false, 1480, null), (later.Kind, later.Ip!.MoreFragments, later.Ip.Offset, later.Ip.Sequence));
    }

    [Fact]
    public void Fragmentation_needed_quotes_the_packet_and_tells_the_mtu()
    {
        FrameIp ip = Decode(Ethernet + Ip(1, 576, "0000") + "0304 0000 0000 05aa" + Ip(17, 1500, "4000") + "d431 0035 05c8 0000").Ip!;
        Assert.Equal((3, 4, 1450), (ip.IcmpType, ip.IcmpCode, ip.NextHopMtu));
        FrameAbout about = ip.About!;
        Assert.Equal("10.244.1.2:54321>10.244.2.2:53 17 63",
            $"{about.Source}:{about.SourcePort}>{about.Destination}:{about.DestinationPort} {about.Protocol} {about.Ttl}");
    }

    [Theory]
    [InlineData("2118")] // 8472
    [InlineData("12b5")] // 4789
    public void Vxlan_with_the_frame_it_carries(string port)
    {
        string inner = "0a580af40202 0a580af40102 0800" + Ip(1, 28, "4000") + "0800 0000 10ed 0001";
        int length = Hex(inner).Length + 16;
        FrameContent frame = Decode(Ethernet + Ip(17, length + 20, "0000") + $"df72 {port} {length:x4} 0000 0800 0000 001267 00" + inner);
        Assert.Equal(("vxlan", 0x1267, 8), (frame.Kind, frame.Ip!.Vni, frame.Ip.VxlanFlags));
        Assert.Equal(("echo-request", 42), (frame.Innermost().Kind, frame.Innermost().Length));
        Assert.Equal("0a:58:0a:f4:01:02", frame.Innermost().SourceMac.ToString());
    }

    [Fact]
    public void Ip_in_ip_has_no_inner_link_header()
    {
        FrameContent frame = Decode(Ethernet + Ip(4, 48, "4000") + Ip(1, 28, "4000") + "0000 0000 10ed 0001");
        Assert.Equal(("ipip", "echo-reply", null), (frame.Kind, frame.Innermost().Kind, frame.Innermost().SourceMac));
    }

    [Fact]
    public void Neighbour_solicitation_and_advertisement()
    {
        FrameContent asked = Decode("3333ff000002 0a580af40001 86dd" + V6(32) + "8700 0000 00000000" + B + "0101 0a580af40001");
        Assert.Equal(("neighbor-solicitation", 255, 72, 86), (asked.Kind, asked.Ip!.Ttl, asked.Ip.Length, asked.Length));
        Assert.Equal(("fd00::2", "0a:58:0a:f4:00:01", ""), Said(asked));
        FrameContent answer = Decode("0a580af40001 0a580af40002 86dd" + V6(24) + "8800 0000 60000000" + B);
        Assert.Equal(("neighbor-advertisement", "fd00::2", null, "SO"),
            (answer.Kind, Said(answer).Target, Said(answer).Mac, Said(answer).Flags));

        static (string Target, string? Mac, string Flags) Said(FrameContent frame) =>
            (frame.Ip!.Discovery!.Target.ToString(), frame.Ip.Discovery.LinkAddress?.ToString(), frame.Ip.Discovery.Flags);
    }

    [Fact]
    public void Ipv6_fragments()
    {
        string start = "0a580af40001 0a580af40002 86dd";
        FrameContent first = Decode(start + V6(16, 44) + "3a00 0001 00001234" + "8000 0000 10ed 0001");
        Assert.Equal(("echo-request", 58, true, null, 1), (first.Kind, first.Ip!.Protocol, first.Ip.MoreFragments, first.Ip.Offset, first.Ip.Sequence));
        FrameContent later = Decode(start + V6(16, 44) + "3a00 0560 00001234" + "8000 0000 10ed 0001");
        Assert.Equal(("fragment", 58, false, 1376, null), (later.Kind, later.Ip!.Protocol, later.Ip.MoreFragments, later.Ip.Offset, later.Ip.Sequence));
    }

    [Fact]
    public void Packet_too_big_quotes_the_packet_and_tells_the_mtu()
    {
        FrameIp ip = Decode("0a580af40001 0a580af40002 86dd" + V6(56) + "0200 0000 00000596" + V6(1460, 17) + "d431 0035 05b4 0000").Ip!;
        Assert.Equal((2, 0, 1430), (ip.IcmpType, ip.IcmpCode, ip.NextHopMtu));
        Assert.Equal("fd00::1:54321>fd00::2:53 17 255",
            $"{ip.About!.Source}:{ip.About.SourcePort}>{ip.About.Destination}:{ip.About.DestinationPort} {ip.About.Protocol} {ip.About.Ttl}");
    }

    [Theory]
    [InlineData("ffffffffffff 0a580af40102 86dd 60000000")]      // IPv6, cut
    [InlineData("333300000016 0a580af40102 86dd 60000000 0024 00 01" + A + B + "3a 00 05020000 0100 8f00 0000 0000 0000")] // listener report
    [InlineData("333300000002 0a580af40102 86dd 60000000 0008 3a ff" + A + B + "8500 0000 00000000")] // router solicitation
    [InlineData("0180c2000000 0a580af40102 0026 424203 000000")] // spanning tree
    [InlineData("01005e000016 0a580af40102 0800 46c0002800004000010200000af40101e00000169404000022000000")] // IGMP
    [InlineData("ffffffffffff 0a580af40102 0806 0001 0800 06 04 0001")] // cut
    [InlineData("")]
    public void What_the_format_does_not_know_is_left_out(string bytes) => Assert.Null(FrameDecoder.Decode(Hex(bytes), 1500));

    [Fact]
    public void No_bytes_whatever_make_it_throw() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 10], Gen.Int[0, 70000]).Sample((bytes, shape, length) =>
        {
            Shape(bytes, shape);
            FrameDecoder.Decode(bytes, length);
        }, iter: 20_000);

    // Random bytes rarely get past the first test: most are given the numbers of some protocol.
    private static void Shape(byte[] bytes, int shape)
    {
        if (bytes.Length < 34 || shape == 0) return;
        if (shape == 10)
        {
            (bytes[12], bytes[13], bytes[14], bytes[20]) = (0x86, 0xdd, 0x60, bytes[20] < 128 ? (byte)44 : (byte)58);
            return;
        }

        (bytes[12], bytes[13]) = (8, (byte)(shape == 9 ? 6 : 0));
        bytes[14] = (byte)(0x45 + bytes[15] % 11);
        bytes[23] = shape switch { < 3 => (byte)6, < 5 => 1, < 7 => 17, _ => 4 };
        (bytes[20], bytes[21]) = (0, 0);
        int transport = 14 + (bytes[14] & 15) * 4;
        if (transport + 4 > bytes.Length) return;
        if (shape == 5) (bytes[transport + 2], bytes[transport + 3]) = (0x21, 0x18);
        if (shape == 3) bytes[transport] = 3;
    }

    private const string A = " fd000000000000000000000000000001 ";
    private const string B = " fd000000000000000000000000000002 ";

    private static string V6(int payload, int next = 58) => $" 60000000 {payload:x4} {next:x2} ff {A}{B}";

    private static FrameContent Decode(string hex) => FrameDecoder.Decode(Hex(hex), Hex(hex).Length)!;

    private static string Ip(int protocol, int length, string fragment) =>
        $"4500 {length:x4} 1234 {fragment} 3f {protocol:x2} 0000 0af40102 0af40202";

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
