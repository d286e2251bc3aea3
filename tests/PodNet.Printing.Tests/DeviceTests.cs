using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Printing.Tests;

/// <summary>Devices in the less usual states, as a real kernel showed them.</summary>
public class DeviceTests
{
    [Fact]
    public void Carrier_follows_peers_ports_and_switches()
    {
        NamespaceBuilder host = new(new("h"));
        host.AddDevice(i => new Bridge(i, "br1", new(0x020000000001), 1500));
        host.AddDevice(i => new VethEnd(i, "vb", new(0x020000000002), 1500, new("h"), "va", 4));
        host.AddDevice(i => new VethEnd(i, "va", new(0x020000000001), 1500, new("h"), "vb", 3) { Up = false, Port = new("br1") });
        host.AddDevice(i => new Bridge(i, "br2", new(0x020000000003), 1500));
        host.AddDevice(i => new VethEnd(i, "out", new(0x020000000004), 1500, new("other"), "eth0", 9) { Promiscuous = true });
        host.AddDevice(i => new Vxlan(i, "vx", new(0x020000000005), 1500, 5, IpAddress.Parse("10.1.1.1"), null, 4789)
        {
            Port = new("br2") { Learning = false, Flood = false },
        });
        NamespaceView view = NamespaceView.Cold(host.Build(), SimulatedTime.Start);
        string[] shown = ["ip link", "ip -d link show dev vx", "ip -d link show br2", "bridge -d link", "bridge fdb"];
        string commands = string.Concat(shown.Select(c => $"$ {c}\n{Run(view, c).Text}\n"));
        string without = Run(view with { WithoutCarrier = new HashSet<string> { "out" } }, "ip link show out").Text;
        Golden.Check("devices.golden", $"{commands}with no carrier on out\n{without}");
    }

    [Fact]
    public void Secondary_addresses_come_last()
    {
        NamespaceBuilder host = new(new("h"));
        host.AddDevice(i => new VethEnd(i, "e0", new(0x020000000001), 1500, new("other"), "e0", 2));
        foreach (string address in (string[])["10.1.1.1/24", "10.1.1.9/24", "10.1.1.10/32", "10.1.1.77/16"])
            host.AddAddress("e0", InterfaceAddress.Parse(address));
        string text = Run(NamespaceView.Cold(host.Build(), SimulatedTime.Start), "ip a s e0").Text;
        IEnumerable<string> lines = text.Split('\n').Where(l => l.Contains("inet ", StringComparison.Ordinal));
        Assert.Equal(
            [
                "    inet 10.1.1.1/24 scope global e0", "    inet 10.1.1.10/32 scope global e0", "    inet 10.1.1.77/16 scope global e0",
                "    inet 10.1.1.9/24 scope global secondary e0",
            ], lines);
    }

    [Fact]
    public void Filters_leave_out_the_device_where_the_tools_do()
    {
        NamespaceView view = NamespaceView.Cold(ReferenceHosts.Build("flannel-vxlan", "n1"), SimulatedTime.Start);
        Assert.Equal("10.244.2.0 lladdr ee:f1:00:00:00:02 PERMANENT \n", Run(view, "ip n show dev flannel.1 10.244.2.0").Text);
        Assert.Equal(
            "ee:f1:00:00:00:03 dst 192.168.50.13 self permanent\nee:f1:00:00:00:02 dst 192.168.50.12 self permanent\n",
            Run(view, "bridge fdb show dev flannel.1").Text);
        Assert.DoesNotContain("eth0", Run(view, "bridge fdb show br cni0").Text, StringComparison.Ordinal);
        string[] ports = Run(view, "ip link show master cni0").Text.Split('\n');
        Assert.Equal(["4: veth11@if2", "5: veth12@if2"], ports.Where(l => l.Contains('<')).Select(l => l.Split(": <")[0]));
    }

    // As the kernel lists them: the newest address first, the remote ends of one address in the order in which they were appended.
    [Fact]
    public void FDB_rows_go_from_the_newest_to_the_oldest()
    {
        MacAddress all = MacAddress.Zero, one = MacAddress.Parse("ee:f1:00:00:00:01"), learned = MacAddress.Parse("ee:f1:00:00:00:09");
        IpAddress[] ends = [.. ((string[])["10.0.0.2", "10.0.0.3", "10.0.0.4"]).Select(IpAddress.Parse)];
        NamespaceBuilder host = new(new("h"));
        host.AddDevice(i => new Vxlan(i, "vx", MacAddress.Parse("02:00:00:00:00:01"), 1450, 5, IpAddress.Parse("10.0.0.1"), null, 8472));
        host.AppendFdb(all, "vx", ends[0]).AppendFdb(all, "vx", ends[2]).AppendFdb(all, "vx", ends[1]).AppendFdb(one, "vx", ends[0]);
        NamespaceView view = NamespaceView.Cold(host.Build(), SimulatedTime.Start) with { LearnedFdb = [new(learned, "vx", null, ends[2], Permanent: false)] };
        Assert.Equal(
            ["ee:f1:00:00:00:09 dst 10.0.0.4 self ", "ee:f1:00:00:00:01 dst 10.0.0.2 self permanent",
                "00:00:00:00:00:00 dst 10.0.0.2 self permanent", "00:00:00:00:00:00 dst 10.0.0.4 self permanent",
                "00:00:00:00:00:00 dst 10.0.0.3 self permanent"],
            Run(view, "bridge fdb show dev vx").Text.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_learned_row_that_repeats_a_permanent_one_is_not_printed_twice()
    {
        NetworkNamespace ns = ReferenceHosts.Build("flannel-vxlan", "n1");
        NamespaceView cold = NamespaceView.Cold(ns, SimulatedTime.Start);
        NamespaceView warm = cold with
        {
            LearnedNeighbors = [ns.Neighbors[0] with { State = NeighborState.Stale }],
            LearnedFdb = [ns.Fdb.First(f => f.Remote is not null) with { Permanent = false }],
        };
        Assert.Equal(Run(cold, "ip neigh"), Run(warm, "ip neigh"));
        Assert.Equal(Run(cold, "bridge fdb"), Run(warm, "bridge fdb"));
    }

    private static CommandOutput Run(NamespaceView view, string command) => NamespaceCommands.Run(view, command.Split(' '));
}
