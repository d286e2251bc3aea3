using System.Text.Json;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Lab.Captures;

/// <summary>Reads the capture format. What the format requires must be there and be of its type; properties it does not know are passed
/// over,
/// so that a recorder may note more than is compared.</summary>
public static class CaptureReader
{
    /// <summary>Reads the text of a capture file.</summary>
    /// <exception cref="CaptureFormatException">No JSON, or not of this format; the message names the place.</exception>
    public static Capture Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonValue root = new(document.RootElement, "");
            Capture capture = new(
                root["interfaces"].Items().Select(ReadInterface).ToValueList(), root["probes"].Items().Select(ReadProbe).ToValueList());
            RefuseTwins(capture);
            return capture;
        }
        catch (JsonException problem)
        {
            throw new CaptureFormatException($"not JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}");
        }
    }

    private static void RefuseTwins(Capture capture)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < capture.Probes.Count; i++)
        {
            string name = capture.Probes[i].Name;
            if (!names.Add(name))
                throw new CaptureFormatException(FormattableString.Invariant($"probes[{i}].name: there is another probe \"{name}\""));
        }
    }

    private static CaptureInterface ReadInterface(JsonValue json) => new(
        json["ns"].Text(), json["if"].Text(), json.Optional("mac")?.Text() ?? "", json["mtu"].Number(int.MaxValue), json["type"].Text());

    private static CapturedProbe ReadProbe(JsonValue json) => new(
        json["name"].Text(),
        json["from"].Text(),
        json["argv"].Items().Select(a => a.Text()).ToValueList(),
        json["exitCode"].Whole(),
        json.Optional("answer")?.Text(),
        json.Optional("chosenEndpoint")?.Text(),
        json.Optional("conntrack")?.Text(),
        json["frames"].Items().Select(ReadFrame).ToValueList());

    private static Frame ReadFrame(JsonValue json)
    {
        FrameContent content = ReadContent(json);
        if (content.Length is null) throw json.Wrong("has no \"flen\"");
        return new(json["ns"].Text(), json["dev"].Text(), ReadDirection(json["dir"]), json["mtu"].Number(int.MaxValue), content);
    }

    private static string ReadDirection(JsonValue json) =>
        json.Text() is "rx" or "tx" ? json.Text() : throw json.Wrong($"is \"{json.Text()}\"; it must be \"rx\" or \"tx\"");

    private static FrameContent ReadContent(JsonValue json) => new(
        json.Optional("dmac")?.Mac(),
        json.Optional("smac")?.Mac(),
        json.Optional("flen")?.Number(int.MaxValue),
        json.Optional("arp") is { } arp ? ReadArp(arp) : null,
        json.Optional("ip") is { } ip ? ReadIp(ip) : null,
        (json.Optional("kind") ?? json.Optional("ip")?.Optional("kind") ?? json["kind"]).Text());

    private static FrameArp ReadArp(JsonValue json) => new(
        json["op"].Number(ushort.MaxValue), json["sha"].Mac(), json["spa"].Address(), json["tha"].Mac(), json["tpa"].Address());

    private static FrameIp ReadIp(JsonValue json)
    {
        IpAddress source = json["src"].Address();
        (int Type, int Code)? icmp = json.Optional("icmp") is { } pair ? ReadIcmp(pair) : null;
        return new(
            source,
            json["dst"].Address(),
            json["ttl"].Number(byte.MaxValue),
            json["proto"].Number(byte.MaxValue),
            json["df"].Flag(),
            json["mf"].Flag(),
            json.Optional("off")?.Number(ushort.MaxValue),
            json["len"].Number(int.MaxValue))
        {
            SourcePort = json.Optional("sport")?.Number(ushort.MaxValue),
            DestinationPort = json.Optional("dport")?.Number(ushort.MaxValue),
            Flags = json.Optional("flags")?.Text(),
            Data = json.Optional("data")?.Number(int.MaxValue),
            Mss = json.Optional("mss")?.Number(ushort.MaxValue),
            IcmpType = icmp?.Type,
            IcmpCode = icmp?.Code,
            IcmpId = json.Optional("icmp_id")?.Number(ushort.MaxValue),
            Sequence = json.Optional("seq")?.Number(ushort.MaxValue),
            NextHopMtu = json.Optional("mtu")?.Number(ushort.MaxValue),
            About = json.Optional("about") is { } about ? ReadAbout(about) : null,
            UdpChecksum = (json.Optional("udp_csum") ?? json.Optional("csum"))?.Number(ushort.MaxValue),
            Discovery = json.Optional("nd") is { } discovery ? ReadDiscovery(discovery) : null,
            Vni = json.Optional("vni")?.Number(0xffffff),
            VxlanFlags = json.Optional("vxflags")?.Number(byte.MaxValue),
            Inner = json.Optional("inner") is { } inner ? ReadContent(inner) : null,
        };
    }

    private static (int Type, int Code) ReadIcmp(JsonValue json)
    {
        int[] pair = [.. json.Items().Select(i => i.Number(byte.MaxValue))];
        return pair.Length == 2 ? (pair[0], pair[1]) : throw json.Wrong("must be [type, code]");
    }

    private static FrameDiscovery ReadDiscovery(JsonValue json) => new(json["target"].Address(), json.Optional("lladdr")?.Mac(), json["flags"].Text());

    private static FrameAbout ReadAbout(JsonValue json) => new(
        json["src"].Address(),
        json["dst"].Address(),
        json["ttl"].Number(byte.MaxValue),
        json["proto"].Number(byte.MaxValue),
        json.Optional("sport")?.Number(ushort.MaxValue),
        json.Optional("dport")?.Number(ushort.MaxValue));
}
