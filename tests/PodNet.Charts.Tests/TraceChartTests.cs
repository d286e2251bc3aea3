using System.Text.Json.Nodes;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Svg;
using PodNet.Engine.Tracing;
using PodNet.Magics;
using PodNet.Magics.Scripting;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Charts.Tests;

/// <summary>The numbers that are charted are those of the trace's own packets.</summary>
public class TraceChartTests
{
    [Theory]
    [InlineData("vxlan", 50, 3)]
    [InlineData("host-gw", 0, 0)]
    public void Numbers_are_those_of_the_frames_that_the_devices_saw(string mode, int overhead, int wrapped)
    {
        (Cluster cluster, TracedExchange trace) = Trace(mode);
        (string Device, Packet Frame)[] seen = [.. trace.Steps.Select(Seen).Where(s => s.Frame is not null).Select(s => (s.Device, s.Frame!))];
        foreach (HopFigures hop in trace.Figures)
        {
            // A capture on the device shows a frame of that length and TTL.
            Packet frame = seen.First(s => s.Device == hop.Device && s.Frame.FrameLength == hop.Bytes && s.Frame.Ip!.Ttl == hop.Ttl).Frame;
            Assert.Equal(frame.Innermost.FrameLength, hop.InnerBytes);
            Assert.Equal(frame.NetworkLength, hop.Length);
            if (Namespace(cluster, hop.Where) is { } id) Assert.Equal(cluster.Namespace(id).Device(hop.Device).Mtu, hop.Mtu);
        }

        Assert.Equal(Enumerable.Range(1, trace.Figures.Count), trace.Figures.Select(h => h.Hop));
        Assert.Equal(("client1", "web2"), (trace.Figures[0].Where, trace.Figures[^1].Where));
        Assert.Equal(overhead, trace.Figures.Max(h => h.OuterBytes));
        Assert.Equal(wrapped, trace.Figures.Count(h => h.OuterBytes > 0));
        Assert.Equal(wrapped == 0 ? 0 : 8, trace.Figures.Sum(h => h.Rewrites.Count(r => r.Kind == RewriteKind.Tunnel)));
    }

    [Theory]
    [InlineData("vxlan")]
    [InlineData("host-gw")]
    public void Rewrites_are_what_the_kernels_did(string mode)
    {
        TracedExchange trace = Trace(mode).Trace;
        int forwarded = trace.Steps.OfType<TtlDecremented>().Count();
        Assert.Equal(forwarded, trace.Figures.Sum(h => h.Rewrites.Count(r => r.Kind == RewriteKind.Ttl)));
        Assert.Equal(2 * forwarded, trace.Figures.Sum(h => h.Rewrites.Count(r => r.Kind == RewriteKind.Link)));
        Assert.DoesNotContain(trace.Figures, h => h.Rewrites.Any(r => r.Kind == RewriteKind.Nat));
    }

    [Fact]
    public void Leaving_the_cluster_is_address_translation()
    {
        TracedExchange trace = new SessionCluster(Small("vxlan")).Trace("client1", "gw");
        HeaderRewrite nat = Assert.Single(trace.Figures.SelectMany(h => h.Rewrites), r => r.Field == "source address");
        SourceNat step = trace.Steps.OfType<SourceNat>().Single();
        Assert.Equal((step.Before.Source.ToString(), step.After.Source.ToString()), (nat.Before, nat.After));
    }

    [Fact]
    public void Both_drawings_have_the_numbers_of_the_hops()
    {
        TracedExchange trace = Trace("vxlan").Trace;
        BarChart chart = trace.Chart("bytes").Chart;
        Assert.Equal(trace.Figures.Select(h => (h.InnerBytes, h.OuterBytes)), chart.Bars.Select(b => (b.Values[0], b.Values[1])));
        JsonArray data = (JsonArray)JsonNode.Parse(BarFigure.Json(chart, ChartColors.Of(Theme.Light), 1))!["data"]!;
        Assert.Equal(trace.Figures.Select(h => h.InnerBytes), data[0]!["x"]!.AsArray().Select(x => (int)x!));
        Assert.Equal(trace.Figures.Select(h => h.OuterBytes), data[1]!["x"]!.AsArray().Select(x => (int?)x ?? 0));
        chart = trace.Chart("mtu").Chart;
        Assert.All(chart.Bars.Zip(trace.Figures), p => Assert.Equal((p.Second.Length, p.Second.MtuLeft), (p.First.Values[0], p.First.Values[1])));
    }

    [Theory]
    [InlineData("mtx", "did you mean \"mtu\"")]
    [InlineData("", "there are bytes, mtu, rewrites")]
    public void An_unknown_chart_is_refused(string of, string way)
    {
        TracedExchange trace = Trace("vxlan").Trace;
        Assert.Contains(way, Assert.Throws<MagicException>(() => trace.Chart(of)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!chart bytes", "nothing was traced yet")]
    [InlineData("#!chart bytes --from client1", "--from needs --to beside it")]
    [InlineData("#!chart bytes --port 80", "--port needs --from and --to")]
    [InlineData("#!chart volume", "no chart of 'volume'")]
    public void A_call_that_says_too_little_is_refused(string call, string way)
    {
        Session session = Small("vxlan");
        Assert.Contains(way, session.RunCell(call).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_trace_whose_pod_is_gone_is_refused()
    {
        Session session = Small("vxlan");
        Assert.True(session.RunCell("#!trace --from client1 --to web2").Succeeded);
        Assert.True(session.RunCell("#!kubectl\nkubectl delete pod web2").Succeeded);
        Assert.Contains("no longer there", session.RunCell("#!chart bytes").Error, StringComparison.Ordinal);
    }

    internal static Session Small(string mode)
    {
        Session session = new(MagicRegistry.Default);
        Assert.True(session.RunCell($"#!cluster --nodes 2 --cni flannel --mode {mode}").Succeeded);
        return session;
    }

    internal static (Cluster Cluster, TracedExchange Trace) Trace(string mode)
    {
        Session session = Small(mode);
        return (session.State.RequiredCluster, new SessionCluster(session).Trace("client1", "web2", 80));
    }

    private static (string Device, Packet? Frame) Seen(Step step) => step switch
    {
        Received received => (received.Device, received.Packet),
        Transmitted transmitted => (transmitted.Device, transmitted.Packet),
        _ => ("", null),
    };

    private static NamespaceId? Namespace(Cluster cluster, string name) =>
        cluster.Topology.Pods.Where(p => p.DisplayName == name).Select(p => (NamespaceId?)p.Id)
            .Concat(cluster.Topology.Nodes.Where(n => n.Name == name).Select(n => (NamespaceId?)n.Id)).FirstOrDefault();
}
