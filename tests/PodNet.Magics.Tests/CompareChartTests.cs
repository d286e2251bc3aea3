using PodNet.Datapath;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Comparing;
using PodNet.Magics.Simulation;
using PodNet.Model.Linux;

namespace PodNet.Magics.Tests;

/// <summary>Charts of comparisons: the numbers are those of the packets.</summary>
public class CompareChartTests
{
    [Theory]
    [InlineData("calico:bgp", 60, 0)]
    [InlineData("calico:ipip", 60, 20)]
    [InlineData("flannel:vxlan", 60, 50)]
    [InlineData("flannel:wireguard", 60, 64)]
    [InlineData("calico:wireguard", 60, 64)]
    [InlineData("weave:sleeve", 60, 62)]
    public void What_a_tunnel_adds_is_counted_as_an_mtu_counts(string cni, int sent, int added)
    {
        Bar bar = Assert.Single(Chart(cni, "bytes").Bars);
        Assert.Equal([sent, added], bar.Values);
    }

    [Theory]
    [InlineData("flannel:host-gw", 2)]
    [InlineData("weave:fastdp", 0)]
    [InlineData("cilium:vxlan", 1)]
    public void Kernels_that_route_are_told_from_devices_that_are_crossed(string cni, int routed) =>
        Assert.Equal(routed, Assert.Single(Chart(cni, "hops").Bars).Values[0]);

    [Fact]
    public void A_chart_that_is_not_there_is_answered_with_those_that_are()
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell("#!cluster --nodes 2");
        Assert.Equal(
            "--chart is 'byte'; it has to be one of bytes, hops, did you mean \"bytes\"?",
            session.RunCell("#!compare --from client1 --to web2 --cni bridge --chart byte").Error);
    }

    private static BarChart Chart(string cni, string name)
    {
        ComparisonView view = Comparison.Run(
            ClusterBuilder.Load("{nodes: 2, pods: [{name: ask}, {name: web}]}"), new("ask", "web", 80), CniChoices.Of(cni), sort: null, SimulatedTime.Start, seed: 1);
        return ComparisonCharts.Of(view, name);
    }
}
