using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Programs;

namespace PodNet.Printing.Tests;

/// <summary>Attached programs, their maps, and the devices that come with them; devices, routes and rules as a real kernel showed them.</summary>
public class ProgramTests
{
    [Fact]
    public void Programs_maps_and_devices_in_external_mode()
    {
        string[] commands =
        [
            "ip -d link", "ip route show table all", "ip rule", "bridge fdb", "tc filter show dev lxc1 ingress", "tc filter show dev lxc1 egress",
            "tc filter show dev cilium_host egress", "bpftool net", "cilium-dbg bpf ipcache list", "cilium-dbg bpf endpoint list",
        ];
        NamespaceView view = NamespaceView.Cold(Node(), SimulatedTime.Start);
        Golden.Check("programs.golden", string.Concat(commands.Select(c => $"$ {c}\n{Run(view, c).Text}\n")));
    }

    [Fact]
    public void Without_the_map_or_the_device_the_tool_says_so()
    {
        NamespaceView view = NamespaceView.Cold(new NamespaceBuilder(new("h")).Build(), SimulatedTime.Start);
        Assert.Equal((1, "open /sys/fs/bpf/tc/globals/cilium_lxc: no such file or directory"), Failed("cilium-dbg bpf endpoint list"));
        Assert.Equal((1, "Cannot find device \"lxc1\""), Failed("tc filter show dev lxc1 ingress"));
        Assert.Equal(2, Run(view, "tc qdisc show").ExitCode);

        (int, string) Failed(string command) => (Run(view, command).ExitCode, Run(view, command).Error);
    }

    private static NetworkNamespace Node()
    {
        PacketProgram program = new("cil_from_container", [new Pass()]), other = new("cil_from_host", [new Shoot("no")]);
        NamespaceBuilder node = new(new("n1"));
        node.AddDevice(i => new Vxlan(i, "cilium_vxlan", new(0x020000000001), 1500, 0, default, null, 8472) { External = true, Learning = false });
        node.AddDevice(i => new VethEnd(i, "cilium_net", new(0x020000000002), 1500, new("n1"), "cilium_host", i + 1) { NoArp = true });
        node.AddDevice(i => new VethEnd(i, "cilium_host", new(0x020000000003), 1500, new("n1"), "cilium_net", i - 1)
        {
            NoArp = true,
            Attachments = DeviceAttachments.None with { TcEgress = [other] },
        });
        node.AddDevice(i => new VethEnd(i, "lxc1", new(0x020000000004), 1500, new("p1"), "eth0", 2)
        {
            Attachments = DeviceAttachments.None with { TcIngress = [program] },
        });
        node.AddDevice(i => new Geneve(i, "cilium_geneve", new(0x020000000005), 1500, 6081));
        node.AddAddress("cilium_host", InterfaceAddress.Parse("10.244.1.1/32"));
        node.AddRoute(Route("10.244.1.1/32") with { Scope = RouteScope.Link, Via = null, PreferredSource = null })
            .AddRoute(Route("10.244.1.0/24")).AddRoute(Route("10.244.2.0/24") with { Mtu = 1450 })
            .AddRoute(new(IpPrefix.DefaultV4) { Type = RouteType.Local, Device = "lo", Table = 2004, Protocol = RouteProtocol.Kernel, Scope = RouteScope.Host });
        node.Rules.RemoveAll(r => r.Priority == 0);
        node.Rules.AddRange([new(9, 2004) { Mark = 0x200, MarkMask = 0xf00 }, new(100, RouteTable.Local)]);
        node.MapRows.AddRange(
        [
            new("cilium_ipcache_v2", IpPrefix.Parse("10.244.2.2/32")) { Identity = 1001, TunnelEndpoint = IpAddress.Parse("192.168.50.12") },
            new("cilium_ipcache_v2", IpPrefix.DefaultV4) { Identity = 2 },
            new("cilium_lxc", IpPrefix.Parse("192.168.50.11/32")) { IsHost = true },
            new("cilium_lxc", IpPrefix.Parse("10.244.1.2/32"))
            {
                Endpoint = 3760, Identity = 60801, Device = "lxc1", Mac = new(0x0a580af40102), NodeMac = new(0x020000000004),
            },
        ]);
        return node.Build();
    }

    private static Route Route(string destination) => new(IpPrefix.Parse(destination))
    {
        Via = IpAddress.Parse("10.244.1.1"),
        Device = "cilium_host",
        Protocol = RouteProtocol.Kernel,
        PreferredSource = IpAddress.Parse("10.244.1.1"),
    };

    private static CommandOutput Run(NamespaceView view, string command) => NamespaceCommands.Run(view, command.Split(' '));
}
