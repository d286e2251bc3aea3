using PodNet.Datapath;
using PodNet.Kubernetes.Presets;
using PodNet.Lab.Captures;
using PodNet.Lab.Verify;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Lab.Tests.Verify;

/// <summary><c>verify --compare path</c>: a cluster whose nodes are built of other parts may be compared, and what counts still does.</summary>
public class ComparePathTests
{
    private const string Ping = "cross-node", Http = "cross-node-http";

    public static TheoryData<string> StandIns { get; } =
        [.. Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "stand-ins");

    [Theory]
    [MemberData(nameof(StandIns))]
    public void A_stand_in_on_the_real_kernel_takes_the_same_way(string name)
    {
        (int exitCode, string account) = Verify(File("cluster.yaml", name), CaptureReader.Read(File("probes.json", name)), Comparison.Path);
        if (exitCode != 0) Assert.Fail(account);
        Assert.Contains(" 0 probes unsupported", account, StringComparison.Ordinal);
        Assert.Equal(1, Verify(File("cluster.yaml", name), CaptureReader.Read(File("probes.json", name)), Comparison.All).ExitCode);
    }

    [Fact]
    public void Names_and_addresses_inside_a_node_and_the_tunnels_number_do_not_count()
    {
        Assert.Equal(0, Changed(Http, f => f.Device == "datapath" ? f with { Device = "br-ovs" } : f));
        Assert.Equal(0, Changed(Http, f => f.Namespace == "n1" && f.Device == "vxlan-6784" ? f with { Device = "tun" } : f));
        Assert.Equal(0, Changed(Ping, f => f.Content.Arp is null ? f with { Content = f.Content with { SourceMac = MacAddress.Parse("02:00:00:00:99:99") } } : f));
        Assert.Equal(0, Changed(Http, f => Outer(f, ip => ip with { Vni = 99 })));
        Assert.Equal(0, Changed(Ping, f => f with { Direction = "rx" }));
    }

    [Fact]
    public void What_the_way_consists_of_counts()
    {
        Assert.Equal(1, Changed(Http, f => f.Namespace == "n1" && f.Device == "vethwe-bridge" ? f with { Namespace = "n9" } : f));
        Assert.Equal(1, Changed(Ping, f => InPod(f, ip => ip.IcmpType == 8, ip => ip with { Ttl = 63 })));
        Assert.Equal(1, Changed(Http, f => InPod(f, ip => ip.Flags == "S", ip => ip with { Mss = 1460 })));
        Assert.Equal(1, Changed(Ping, f => f.Namespace == "a2" ? f with { Mtu = 1500 } : f));
        Assert.Equal(1, Changed(Http, f => Outer(f, ip => ip with { DestinationPort = 8472 })));
        Assert.Equal(1, Changed(Http, f => Outer(f, ip => ip with { Ttl = 63 })));
        Assert.Equal(1, Changed(Http, f => Outer(f, ip => ip with { DontFragment = true })));
        Assert.Equal(1, Changed(Http, f => Outer(f, ip => ip with { UdpChecksum = 0 })));
        Assert.Equal(1, Changed(Ping, f => f.Content.Arp is { Operation: 2 } ? f with { Namespace = "n3" } : f));
    }

    [Fact]
    public void A_checksum_counts_only_where_the_capture_has_one()
    {
        Assert.Equal(0, Changed(Http, f => Outer(f, ip => ip with { UdpChecksum = null })));
        string plain = File("cluster.yaml", "weave-three-nodes").Replace("mode: fastdp", "mode: fastdp, udpcsum: false", StringComparison.Ordinal);
        Assert.Equal(1, Verify(plain, Only(Http, f => f), Comparison.Path).ExitCode);
        Assert.Equal(0, Verify(plain, Only(Http, f => Outer(f, ip => ip with { UdpChecksum = null })), Comparison.Path).ExitCode);
        Assert.Equal(0, Verify(plain, Only(Http, f => Outer(f, ip => ip with { UdpChecksum = 0 })), Comparison.Path).ExitCode);
    }

    [Fact]
    public void A_journey_that_one_side_lacks_is_a_difference()
    {
        Capture capture = Only(Http, f => f);
        CapturedProbe probe = capture.Probes[0];
        CapturedProbe without = probe with { Frames = probe.Frames.Where(f => f.Content.Innermost().Ip?.Flags != "SA").ToValueList() };
        Assert.Equal(1, Verify(File("cluster.yaml", "weave-three-nodes"), capture with { Probes = [without] }, Comparison.Path).ExitCode);
    }

    [CasesTheory]
    [InlineData("kubenet")]
    [InlineData("flannel-vxlan")]
    public void What_is_equal_in_everything_is_equal_in_its_way(string variant)
    {
        Capture capture = CaptureReader.Read(Cases.Read("kernel", variant, "probes.json"));
        (int exitCode, string account) = Verify(
            ClusterPresets.Text($"reference-{variant}"),
            capture with { Probes = capture.Probes.Where(p => ReferenceClusterTests.IsWithoutService(p.Name)).ToValueList() }, Comparison.Path);
        if (exitCode != 0) Assert.Fail(account);
    }

    private static int Changed(string probe, Func<Frame, Frame> change)
    {
        Capture changed = Only(probe, change);
        Assert.NotEqual(Only(probe, f => f).Probes[0].Frames, changed.Probes[0].Frames);
        return Verify(File("cluster.yaml", "weave-three-nodes"), changed, Comparison.Path).ExitCode;
    }

    private static Capture Only(string probe, Func<Frame, Frame> change)
    {
        Capture capture = CaptureReader.Read(File("probes.json", "weave-three-nodes"));
        CapturedProbe found = capture.Probes.First(p => p.Name == probe);
        return capture with { Probes = [found with { Frames = found.Frames.Select(change).ToValueList() }] };
    }

    private static Frame Outer(Frame frame, Func<FrameIp, FrameIp> change) => frame.Content.Ip is { Inner: not null } ip
        ? frame with { Content = frame.Content with { Ip = change(ip) } } : frame;

    private static Frame InPod(Frame frame, Func<FrameIp, bool> which, Func<FrameIp, FrameIp> change) =>
        frame is { Namespace: "a1" or "a2" } && frame.Content.Ip is { } ip && which(ip) ? frame with { Content = frame.Content with { Ip = change(ip) } } : frame;

    private static string File(string file, string name) => System.IO.File.ReadAllText(Path.Combine(Folder, name, file));

    private static (int ExitCode, string Account) Verify(string cluster, Capture capture, Comparison compare)
    {
        StringWriter account = new();
        VerifyResult result = new VerifyCommand(ClusterBuilder.Load).Run(cluster, CaptureWriter.Write(capture), [], account, account, compare);
        return (result.ExitCode, account.ToString());
    }
}
