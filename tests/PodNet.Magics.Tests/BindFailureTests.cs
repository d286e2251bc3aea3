namespace PodNet.Magics.Tests;

public class BindFailureTests
{
    private const string Cluster = """
        #!cluster
        nodes: 1
        pods:
          - name: flat
            containers:
              - {name: first, image: nginx, ports: [8080]}
              - {name: second, image: busybox, ports: [SECOND]}
        """;

    [Fact]
    public void TheClusterSaysWhoDidNotGetItsPort()
    {
        MagicResult result = new Session(MagicRegistry.Default).RunCell(Cluster.Replace("SECOND", "8080"));

        Assert.Equal(2, result.Outputs.Count);
        Assert.Equal(
            "pod flat, container second: bind to tcp port 8080: Address already in use (first listens on it)", result.Outputs[1][OutputBundle.Plain]);
    }

    [Fact]
    public void ItSaysNothingWhenAllGotTheirs() =>
        Assert.Single(new Session(MagicRegistry.Default).RunCell(Cluster.Replace("SECOND", "9090")).Outputs);
}
