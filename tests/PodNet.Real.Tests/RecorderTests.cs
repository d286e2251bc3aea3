using System.Diagnostics;
using PodNet.Lab.Captures;
using PodNet.Lab.Recording;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Real.Tests;

/// <summary>The recorder on the real kernel.</summary>
public sealed class RecorderTests(RecorderTests.Recorded recorded) : IClassFixture<RecorderTests.Recorded>
{
    private static readonly ProbeRequest[] Probes =
    [
        Ping("cat", "10.9.3.2"),
        new("wget", "cat", ["busybox", "wget", "-q", "-O", "-", "http://10.9.3.2:8080/"]),
        new("loopback", "dog", ["busybox", "wget", "-q", "-O", "-", "http://127.0.0.1:8080/"]),
        new("fragments", "cat", ["ping", "-n", "-c", "1", "-W", "2", "-s", "2000", "10.9.3.2"]),
    ];

    [Fact]
    public void A_ping_is_seen_on_every_interface_on_its_way()
    {
        CapturedProbe ping = recorded.Probe("ping");
        Assert.Equal(0, ping.ExitCode);
        string[] path =
        [
            .. ping.Frames.Where(f => f.Content.Kind == "echo-request").Select(f => $"{f.Namespace}:{f.Device} {f.Content.Ip!.Ttl}"),
        ];
        Assert.Equal(
            [
                "cat:eth0 64", "east:v-cat 64", "east:br-pods 64", "east:eth0 63", "lan:p-east 63", "lan:p-west 63", "west:eth0 63",
                "west:br-pods 62", "west:v-dog 62", "dog:eth0 62",
            ],
            path);
    }

    [Fact]
    public void A_listening_socket_answers_with_its_namespace()
    {
        Assert.Equal("served by dog", recorded.Probe("wget").Answer);
        Assert.Equal("served by dog", recorded.Probe("loopback").Answer);
        Assert.Single(recorded.Probe("loopback").Frames, f => f.Content.Kind == "tcp-S");
        Assert.Contains("dport=8080", recorded.Probe("wget").Conntrack, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_probe_starts_cold()
    {
        foreach (string name in (string[])["ping", "wget", "fragments"])
            Assert.Contains(recorded.Probe(name).Frames, f => f is { Namespace: "cat", Content.Kind: "arp-request" });
    }

    [Fact]
    public void Fragments_and_the_whole_packet_that_br_netfilter_makes_of_them_are_seen()
    {
        Frame[] frames = [.. recorded.Probe("fragments").Frames];
        Assert.Contains(frames, f => f is { Namespace: "cat", Content: { Kind: "fragment", Ip.Offset: 1376 } });
        Assert.Contains(frames, f => f is { Namespace: "east", Device: "br-pods", Content: { Kind: "echo-request", Ip.Length: 2028 } });
    }

    [Fact]
    public void The_kernel_has_the_objects_of_the_model()
    {
        string east = recorded.State("east");
        Assert.Contains("\n2: eth0@if4: ", east, StringComparison.Ordinal);
        Assert.Contains("\n3: br-pods: ", east, StringComparison.Ordinal);
        Assert.Contains("\n4: v-cat@if2: ", east, StringComparison.Ordinal);
        Assert.Contains("\nblackhole 10.77.0.0/16 metric 5 \n", east, StringComparison.Ordinal);
        Assert.Contains("\n500:\tfrom 10.9.2.0/24 fwmark 0x10/0xf0 lookup 100\n", east, StringComparison.Ordinal);
        Assert.Contains("172.16.7.77 dev eth0 lladdr 02:00:00:00:77:77 PERMANENT", east, StringComparison.Ordinal);
        Assert.Contains("--comment \"it\\'s \\\"closed\\\"; $(reboot)\" -j DROP", east, StringComparison.Ordinal);
        Assert.Contains("##### lan$ bridge fdb\n", recorded.State("lan"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_kernel_refuses_is_told_with_the_command()
    {
        Route impossible = new(IpPrefix.Parse("10.1.0.0/16")) { Via = IpAddress.Parse("9.9.9.9"), Device = "eth0" };
        LabException problem = Assert.Throws<LabException>(() => Recorded.Record([], namespaces =>
        {
            if (namespaces.Id.Name == "cat") namespaces.AddRoute(impossible);
        }));
        Assert.StartsWith("`ip -n cat route add 10.1.0.0/16 via 9.9.9.9 dev eth0` failed: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("invalid gateway", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_it_leaves_no_process_behind()
    {
        RealParts.Need(LabRecorder.Missing(Probes));
        using CancellationTokenSource cancel = new();
        using CancelsAtProbe progress = new(cancel);
        ProbeRequest slow = new("slow", "cat", ["ping", "-n", "-c", "1", "-W", "50", "10.77.0.1"]);
        ProbeRequest endless = new("endless", "east", ["ping", "-n", "-i", "0.2", "-c", "250", "10.9.2.2"]);
        Assert.ThrowsAny<OperationCanceledException>(
            () => new LabRecorder(progress).Record(TwoNodes.Cluster(), [endless, slow], cancel.Token));
        string ping = string.Join('\0', endless.Argv);
        Assert.DoesNotContain(Process.GetProcesses(), p => CommandLine(p).Contains(ping, StringComparison.Ordinal));
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
    }

    private static ProbeRequest Ping(string from, string to) => new("ping", from, ["ping", "-n", "-c", "1", "-W", "2", to]);

    /// <summary>One recording for all tests here.</summary>
    public sealed class Recorded
    {
        private readonly Lazy<LabRecording> _recording = new(() => Record(Probes));
        private readonly Lazy<Capture> _capture;

        public Recorded() => _capture = new(() => CaptureReader.Read(_recording.Value.Probes));

        internal static LabRecording Record(IReadOnlyList<ProbeRequest> probes, Action<NamespaceBuilder>? edit = null)
        {
            RealParts.Need(LabRecorder.Missing(probes));
            return new LabRecorder(TextWriter.Null).Record(TwoNodes.Cluster(edit), probes);
        }

        internal CapturedProbe Probe(string name) => _capture.Value.Probes.Single(p => p.Name == name);

        internal string State(string ns) => _recording.Value.States[ns];
    }

    /// <summary>Cancels as soon as a probe runs.</summary>
    private sealed class CancelsAtProbe(CancellationTokenSource cancel) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value is not null && value.StartsWith("1/", StringComparison.Ordinal)) cancel.CancelAfter(TimeSpan.FromMilliseconds(300));
        }
    }
}
