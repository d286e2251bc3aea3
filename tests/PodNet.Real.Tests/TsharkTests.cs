using System.Diagnostics;
using PodNet.Datapath;
using PodNet.Datapath.Cni;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Magics.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Real.Tests;

/// <summary>A reader that nobody here wrote agrees with the captures: tshark finds nothing malformed and no wrong checksum, and TCP's numbers
/// make sense to it.</summary>
public sealed class TsharkTests
{
    private static readonly string[] Complaints = ["malformed", "bad checksum", "incorrect", "truncated", "exceeds", "bogus"];

    private const string Tshark = "/usr/bin/tshark";

    private static readonly (string Name, Func<IpAddress, Probe> Make)[] Probes =
    [
        ("ping", to => new EchoProbe(to)),
        ("large-ping", to => new EchoProbe(to, DataBytes: 3000)),
        ("too-large", to => new EchoProbe(to, DataBytes: 1472, Discovery: PathMtuDiscovery.Do)),
        ("traceroute", to => new TracerouteProbe(to)),
        ("http", to => new TcpProbe(to, 80)),
        ("refused", to => new TcpProbe(to, 81)),
        ("dns", to => new UdpProbe(to, 53)),
        ("udp-refused", to => new UdpProbe(to, 5000)),
    ];

    public static TheoryData<string, string> Modes => new(
        from plugin in CniPlugins.All
        from mode in plugin.Modes.DefaultIfEmpty("")
        select (plugin.Name, mode));

    public static TheoryData<string, string, string> ModesOfFamilies => new(
        from plugin in CniPlugins.All
        from mode in plugin.Modes.DefaultIfEmpty("")
        from family in plugin.HasIpv6(mode) ? (string[])["ipv4", "dual", "ipv6"] : ["ipv4"]
        select (plugin.Name, mode, family));

    // One file with a section for each exchange: tshark takes long to start.
    [Theory]
    [MemberData(nameof(ModesOfFamilies))]
    public void Nothing_is_malformed_and_every_checksum_is_right(string cni, string mode, string family)
    {
        RealParts.Need(Missing);
        Cluster cluster = Build(cni, mode, family);
        ExchangeCapture[] captures =
        [
            .. from probe in Probes from target in Targets(cluster) select Capture(cluster, probe.Make(target)),
        ];
        string[] lines = Read([.. captures.SelectMany(c => c.ToPcapng())], "-2", "-T", "fields", "-e", "frame.number", "-e", "_ws.malformed", "-e", "_ws.expert.message");
        Assert.Equal(captures.Sum(c => c.Frames.Count), lines.Length);
        Assert.DoesNotContain(lines, l => Complaints.Any(c => l.Contains(c, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void On_each_interface_no_segment_is_lost_sent_again_or_out_of_order(string cni, string mode)
    {
        RealParts.Need(Missing);
        Cluster cluster = Build(cni, mode, "ipv4");
        foreach (string each in (string[])["client:eth0", "node1:eth0", "far:eth0"])
        {
            ExchangeCapture capture = Capture(cluster, new TcpProbe(PodAddress(cluster, "far"), 80), each);
            byte[] file = capture.ToPcapng();
            string[] lines = Read(file, "-Y", "tcp.analysis.flags");
            Assert.True(lines.Length == 0, $"{each}: {string.Join('\n', lines)}");
            bool closed = capture.Sightings.Any(s => s.Packet.Tunnel is SleeveHeader or { Encrypts: true });
            if (!closed) Assert.Contains(Read(file, "-Y", "http"), l => l.Contains("200 OK", StringComparison.Ordinal));
        }
    }

    // Of each family that the cluster has: a pod on another node, one on the same, the router.
    private static IEnumerable<IpAddress> Targets(Cluster cluster) =>
    [
        .. cluster.Topology.Pods.Where(p => p.Name is "far" or "near").SelectMany(p => p.Addresses),
        .. cluster.Topology.Underlay.Router!.Addresses,
    ];

    private static IpAddress PodAddress(Cluster cluster, string pod) => cluster.Topology.Pods.Single(p => p.Name == pod).Address;

    [Fact]
    public void A_WireGuard_message_is_one_to_it_too()
    {
        RealParts.Need(Missing);
        Cluster cluster = Build("flannel", "wireguard", "ipv4");
        byte[] file = Capture(cluster, new EchoProbe(PodAddress(cluster, "far"), Count: 3), "node1:eth0").ToPcapng();
        string[] counters = Read(file, "-Y", "wg.type == 4", "-T", "fields", "-e", "wg.counter");
        Assert.Equal(["0", "0", "1", "1", "2", "2"], counters);
    }

    private static string[] Missing => File.Exists(Tshark) ? [] : ["tshark is not installed (package tshark)"];

    private static Cluster Build(string cni, string mode, string family) => ClusterBuilder.Load($$"""
        nodes: 2
        networking: {ipFamily: {{family}}, cni: {name: {{cni}}{{(mode.Length == 0 ? "" : $", mode: {mode}")}} } }
        pods:
        - {name: client, node: node1, image: netshoot}
        - {name: near, node: node1, image: nginx}
        - {name: other, node: node2, image: nginx}
        - {name: far, node: node2, containers: [{name: dns, image: coredns, ports: [80, 53/udp]}]}
        """);

    private static ExchangeCapture Capture(Cluster cluster, Probe probe, params string[] only) =>
        ExchangeCapture.Of(cluster, PacketTracer.Trace(cluster, KernelState.Cold, new("client"), probe, new(SimulatedTime.Start)).Exchange, only);

    private static string[] Read(byte[] capture, params string[] arguments)
    {
        string file = Path.Combine(Path.GetTempPath(), $"podnet-{Guid.NewGuid():n}.pcapng");
        try
        {
            File.WriteAllBytes(file, capture);
            ProcessStartInfo start = new(Tshark) { RedirectStandardOutput = true, RedirectStandardError = true };
            string[] all =
            [
                "-n", "-r", file, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE",
                "-d", "udp.port==8472,vxlan", "-d", "udp.port==6784,vxlan", .. arguments,
            ];
            foreach (string argument in all) start.ArgumentList.Add(argument);
            using Process tshark = Process.Start(start)!;
            Task<string> errors = tshark.StandardError.ReadToEndAsync();
            string output = tshark.StandardOutput.ReadToEnd();
            tshark.WaitForExit();
            Assert.True(tshark.ExitCode == 0, errors.Result);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
