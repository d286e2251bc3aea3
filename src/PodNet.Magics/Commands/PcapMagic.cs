using System.Globalization;
using PodNet.Engine.Tracing;
using PodNet.Magics.Captures;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Magics.Commands;

/// <summary><c>#!pcap</c>: a packet's way as a capture file.</summary>
internal sealed class PcapMagic : IMagic
{
    /// <summary>The largest file that is put into a notebook.</summary>
    private const int MostBytes = 1_000_000;

    private const int MostLines = 200;

    private const string DefaultFile = "podnet.pcapng";

    public string Name => "#!pcap";

    public string Help => "Captures a packet's way on every device at once, as a pcapng file for Wireshark and as text";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        .. TraceParameters.All(required: false),
        CapturePlaces.Parameter,
        new("--out", "name of the file that the link saves; podnet.pcapng by default", "FILE") { Completions = static _ => [DefaultFile] },
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2\n#!pcap --from client1 --to web2 --port 80", "A web request, captured on every device it passes"),
        new("#!cluster --nodes 2\n#!pcap --from client1 --to web2 --cold --at client1:eth0,node1:eth0", "A ping and its ARP on two devices"),
        new("#!cluster --nodes 2\n#!trace --from client1 --to web2 --size 3000\n#!pcap --out large.pcapng", "The last trace: a ping in fragments"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        Cluster cluster = state.RequiredCluster;
        (SessionState after, Exchange exchange) = LastTrace.OrNew(call, state, "#!pcap --from client1 --to web2 --port 80", "captured");
        ExchangeCapture capture;
        try
        {
            capture = ExchangeCapture.Of(cluster, exchange, CapturePlaces.Of(call.Text(CapturePlaces.Parameter.Name)));
        }
        catch (KeyNotFoundException)
        {
            throw LastTrace.Gone();
        }

        CapturePlaces.Check(call.Text(CapturePlaces.Parameter.Name), exchange);
        string listing = CaptureListing.Write(capture, MostLines);
        string html = $"{Link(capture, call.Text("--out") ?? DefaultFile)}\n<pre style=\"white-space:pre;overflow-x:auto\">{Markup.Escape(listing)}</pre>";
        return new(after, [OutputBundle.Of(html, listing)]);
    }

    private static string Link(ExchangeCapture capture, string name)
    {
        byte[] file = capture.ToPcapng();
        string size = string.Create(
            CultureInfo.InvariantCulture, $"{capture.Frames.Count:N0} frames on {capture.Interfaces.Count:N0} devices, {file.Length:N0} bytes");
        if (file.Length > MostBytes)
            return $"<p>{size}: too large for a notebook; choose devices with --at, or write it with <code>podnet pcap</code>.</p>";
        string safe = Markup.Escape(name.Split('/', '\\')[^1]);
        string data = $"data:application/octet-stream;base64,{Convert.ToBase64String(file)}";
        return $"<p><a download=\"{safe}\" href=\"{data}\">{safe}</a> ({size}): open it in Wireshark, or with <code>tshark -r</code>.</p>";
    }
}
