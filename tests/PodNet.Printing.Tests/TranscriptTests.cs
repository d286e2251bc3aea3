using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Printing.Tests;

/// <summary>Whole hosts, every command, as a person would see them in a terminal.</summary>
public class TranscriptTests
{
    private static readonly string[] Commands =
    [
        "ip link", "ip -d link", "ip addr", "ip route", "ip route show table all", "ip rule", "ip neigh",
        "bridge fdb", "bridge link", "bridge -d link", "iptables-save", "conntrack -L", "sysctl net.ipv4.ip_forward net.bridge", "ss -tlnu",
    ];

    [Theory]
    [InlineData("flannel-vxlan", "n1")]
    [InlineData("flannel-vxlan", "p11")]
    [InlineData("kubenet", "n2")]
    [InlineData("kubenet", "sw")]
    public void Each_command_prints_as_the_golden_shows(string variant, string name)
    {
        NamespaceView view = Warm(ReferenceHosts.Build(variant, name));
        IEnumerable<string> transcript = Commands.Select(command =>
        {
            CommandOutput output = NamespaceCommands.Run(view, command.Split(' '));
            Assert.True(output.Succeeded, output.Error);
            return $"{name}$ {command}\n{output.Text}\n";
        });
        Golden.Check($"{variant}-{name}.golden", string.Concat(transcript));
    }

    private static NamespaceView Warm(NetworkNamespace ns)
    {
        SimulatedTime now = SimulatedTime.Start;
        if (!ns.TryDevice("veth11", out _)) return NamespaceView.Cold(ns, now);
        IpAddress pod = IpAddress.Parse("10.244.1.2"), service = IpAddress.Parse("10.96.0.80"), endpoint = IpAddress.Parse("10.244.2.2");
        MacAddress mac = MacAddress.Parse("0a:58:0a:f4:01:02");
        FiveTuple original = new(IpProtocol.Tcp, pod, 40000, service, 80), reply = new(IpProtocol.Tcp, endpoint, 8080, pod, 40000);
        return new(
            ns,
            [new(pod, "cni0", mac, NeighborState.Reachable), new(IpAddress.Parse("192.168.50.13"), "eth0", null, NeighborState.Failed)],
            [new(mac, "veth11", "cni0", null, Permanent: false)],
            [
                new(original, reply, now.Plus(TimeSpan.FromSeconds(86399.5)))
                {
                    SeenReply = true, Assured = true, TcpState = TcpConntrackState.Established,
                },
            ],
            now);
    }
}
