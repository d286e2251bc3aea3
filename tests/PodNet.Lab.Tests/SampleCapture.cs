using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Lab.Tests;

/// <summary>A small capture written by hand: two hosts a and b on the ports pa and pb of a bridge in s, and a tunnel between a and
/// b.</summary>
internal static class SampleCapture
{
    public static readonly MacAddress A = MacAddress.Parse("02:00:00:00:00:0a");
    public static readonly MacAddress B = MacAddress.Parse("02:00:00:00:00:0b");
    public static readonly IpAddress AddressA = IpAddress.Parse("10.0.0.1");
    public static readonly IpAddress AddressB = IpAddress.Parse("10.0.0.2");

    private const int ClientPort = 40000;

    /// <summary>All kinds of journeys there are.</summary>
    public static ValueList<Frame> Everything() =>
        [.. Asking(), .. Answering(), .. Echo(1), .. Tunnelled(), .. Fragments(), .. Errors(), .. Connection()];

    /// <summary>a asks for b; the bridge floods.</summary>
    public static IEnumerable<Frame> Asking(bool otherOrder = false)
    {
        FrameContent ask = new(MacAddress.Broadcast, A, 42, new(1, A, AddressA, MacAddress.Zero, AddressB), null, "arp-request");
        string[] flooded = otherOrder ? ["s:pc", "c:eth0", "s:br", "s:pb", "b:eth0"] : ["s:br", "s:pb", "b:eth0", "s:pc", "c:eth0"];
        return Along(ask, ["a:eth0", "s:pa", .. flooded]);
    }

    public static IEnumerable<Frame> Answering() =>
        Along(new(A, B, 42, new(2, B, AddressB, A, AddressA), null, "arp-reply"), "b:eth0", "s:pb", "s:pa", "a:eth0");

    public static IEnumerable<Frame> Echo(int sequence) =>
        Along(Ping(8, "echo-request", AddressA, AddressB, A, B, sequence), "a:eth0", "s:pa", "s:pb", "b:eth0")
            .Concat(Along(Ping(0, "echo-reply", AddressB, AddressA, B, A, sequence), "b:eth0", "s:pb", "s:pa", "a:eth0"));

    private static FrameContent Ping(
        int type, string kind, IpAddress from, IpAddress to, MacAddress source, MacAddress target, int sequence) => new(
        target, source, 98, null,
        new(from, to, 64, 1, type == 8, false, null, 84) { IcmpType = type, IcmpCode = 0, IcmpId = 7, Sequence = sequence }, kind);

    private static IEnumerable<Frame> Tunnelled()
    {
        FrameContent inner = Ping(8, "echo-request", IpAddress.Parse("10.9.0.1"), IpAddress.Parse("10.9.0.2"), A, B, 77);
        FrameIp outer = new(AddressA, AddressB, 64, 17, false, false, null, 134)
        {
            SourcePort = 50001,
            DestinationPort = 8472,
            Vni = 1,
            VxlanFlags = 8,
            Inner = inner,
        };
        return Along(new(B, A, 148, null, outer, "vxlan"), "a:eth0", "b:eth0").Prepend(At("a:vx0", inner)).Append(At("b:vx0", inner));
    }

    private static IEnumerable<Frame> Fragments()
    {
        FrameIp first = new(AddressA, AddressB, 64, 1, false, true, null, 1500) { IcmpType = 8, IcmpCode = 0, IcmpId = 7, Sequence = 88 };
        FrameIp second = new(AddressA, AddressB, 64, 1, false, false, 1480, 548);
        return Along(new(B, A, 1514, null, first, "echo-request"), "a:eth0", "b:eth0")
            .Concat(Along(new(B, A, 562, null, second, "fragment"), "a:eth0", "b:eth0"));
    }

    private static IEnumerable<Frame> Errors()
    {
        FrameIp big = new(AddressB, AddressA, 64, 1, false, false, null, 576)
        {
            IcmpType = 3,
            IcmpCode = 4,
            NextHopMtu = 1450,
            About = new(AddressA, AddressB, 63, 1, null, null),
        };
        FrameIp closed = new(AddressB, AddressA, 64, 1, false, false, null, 103)
        {
            IcmpType = 3,
            IcmpCode = 3,
            About = new(AddressA, AddressB, 64, 17, ClientPort + 1, 53),
        };
        FrameIp query = new(AddressA, AddressB, 64, 17, true, false, null, 75) { SourcePort = ClientPort + 1, DestinationPort = 53 };
        return Along(new(A, B, 590, null, big, "unreachable/4"), "b:eth0", "a:eth0")
            .Concat(Along(new(B, A, 89, null, query, "udp"), "a:eth0", "b:eth0"))
            .Concat(Along(new(A, B, 117, null, closed, "unreachable/3"), "b:eth0", "a:eth0"));
    }

    /// <summary>A whole TCP connection.</summary>
    public static IEnumerable<Frame> Connection() =>
    [
        .. ToServer("S"), .. ToClient("SA"), .. ToServer("A"), .. ToServer("PA", 77), .. ToClient("A"), .. ToClient("PA", 200),
        .. ToServer("A"), .. ToClient("FA"), .. ToServer("FA"), .. ToClient("A"),
    ];

    public static IEnumerable<Frame> ToServer(string flags, int data = 0) =>
        Along(Segment(AddressA, AddressB, A, B, ClientPort, 8080, flags, data), "a:eth0", "s:pa", "s:pb", "b:eth0");

    public static IEnumerable<Frame> ToClient(string flags, int data = 0) =>
        Along(Segment(AddressB, AddressA, B, A, 8080, ClientPort, flags, data), "b:eth0", "s:pb", "s:pa", "a:eth0");

    private static FrameContent Segment(
        IpAddress from, IpAddress to, MacAddress source, MacAddress target, int sport, int dport, string flags, int data)
    {
        bool syn = flags.Contains('S', StringComparison.Ordinal);
        FrameIp ip = new(from, to, 64, 6, true, false, null, (syn ? 60 : 52) + data)
        {
            SourcePort = sport,
            DestinationPort = dport,
            Flags = flags,
            Data = data,
            Mss = syn ? 1460 : null,
        };
        return new(target, source, ip.Length + 14, null, ip, FrameKind.Tcp(flags));
    }

    /// <summary>The same frame on one interface after another.</summary>
    public static IEnumerable<Frame> Along(FrameContent content, params string[] places) => places.Select(p => At(p, content));

    private static Frame At(string place, FrameContent content)
    {
        string[] parts = place.Split(':');
        return new(parts[0], parts[1], "rx", 1500, content);
    }
}
