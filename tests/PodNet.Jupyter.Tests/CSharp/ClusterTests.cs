using PodNet.Magics;

namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>C# and magics see one cluster.</summary>
public class ClusterTests
{
    private readonly CSharpNotebook _notebook = new();

    public ClusterTests() => Assert.True(_notebook.Session.RunCell("#!cluster --nodes 2").Succeeded);

    [Fact]
    public void A_trace_shows_as_the_magic_does_and_moves_the_session_on()
    {
        CSharpNotebook magic = new();
        magic.Session.RunCell("#!cluster --nodes 2");
        OutputBundle expected = magic.Session.RunCell("#!trace --from client1 --to web2 --port 80").Outputs[0];
        Assert.Equal(expected, _notebook.Run("cluster.Trace(\"client1\", \"web2\", 80)").Value);
        Assert.Equal(magic.Session.State.Clock, _notebook.Session.State.Clock);
        Assert.NotNull(_notebook.Session.State.LastExchange);
    }

    [Fact]
    public void A_trace_can_be_asked()
    {
        _notebook.Value("var trace = cluster.Trace(\"client1\", \"web2\", port: 80, protocol: \"tcp\", cold: true);");
        Assert.Equal("Answered", _notebook.Value("trace.Outcome"));
        Assert.Equal("[\"client1\", \"node1\", \"sw\", \"node2\", \"web2\"]", _notebook.Value("trace.Hops.Select(h => h.Namespace.Name)"));
        Assert.Equal("True", _notebook.Value("trace.Journeys.Any(j => j.Role == JourneyRole.AddressResolution) && trace.Steps.OfType<Encapsulated>().Any()"));
    }

    [Fact]
    public void Kubectl_changes_the_cluster_that_a_trace_sees()
    {
        Assert.Equal("pod/late created\n", _notebook.Value("cluster.Kubectl(\"run late --image=nginx\").Text"));
        Assert.Equal("True", _notebook.Value("cluster.Trace(\"client1\", \"late\", 80).Answered"));
    }

    [Fact]
    public void Tables_and_commands_are_values()
    {
        Golden.Check("pods.golden", _notebook.Value("cluster.Pods") + "\n");
        Golden.Check("nodes.golden", _notebook.Value("cluster.Nodes.Where(n => n.Pods > 0)") + "\n");
        Assert.Equal("True", _notebook.Value("cluster.Show(\"node1\", \"ip route\").Lines.Any(l => l.Contains(\"flannel.1\"))"));
        Assert.StartsWith("2 nodes, 4 pods", _notebook.Value("cluster"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cluster.Trace(\"clint1\", \"web1\")", "did you mean \"client1\"?")]
    [InlineData("cluster.Trace(\"client1\", \"web1\", 70000)", "the port is 70000; it has to be a whole number from 1 to 65535")]
    [InlineData("cluster.Trace(\"client1\", \"web1\", 80, \"icmp\")", "icmp has no ports; leave the port out")]
    [InlineData("cluster.Show(\"node1\", \"rm -rf\")", "rm")]
    public void A_refusal_is_a_sentence_and_changes_nothing(string code, string words)
    {
        SessionState before = _notebook.Session.State;
        Assert.Contains(words, _notebook.Error(code).Message, StringComparison.Ordinal);
        Assert.Same(before, _notebook.Session.State);
    }
}
