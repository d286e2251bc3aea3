using System.Reflection;
using System.Runtime.CompilerServices;
using PodNet.Engine.Explaining;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using static PodNet.Engine.Tests.TestCluster;

namespace PodNet.Engine.Tests;

public class ExplanationTests
{
    public static TheoryData<Type> StepKinds =>
        new(typeof(Step).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Step)) && !t.IsAbstract));

    [Theory]
    [MemberData(nameof(StepKinds))]
    public void Each_kind_of_step_is_sealed_and_has_an_explanation(Type kind)
    {
        Assert.True(kind.IsSealed);
        MethodInfo explain = typeof(StepExplainer).GetMethod(nameof(StepExplainer.Explain))!;
        object step = RuntimeHelpers.GetUninitializedObject(kind);

        // An empty step has no row to name: anything but "no explanation" will do.
        Exception? problem = Record.Exception(() => explain.Invoke(null, [step]))?.InnerException;
        Assert.IsNotType<NotSupportedException>(problem);
    }

    [Fact]
    public void A_route_lookup_names_the_winner_the_runner_up_and_the_command()
    {
        TestCluster net = Routed();
        net["a"].AddRoute(RouteTo("10.0.2.0/24", "10.0.1.1", "eth0"));
        Exchange exchange = net.Run("a", new EchoProbe(IpAddress.Parse("10.0.2.2")));
        Explanation explanation = StepExplainer.Explain(exchange.Request!.Steps<RouteLookup>().First());
        Assert.Equal("10.0.2.0/24", Assert.IsType<Route>(explanation.Row).Destination.ToString());
        Assert.Equal("0.0.0.0/0", Assert.IsType<Route>(explanation.Nearest).Destination.ToString());
        Assert.Equal("ip route get 10.0.2.2", explanation.Command);
        Explanation onRouter = StepExplainer.Explain(exchange.Request!.Steps<RouteLookup>().Skip(1).First());
        Assert.Equal("ip route get 10.0.2.2 from 10.0.1.2 iif ra", onRouter.Command);
    }

    [Fact]
    public void A_rule_names_the_one_before_it_that_held_in_most_conditions()
    {
        TestCluster net = Routed();
        Rule near = ExchangeText.Rule(new DropTarget(), new SourceMatch(IpPrefix.Parse("10.0.1.0/24")), new DestinationMatch(IpPrefix.Parse("10.9.0.0/16")));
        net["r"].Append("filter", "FORWARD", near).Append("filter", "FORWARD", ExchangeText.Rule(new AcceptTarget()));
        RuleMatched step = net.Run("a", new EchoProbe(IpAddress.Parse("10.0.2.2"))).Request!.Steps<RuleMatched>().Single();
        Assert.Same(near, StepExplainer.Explain(step).Nearest);
        Assert.Equal(2, step.Position);
    }
}
