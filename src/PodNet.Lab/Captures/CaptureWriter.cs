using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodNet.Lab.Captures;

/// <summary>Writes the capture format: one line for the interfaces, one for each probe's heading, one per frame. The same capture gives the
/// same bytes.</summary>
public static class CaptureWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text, with a line feed at its end.</summary>
    public static string Write(Capture capture)
    {
        StringBuilder text = new();
        IEnumerable<string> interfaces = capture.Interfaces.Select(i => Line(json => WriteInterface(json, i)));
        text.Append("{\"interfaces\":[").AppendJoin(',', interfaces).Append("],\n");
        text.Append("\"probes\":[\n").AppendJoin(",\n", capture.Probes.Select(WriteProbe)).Append("]}\n");
        return text.ToString();
    }

    private static string WriteProbe(CapturedProbe probe)
    {
        StringBuilder text = new();
        text.Append("{\"name\":").Append(Quoted(probe.Name)).Append(",\"from\":").Append(Quoted(probe.From));
        text.Append(",\"argv\":[").AppendJoin(", ", probe.Argv.Select(Quoted)).Append(']');
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"exitCode\":{probe.ExitCode}");
        text.Append(",\"answer\":").Append(Quoted(probe.Answer)).Append(",\"chosenEndpoint\":").Append(Quoted(probe.ChosenEndpoint));
        text.Append(",\"conntrack\":").Append(Quoted(probe.Conntrack)).Append(",\"frames\":[");
        if (probe.Frames.Count > 0) text.Append('\n');
        return text.AppendJoin(",\n", probe.Frames.Select(f => Line(json => WriteFrame(json, f)))).Append("]}").ToString();
    }

    private static string Quoted(string? value) => value is null ? "null" : $"\"{JsonEncodedText.Encode(value, Options.Encoder)}\"";

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void WriteInterface(Utf8JsonWriter json, CaptureInterface device)
    {
        json.WriteString("ns", device.Namespace);
        json.WriteString("if", device.Name);
        json.WriteString("mac", device.Mac);
        json.WriteNumber("mtu", device.Mtu);
        json.WriteString("type", device.Type);
    }

    private static void WriteFrame(Utf8JsonWriter json, Frame frame)
    {
        WriteContent(json, frame.Content, inner: false);
        json.WriteString("ns", frame.Namespace);
        json.WriteString("dev", frame.Device);
        json.WriteString("dir", frame.Direction);
        json.WriteNumber("mtu", frame.Mtu);
    }

    private static void WriteContent(Utf8JsonWriter json, FrameContent content, bool inner)
    {
        if (content.DestinationMac is { } destination) json.WriteString("dmac", destination.ToString());
        if (content.SourceMac is { } source) json.WriteString("smac", source.ToString());
        Number(json, "flen", content.Length);
        if (content.Arp is { } arp) WriteArp(json, arp);
        if (content.Ip is { } ip) WriteIp(json, ip, inner ? content.Kind : null);
        json.WriteString("kind", content.Kind);
    }

    private static void WriteArp(Utf8JsonWriter json, FrameArp arp)
    {
        json.WriteStartObject("arp");
        json.WriteNumber("op", arp.Operation);
        json.WriteString("sha", arp.SenderMac.ToString());
        json.WriteString("spa", arp.SenderIp.ToString());
        json.WriteString("tha", arp.TargetMac.ToString());
        json.WriteString("tpa", arp.TargetIp.ToString());
        json.WriteEndObject();
    }

    // The inner packet of a tunnel repeats its kind inside "ip"; the order is the format's.
    private static void WriteIp(Utf8JsonWriter json, FrameIp ip, string? kind)
    {
        json.WriteStartObject("ip");
        json.WriteString("src", ip.Source.ToString());
        json.WriteString("dst", ip.Destination.ToString());
        json.WriteNumber("ttl", ip.Ttl);
        json.WriteNumber("proto", ip.Protocol);
        json.WriteBoolean("df", ip.DontFragment);
        json.WriteBoolean("mf", ip.MoreFragments);
        Number(json, "off", ip.Offset);
        json.WriteNumber("len", ip.Length);
        Number(json, "sport", ip.SourcePort);
        Number(json, "dport", ip.DestinationPort);
        if (ip.Flags is not null) json.WriteString("flags", ip.Flags);
        Number(json, "data", ip.Data);
        if (ip is { IcmpType: { } type, IcmpCode: { } code }) WriteIcmp(json, type, code);
        if (kind is not null) json.WriteString("kind", kind);
        Number(json, "mss", ip.Mss);
        Number(json, "icmp_id", ip.IcmpId);
        Number(json, "seq", ip.Sequence);
        Number(json, "mtu", ip.NextHopMtu);
        if (ip.About is { } about) WriteAbout(json, about);
        if (ip.Discovery is { } discovery) WriteDiscovery(json, discovery);
        Number(json, "udp_csum", ip.UdpChecksum);
        Number(json, "vxflags", ip.VxlanFlags);
        Number(json, "vni", ip.Vni);
        if (ip.Inner is { } inner) WriteInner(json, inner);
        json.WriteEndObject();
    }

    private static void WriteIcmp(Utf8JsonWriter json, int type, int code)
    {
        json.WriteStartArray("icmp");
        json.WriteNumberValue(type);
        json.WriteNumberValue(code);
        json.WriteEndArray();
    }

    private static void WriteInner(Utf8JsonWriter json, FrameContent inner)
    {
        json.WriteStartObject("inner");
        WriteContent(json, inner, inner: true);
        json.WriteEndObject();
    }

    private static void WriteDiscovery(Utf8JsonWriter json, FrameDiscovery discovery)
    {
        json.WriteStartObject("nd");
        json.WriteString("target", discovery.Target.ToString());
        if (discovery.LinkAddress is { } mac) json.WriteString("lladdr", mac.ToString());
        json.WriteString("flags", discovery.Flags);
        json.WriteEndObject();
    }

    private static void WriteAbout(Utf8JsonWriter json, FrameAbout about)
    {
        json.WriteStartObject("about");
        json.WriteString("src", about.Source.ToString());
        json.WriteString("dst", about.Destination.ToString());
        json.WriteNumber("ttl", about.Ttl);
        json.WriteNumber("proto", about.Protocol);
        Number(json, "sport", about.SourcePort);
        Number(json, "dport", about.DestinationPort);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }
}
