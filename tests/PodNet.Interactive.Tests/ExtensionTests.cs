using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;
using PodNet.Magics;
using PodNet.Magics.Scripting;

namespace PodNet.Interactive.Tests;

/// <summary>The extension in a host: what a cell of magics, of C#, of both and of the host's own directives does.</summary>
public class ExtensionTests
{
    private const string TwoNodes = "#!cluster --nodes 2";

    [Fact]
    public async Task EveryMagicIsADirectiveWithAllItsParameters()
    {
        Host host = await Host.Loaded();

        foreach (IMagic magic in MagicRegistry.Default.All)
        {
            KernelDirective directive = host.Root.KernelInfo.SupportedDirectives.Single(d => d.Name == magic.Name);
            if (magic.Name == "#!lsmagic") continue; // the host's own
            Assert.Equal(magic.Help, directive.Description);
            Assert.Equal(magic.Parameters.Select(p => (p.Name, p.Help)), directive.Parameters.Select(p => (p.Name, p.Description)));
        }
    }

    [Fact]
    public async Task ACellShowsWhatTheSessionShows()
    {
        Host host = await Host.Loaded();
        const string Cell = TwoNodes + "\n#!trace --from client1 --to web2 --port 80";

        Host.CellResult result = await host.Run(Cell);

        Assert.Null(result.Error);
        MagicResult expected = new Session(MagicRegistry.Default).RunCell(Cell);
        Assert.Equal(
            expected.Outputs.Select(o => o.Forms.Select(f => (f.Mime, f.Content)).ToArray()),
            result.Shown.Select(s => s.FormattedValues.Select(f => (f.MimeType, f.Value)).ToArray()));
    }

    [Fact]
    public async Task LinesBelowAMagicAreItsOwnAndNotCSharp()
    {
        Host host = await Host.Loaded();

        Host.CellResult cluster = await host.Run("#!cluster\nnodes: 1\npods: [{name: web, image: nginx}]");
        Host.CellResult pods = await host.Run("#!kubectl\nkubectl get pods");

        Assert.Null(cluster.Error ?? pods.Error);
        Assert.Contains("web", pods.Text(0));
        Assert.Empty(host.CSharp.Taken);
    }

    [Fact]
    public async Task TheSameMagicTwiceInACellIsReadTwice()
    {
        Host host = await Host.Loaded();
        await host.Run(TwoNodes);

        Host.CellResult result = await host.Run("#!node node1 --show \"ip route\"\n#!time\n#!node node2 --show \"ip route\"");

        Assert.Null(result.Error);
        Assert.Contains("10.244.0.0/24 dev cni0", result.Text(0));
        Assert.Contains("10.244.1.0/24 dev cni0", result.Text(1));
    }

    [Fact]
    public async Task CSharpAroundMagicsRunsInItsPlace()
    {
        Host host = await Host.Loaded();

        await host.Run(TwoNodes);

        Host.CellResult result = await host.Run("var n = 1;\n#!stack web1\ncluster.Pods");

        Assert.Null(result.Error);
        Assert.Single(result.Shown);
        Assert.Equal(["var n = 1;", "cluster.Pods"], host.CSharp.Taken[^2..]);
    }

    [Fact]
    public async Task TheFirstCSharpCellFindsClusterAndNamespacesDeclared()
    {
        Host host = await Host.Loaded();
        await host.Run(TwoNodes);
        Assert.Empty(host.CSharp.Taken);

        await host.Run("cluster.Nodes");
        await host.Run("cluster.Pods");

        Assert.Equal(["(cluster)", "cluster.Nodes", "cluster.Pods"], host.CSharp.Taken[1..]);
        Assert.Contains("using PodNet.Magics.Scripting;", host.CSharp.Taken[0]);
        Assert.Equal(2, Assert.IsType<SessionCluster>(host.CSharp.Values["cluster"]).Nodes.Count);
    }

    [Theory]
    [InlineData("#!trace --from nobody --to web1", "nobody")]
    [InlineData("#!trace --from client1 --to web1 --port many", "--port is 'many'")]
    [InlineData("#!node node1 node2", "one value too many")] // The host itself would bind neither and say nothing.
    [InlineData("#!trace --from 'client1' --to web1", "double quotes")]
    [InlineData("#!cluster\nnodes: [", "malformed YAML")]
    public async Task AFailureIsAMessageAndLeavesTheSessionAsItWas(string cell, string says)
    {
        Host host = await Host.Loaded();
        await host.Run(TwoNodes);

        Host.CellResult result = await host.Run(cell + (cell.Contains('\n') ? "" : "\nafter();"));

        Assert.Contains(says, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.Empty(host.CSharp.Taken);
        Assert.Null((await host.Run("#!trace --from client1 --to web2")).Error);
    }

    [Fact]
    public async Task ACellIsReadWholeBeforeItRuns()
    {
        Host host = await Host.Loaded();

        Host.CellResult result = await host.Run(TwoNodes + "\n#!node node1 node2");

        Assert.Contains("line 2", result.Error);
        Assert.Empty(result.Shown);
    }

    [Fact]
    public async Task AFailureHasNothingThatATerminalObeys()
    {
        Host host = await Host.Loaded();
        await host.Run(TwoNodes);

        Assert.DoesNotContain('\u001b', (await host.Run("#!trace --from \"\u001b[31mred\" --to web1")).Error!);
    }

    [Fact]
    public async Task ACellWithinAnotherIsReadAsItself()
    {
        Host host = await Host.Loaded();
        host.Root.AddDirective(
            new KernelActionDirective("#!import"), (_, _) => host.Root.SendAsync(new Microsoft.DotNet.Interactive.Commands.SubmitCode(TwoNodes)));

        Host.CellResult result = await host.Run("#!import");

        Assert.Null(result.Error);
        Assert.Single(result.Shown);
    }

    [Fact]
    public async Task ValuesAreOfferedFromTheSession()
    {
        Host host = await Host.Loaded();
        await host.Run(TwoNodes);

        Assert.Contains("web2", Offers(host, "#!trace", "--from"));
        Assert.Contains("two-nodes", Offers(host, "#!cluster", "--preset"));
        Assert.Contains("\"ip route\"", Offers(host, "#!node", "--show"));
    }

    [Fact]
    public async Task LoadedTwiceItAddsNothing()
    {
        Host host = await Host.Loaded();
        int before = host.Root.KernelInfo.SupportedDirectives.Count;

        PodNetExtension.Load(host.Root);
        await new PodNetExtension().OnLoadAsync(host.Root);

        Assert.Equal(before, host.Root.KernelInfo.SupportedDirectives.Count);
        await host.Run(TwoNodes);
        await host.Run("1 + 1");
        Assert.Equal(["(cluster)", "1 + 1"], host.CSharp.Taken[1..]);
    }

    [Fact]
    public async Task AHostThatItDoesNotFitIsTold()
    {
        CompositeKernel root = [];
        root.AddDirective(new KernelActionDirective("#!load"), static (_, _) => new PodNetExtension().OnLoadAsync(null!));

        KernelCommandResult result = await root.SendAsync(
            new Microsoft.DotNet.Interactive.Commands.SubmitCode("#!load"), TestContext.Current.CancellationToken);

        string text = result.Events.OfType<Microsoft.DotNet.Interactive.Events.DisplayedValueProduced>().Single().FormattedValues.Single().Value;
        Assert.StartsWith("PodNet could not be loaded into this host", text);
    }

    private static IEnumerable<string> Offers(Host host, string directive, string parameter) => host.Root.KernelInfo.SupportedDirectives
        .Single(d => d.Name == directive).Parameters.Single(p => p.Name == parameter).Completions();
}
