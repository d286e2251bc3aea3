using PodNet.Magics.Simulation;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Magics.Tests;

public class CarrierTests
{
    /// <summary>What <c>ip link</c> printed on Linux 6.18 when the other end of a pair went down.</summary>
    [Fact]
    public void ADeviceWhoseFarEndIsDownHasNoCarrier()
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell("#!cluster\nnodes: 1\npods:\n- {name: web, hostInterface: vethweb}");
        Assert.Contains("vethweb@if2: <BROADCAST,MULTICAST,UP,LOWER_UP>", Links(session.State));
        Cluster cluster = session.State.RequiredCluster;
        NetworkNamespace down = cluster.Namespace(new("web")).ToBuilder().SetDevice("eth0", d => d with { Up = false }).Build();

        string text = Links(session.State with { Cluster = cluster.With(down) });

        Assert.Contains("vethweb@if2: <NO-CARRIER,BROADCAST,MULTICAST,UP>", text);
        Assert.Contains("cni0: <NO-CARRIER,BROADCAST,MULTICAST,UP>", text);
        Assert.Contains("eth0@", text);
        Assert.DoesNotContain("eth0: <NO-CARRIER", text);
    }

    private static string Links(SessionState state) => KernelTables.Show(state, new("node1"), ["ip", "link"]);
}
