using System.Text;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Tests;

/// <summary>The multicast addresses in <c>bridge fdb</c>. The golden is the kernel's own print (Linux 6.18): the same commands in a network namespace,
/// with a pause after each so that its worker had joined the groups, and cables' other ends up last.</summary>
public sealed class ListenedGroupTests
{
    [Fact]
    public void Groups_follow_from_addresses_and_settings()
    {
        StringBuilder printed = new();
        foreach ((int disabled, int forwarding) in ((int, int)[])[(0, 0), (0, 1), (1, 1)])
        {
            printed.Append($"### disable_ipv6={disabled} forwarding={forwarding}\n");
            printed.Append(Run(Host(disabled, forwarding), "bridge fdb"));
        }

        Golden.Check("multicast-groups.golden", printed.ToString());
    }

    [Fact]
    public void A_device_that_is_down_has_joined_only_what_needs_no_packet()
    {
        NamespaceBuilder host = new(new("h"));
        host.SetSysctl("net.ipv6.conf.all.disable_ipv6", 0).SetSysctl("net.ipv6.conf.all.forwarding", 1);
        host.AddDevice(i => new VethEnd(i, "e0", new(0x020000000001), 1500, new("other"), "e0", 2) { Up = false });
        host.AddAddress("e0", InterfaceAddress.Parse("fd00:e::1/64"));
        Assert.Equal(
            ["33:33:00:00:00:01 self permanent", "33:33:00:00:00:02 self permanent", "33:33:ff:00:00:01 self permanent", "33:33:ff:00:00:00 self permanent"],
            Run(host, "bridge fdb show dev e0").TrimEnd('\n').Split('\n'));
    }

    private static NamespaceBuilder Host(int disabled, int forwarding)
    {
        NamespaceBuilder host = new(new("h"));
        host.SetSysctl("net.ipv6.conf.all.disable_ipv6", disabled).SetSysctl("net.ipv6.conf.all.forwarding", forwarding);
        Cable("eth0", "52:54:00:00:00:11", 1500);
        host.AddDevice(i => new Bridge(i, "cni0", MacAddress.Parse("0a:58:0a:07:00:01"), 1500));
        Give("eth0", "192.168.7.11/24", "fd00:7::a:b0c/64", "fd00:8::9/126", "fd00:9::d/127", "fd00:a::e/128");
        Give("cni0", "10.7.0.1/24", "fd00:10:7::1/64");
        Cable("v1", "02:00:00:00:01:01", 1500, new("cni0"));
        host.AddDevice(i => new Vxlan(i, "vx7", MacAddress.Parse("ee:07:00:00:00:01"), 1450, 7, IpAddress.Parse("192.168.7.11"), "eth0", 8472) { Learning = false });
        Give("vx7", "10.7.0.0/32");
        host.AppendFdb(MacAddress.Parse("ee:07:00:00:00:02"), "vx7", IpAddress.Parse("192.168.7.12"));
        Cable("quiet", "02:00:00:00:00:05", 1500);
        host.SetDevice("quiet", d => d with { NoArp = true });
        Give("quiet", "fd00:b::5/64");
        Cable("small", "02:00:00:00:00:06", 1200);
        host.AddDevice(i => new Bridge(i, "lowbr", MacAddress.Parse("02:00:00:00:00:07"), 1200));
        return host;

        void Cable(string name, string mac, int mtu, BridgePort? port = null) =>
            host.AddDevice(i => new VethEnd(i, name, MacAddress.Parse(mac), mtu, new("other"), $"{name}-peer", i) { Port = port });

        void Give(string device, params string[] addresses)
        {
            foreach (InterfaceAddress address in addresses.Select(InterfaceAddress.Parse))
            {
                if (address.Address.Family == IpFamily.V4 || disabled == 0) host.AddAddress(device, address);
            }
        }
    }

    private static string Run(NamespaceBuilder host, string command) =>
        NamespaceCommands.Run(NamespaceView.Cold(host.Build(), SimulatedTime.Start), command.Split(' ')).Text;
}
