using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Packets;

namespace PodNet.Kubernetes.Tests.Services;

/// <summary>Which endpoints traffic on a node may go to. Endpoints are written as "1@n1!" : address 10.0.0.1 on node n1, "!" not ready, "~" terminating
/// but serving, "x" terminating and not serving.</summary>
public sealed class EndpointChoiceTests
{
    private static readonly ServicePort Cluster = new()
    {
        Name = new(new("default", "web"), "", IpProtocol.Tcp),
        ClusterIp = IpAddress.Parse("10.96.0.1"),
        Port = 80,
    };

    private static readonly ServicePort External = Cluster with { NodePort = 30080, ExternalPolicyLocal = true };

    private static readonly ServicePort Internal = Cluster with { InternalPolicyLocal = true };

    [Theory]
    [InlineData("1@n1 2@n2 3@n2!", "1 2")] // ready ones only
    [InlineData("1@n1~ 2@n2", "2")] // ready before terminating
    [InlineData("1@n1~ 2@n2~ 3@n2x", "1 2")] // terminating that still serve, where nothing else is left
    [InlineData("1@n1! 2@n2x", "")]
    [InlineData("", "")]
    public void Policy_cluster_uses_ready_endpoints_and_else_terminating_ones_that_serve(string endpoints, string used)
    {
        EndpointChoice choice = Choose(Cluster, endpoints);
        Assert.Equal((used, "", used.Length > 0), (Text(choice.Cluster), Text(choice.Local), choice.HasAny));
    }

    [Theory]
    [InlineData("1@n1 2@n2", "1", true)]
    [InlineData("1@n1~ 2@n2", "1", true)] // independently of the others
    [InlineData("1@n1x 2@n2", "", true)] // somewhere else there is one: dropped, not refused
    [InlineData("2@n2~", "", true)]
    [InlineData("1@n1! 2@n2!", "", false)]
    public void Policy_local_uses_those_on_the_node(string endpoints, string used, bool hasAny)
    {
        EndpointChoice inner = Choose(Internal, endpoints);
        Assert.Equal((used, "", hasAny), (Text(inner.Local), Text(inner.Cluster), inner.HasAny));
        EndpointChoice outer = Choose(External, endpoints);
        Assert.Equal((used, hasAny), (Text(outer.Local), outer.HasAny));
    }

    [Fact]
    public void All_that_either_policy_uses_are_reachable() => Assert.Equal("2 1", Text(Choose(External, "1@n1~ 2@n2").Reachable));

    [Theory]
    [InlineData("a", "1 2", TopologyMode.SameZone)]
    [InlineData("b", "3", TopologyMode.SameZone)]
    [InlineData("c", "1 2 3", TopologyMode.None)] // none is meant for this zone
    [InlineData("", "1 2 3", TopologyMode.None)]
    public void Zone_hints_narrow_the_choice(string zone, string used, TopologyMode mode)
    {
        ValueList<ServiceEndpoint> hinted = Endpoints("1@n1 2@n2 3@n3").Select((e, i) => e with { ZoneHints = [i < 2 ? "a" : "b"] }).ToValueList();
        EndpointChoice choice = EndpointChoice.Of(Cluster, hinted, "n1", zone);
        Assert.Equal((used, mode), (Text(choice.Cluster), choice.Topology));
        ValueList<ServiceEndpoint> oneWithout = hinted.Add(Endpoints("4@n4")[0]);
        Assert.Equal("1 2 3 4", Text(EndpointChoice.Of(Cluster, oneWithout, "n1", zone).Cluster));
    }

    [Fact]
    public void Node_hints_come_before_zone_hints()
    {
        ValueList<ServiceEndpoint> hinted = Endpoints("1@n1 2@n2").Select(e => e with { ZoneHints = ["a"], NodeHints = [e.NodeName] }).ToValueList();
        Assert.Equal("2", Text(EndpointChoice.Of(Cluster, hinted, "n2", "a").Cluster));
        Assert.Equal("1 2", Text(EndpointChoice.Of(Cluster, hinted, "n3", "a").Cluster));
    }

    [Fact]
    public void An_endpoint_of_two_slices_counts_once_and_as_local_where_one_says_so()
    {
        EndpointChoice choice = Choose(External, "1@n2 1@n1 2@n2");
        Assert.Equal(("1 2", "1"), (Text(choice.Cluster), Text(choice.Local)));
    }

    private static EndpointChoice Choose(ServicePort port, string endpoints) => EndpointChoice.Of(port, Endpoints(endpoints), "n1");

    private static ValueList<ServiceEndpoint> Endpoints(string written) => written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text =>
    {
        string[] parts = text.TrimEnd('!', '~', 'x').Split('@');
        (bool ready, bool serving, bool terminating) = text[^1] switch
        {
            '!' => (false, false, false),
            '~' => (false, true, true),
            'x' => (false, false, true),
            _ => (true, true, false),
        };
        return new ServiceEndpoint(IpAddress.Parse("10.0.0." + parts[0]), 80, parts[1], ready, serving, terminating);
    }).ToValueList();

    private static string Text(ValueList<ServiceEndpoint> endpoints) => string.Join(' ', endpoints.Select(e => e.Address.ToString()[7..]));
}
