using PodNet.Engine.Tracing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Magics.Tests;

public class SessionTests
{
    private const string Hostile = "<script>alert('x')</script>\" onload=\"&";

    [Fact]
    public void TheClockStartsIn2026AndGoesOnASecondPerCommand()
    {
        Session session = new(MagicRegistry.Default);
        Assert.Equal("2026-01-01T00:00:00.000000Z", session.State.Clock.ToString());

        session.RunCell("#!lsmagic\n#!lsmagic");

        Assert.Equal("2026-01-01T00:00:02.000000Z", session.State.Clock.ToString());
    }

    [Fact]
    public void ATraceTakesItsTimeOnTheClockAndIsKept()
    {
        Session session = Started();
        SimulatedTime before = session.State.Clock;

        Assert.True(session.RunCell("#!trace --from client1 --to web2 --port 80").Succeeded);

        Exchange exchange = session.State.LastExchange!;
        Assert.Equal((before, OutcomeKind.Answered), (exchange.Start, exchange.Outcome));
        Assert.Equal(exchange.End.Plus(Session.TimePerCommand), session.State.Clock);
    }

    [Fact]
    public void KernelsRememberUntilColdOrReset()
    {
        Session session = Started();
        const string Trace = "#!trace --from client1 --to web1";
        Assert.NotEqual(0, Arps(session, Trace));
        Assert.Equal(0, Arps(session, Trace));
        Assert.NotEqual(0, Arps(session, Trace + " --cold"));

        Assert.True(session.RunCell("#!cluster --reset").Succeeded);

        Assert.Equal(SimulatedTime.Start.Plus(Session.TimePerCommand), session.State.Clock);
        Assert.NotEqual(0, Arps(session, Trace));
    }

    [Fact]
    public void TheApartmentViewTellsTheSameTraceInBothVocabularies()
    {
        Session session = Started();

        string text = session.RunCell("#!trace --from client1 --to web2 --port 80 --view apartment").Outputs[0][OutputBundle.Plain]!;

        Assert.Contains("client1 -> web2:80: delivered", text);
        Assert.Contains("phone room (tunnel flannel.1), building (node) node1", text);
        Assert.NotEqual(text, session.RunCell("#!trace --from client1 --to web2 --port 80").Outputs[0][OutputBundle.Plain]);
        Assert.Contains("phone number (IP) 10.244.0.2", session.RunCell("#!cluster --view apartment").Outputs[0][OutputBundle.Plain]!);
    }

    [Fact]
    public void LearnedNeighboursAreShownAsTheKernelWould()
    {
        Session session = Started();
        session.RunCell("#!trace --from client1 --to web1");

        string text = session.RunCell("#!pod client1 --show \"ip neigh\"").Outputs[0][OutputBundle.Plain]!;

        Assert.Contains("10.244.0.", text);
        Assert.Contains(" REACHABLE", text);
    }

    [Fact]
    public void LearnedNeighboursGrowStale()
    {
        Session session = Started();
        session.RunCell("#!trace --from client1 --to web1");
        session.RunCell(string.Join('\n', Enumerable.Repeat("#!lsmagic", 60)));

        string text = session.RunCell("#!pod client1 --show \"ip neigh\"").Outputs[0][OutputBundle.Plain]!;

        Assert.Contains(" STALE", text);
        Assert.DoesNotContain("REACHABLE", text);
    }

    [Fact]
    public void TheSameCellsGiveTheSameBytes()
    {
        const string Cell =
            "#!cluster --nodes 3 --seed 7\n#!trace --from client1 --to web3 --port 80 --all --reply\n#!node node1\n#!stack web2";

        Assert.Equal(new Session(MagicRegistry.Default).RunCell(Cell), new Session(MagicRegistry.Default).RunCell(Cell));
    }

    [Theory]
    [InlineData("#!trace --from client1 --to web11", "no pod, node or address 'web11', did you mean \"web1\"?")]
    [InlineData("#!trace --from clinet1 --to web1", "no pod, node or address 'clinet1', did you mean \"client1\"?")]
    [InlineData("#!trace --from client1 --to wbe1", "did you mean \"web1\"?")]
    [InlineData("#!trace --from client1 --to 10.244.0.300", "no pod, node or address '10.244.0.300'")]
    [InlineData("#!trace --from client1 --to web1 --port 0", "--port is '0'")]
    [InlineData("#!trace --from client1 --to web1 --port 65536", "--port is '65536'")]
    [InlineData("#!trace --from client1 --to web1 --protocol udp", "udp needs a port")]
    [InlineData("#!trace --from client1 --to web1 --protocol icmp --port 80", "icmp has no ports")]
    [InlineData("#!trace --from client1 --to web1 --protocol sctp --port 80", "--protocol is 'sctp'")]
    [InlineData("#!trace --from client1 --to web1 --scale 9", "--scale is '9'")]
    [InlineData("#!trace --from client1", "#!trace needs --to TARGET")]
    [InlineData("#!node node9", "no node 'node9', did you mean \"node1\"?")]
    [InlineData("#!node node1 --show \"ip frobnicate\"", "supported are:")]
    [InlineData("#!node node1 --show \"rm -rf /\"", "supported are:")]
    [InlineData("#!pod node1", "no pod 'node1'")]
    [InlineData("#!stack web9", "no pod 'web9', did you mean \"web1\"?")]
    [InlineData("#!tarce --from client1 --to web1", "unknown magic '#!tarce'")]
    [InlineData("#!trace --form client1", "no parameter '--form'")]
    [InlineData("#!help nothing", "unknown magic '#!nothing'")]
    [InlineData("#!cluster --nodes 0", "--nodes is '0'")]
    [InlineData("#!cluster --preset nix", "no preset")]
    [InlineData("#!cluster --preset two-nodes --nodes 2", "do not go together")]
    [InlineData("#!cluster --cni flanel", "--cni is 'flanel'")]
    [InlineData("#!cluster --cni flannel --mode hostgw", "hostgw")]
    [InlineData("#!cluster --nodes 2\nnodes: 2", "--nodes and a cluster file below do not go together")]
    [InlineData("#!cluster\nnodes: [1", "malformed YAML")]
    [InlineData("#!cluster\nnodes: 2\npodz: 3", "line 3, column 1")]
    [InlineData("#!cluster\nnodes: 2\npods:\n- {name: a}\n- {name: a}", "line 5")]
    [InlineData("#!trace --from client1 --to web1\nvar x = 1;", "line 2 is C#, and only magics run here: 'var x = 1;'")]
    public void BadInputIsRefusedAndLeavesTheSessionAsItWas(string cell, string message)
    {
        Session session = Started();
        SessionState before = session.State;

        MagicResult result = session.RunCell(cell);

        Assert.Contains(message, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.Same(before, session.State);
        Assert.Empty(result.Outputs);
    }

    [Theory]
    [InlineData("#!trace --from client1 --to web1")]
    [InlineData("#!node node1")]
    [InlineData("#!stack web1")]
    [InlineData("#!cluster")]
    [InlineData("#!cluster --reset")]
    public void WithoutAClusterTheWayToOneIsShown(string cell) =>
        Assert.Contains("#!cluster --nodes 2", new Session(MagicRegistry.Default).RunCell(cell).Error);

    [Fact]
    public void APortNobodyListensOnIsAnAnswerAndNoError()
    {
        Session session = Started();

        MagicResult result = session.RunCell("#!trace --from client1 --to web2 --port 81");

        Assert.True(result.Succeeded, result.Error);
        Assert.Equal(OutcomeKind.ConnectionRefused, session.State.LastExchange!.Outcome);
    }

    [Fact]
    public void ADefectBecomesAMessageAndLeavesTheSessionAsItWas()
    {
        Session session = new(new([new Defect()]));
        SessionState before = session.State;

        MagicResult result = session.RunCell("#!defect");

        Assert.Contains("please report it: InvalidTimeZoneException: broken", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.Same(before, session.State);
    }

    [Fact]
    public void ACellStopsAtItsFirstErrorAndKeepsWhatWasDone()
    {
        Session session = new(MagicRegistry.Default);

        MagicResult result = session.RunCell("#!cluster --nodes 1\n#!stack nix\n#!lsmagic");

        Assert.NotNull(session.State.Cluster);
        Assert.Contains("no pod 'nix'", result.Error);
        Assert.Single(result.Outputs);
    }

    [Fact]
    public void HostileTextIsHarmlessInHtml()
    {
        string yaml = $"#!cluster\nnodes: 1\npods:\n- name: p\n  containers:\n  - {{name: c, image: '{Hostile.Replace("'", "''")}'}}";
        Session session = new(MagicRegistry.Default);

        MagicResult result = session.RunCell(yaml + "\n");
        ValueList<OutputBundle> stack = session.RunCell("#!stack p").Outputs;

        Assert.True(result.Succeeded, result.Error);
        foreach (OutputBundle output in result.Outputs.Concat(stack))
        {
            string html = output[OutputBundle.Html]!;
            Assert.DoesNotContain("<script", html);
            Assert.DoesNotContain("\" onload", html);
            Assert.DoesNotContain("<script", Svg(html));
        }
    }

    [Fact]
    public void APictureIsAnImageWithWordsBesideIt()
    {
        OutputBundle output = Started().RunCell("#!trace --from client1 --to web2 --port 80").Outputs[0];

        string html = output[OutputBundle.Html]!;
        Assert.StartsWith("<img src=\"data:image/svg+xml;base64,", html);
        Assert.Matches(" alt=\"[^\"]{20,}\"", html);
        Assert.Contains("<details><summary ", html);
        Assert.StartsWith("<svg", Svg(html));
        Assert.Contains("web2", output[OutputBundle.Plain]!);
        Assert.Contains(Markup.Escape(output[OutputBundle.Plain]!), html);
    }

    private static Session Started()
    {
        Session session = new(MagicRegistry.Default);
        MagicResult made = session.RunCell("#!cluster --nodes 2");
        Assert.True(made.Succeeded, made.Error);
        return session;
    }

    private static int Arps(Session session, string cell)
    {
        MagicResult result = session.RunCell(cell);
        Assert.True(result.Succeeded, result.Error);
        return session.State.LastExchange!.Journeys.Count(j => j.Role == JourneyRole.AddressResolution);
    }

    private static string Svg(string html)
    {
        const string Prefix = "base64,";
        int start = html.IndexOf(Prefix, StringComparison.Ordinal) + Prefix.Length;
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(html[start..html.IndexOf('"', start)]));
    }

    private sealed class Defect : IMagic
    {
        public string Name => "#!defect";

        public string Help => "";

        public ValueList<MagicParameter> Parameters => [];

        public ValueList<MagicExample> Examples => [];

        public MagicOutcome Run(MagicCall call, SessionState state) => throw new InvalidTimeZoneException("broken");
    }
}
