using PodNet.Engine.Tracing;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Tests;

/// <summary>The full account of an exchange: every step in the kernel's words, with the command that shows it.</summary>
public sealed class TraceTextTests
{
    private static string All { get; } = Describe(all: true);

    [Fact]
    public void A_broadcast_is_not_called_unknown()
    {
        Assert.Contains("a broadcast: cni0 floods it to veth", All, StringComparison.Ordinal);
        Assert.DoesNotContain("ff:ff:ff:ff:ff:ff unknown", All, StringComparison.Ordinal);
    }

    [Fact]
    public void Hooks_and_states_are_written_as_the_tools_write_them()
    {
        Assert.Contains("PREROUTING connection tracking: ctstate NEW", All, StringComparison.Ordinal);
        Assert.Contains("ctstate ESTABLISHED", All, StringComparison.Ordinal);
        foreach (string name in (string[])["Prerouting", "Postrouting", "Established", "policy Accept"])
            Assert.DoesNotContain(name, All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("     routes 10.244.1.2 by table main: 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink\n"
        + "       nearest row: default via 192.168.50.1 dev eth0\n"
        + "       $ ip route get 10.244.1.2 from 10.244.0.2 iif cni0\n")]
    [InlineData("     POSTROUTING rule 2 of FLANNEL-POSTRTG matches in nat: -A FLANNEL-POSTRTG -s 10.244.0.0/24 -d 10.244.0.0/16 "
        + "-m comment --comment \"flanneld masq\" -j RETURN\n"
        + "       nearest row: -A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment \"flanneld masq\" -j RETURN\n"
        + "       $ iptables-save -t nat\n")]
    public void A_step_has_the_row_the_nearest_row_and_the_command(string step)
    {
        Assert.Contains(step, All, StringComparison.Ordinal);
        Assert.Contains(step, Describe(all: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_works_counts_no_tries()
    {
        Assert.Contains("outcome: answered\n", All, StringComparison.Ordinal);
        Assert.DoesNotContain("tries", All, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_bind_is_in_picture_and_text()
    {
        Cluster cluster = Clusters.Containers();
        TopologyView view = new(cluster);
        Assert.Contains(new TopologyDiagram().Draw(view).Shapes,
            s => s is Scenes.Label { Role: Scenes.Role.Bad, Text: "late ✕ :8080 in use" } label
                && label.Title!.Contains("blue has it", StringComparison.Ordinal));
        string text = new TopologyDiagram().Describe(view);
        Assert.Contains("late: bind :8080 failed, blue has it (EADDRINUSE)", text, StringComparison.Ordinal);
    }

    private static string Describe(bool all)
    {
        Cluster cluster = Clusters.Small();
        Exchange exchange = cluster.Get("client", "api");
        return new TraceDiagram().Describe(new(cluster, exchange, AllJourneys: all));
    }
}
