using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Tests.Controllers;

namespace PodNet.Kubernetes.Tests.Api;

public sealed class SelectorTests
{
    private static readonly ControlPlane Cluster = TestCluster.New().Create(
        """
        {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web, tier: front}}, spec: {nodeName: worker1, containers: [{name: c, image: nginx}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: duo, labels: {app: duo, size: "5"}}, spec: {nodeName: worker2, containers: [{name: c, image: nginx}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: bare}, spec: {nodeName: worker1, containers: [{name: c, image: nginx}]}}
        """).Settled(TestCluster.Request);

    [Theory]
    [InlineData("app=web", "web")]
    [InlineData("app==web", "web")]
    [InlineData("app!=web", "bare duo")]
    [InlineData("app in (web,duo)", "duo web")]
    [InlineData("app notin (web)", "bare duo")]
    [InlineData("app", "duo web")]
    [InlineData("!app", "bare")]
    [InlineData("app,tier=front", "web")]
    [InlineData("size>4", "duo")]
    [InlineData("size<5", "")]
    [InlineData("app=", "")]
    [InlineData("", "bare duo web")]
    public void Labels(string selector, string names) => Assert.Equal(names, Names(selector, null));

    [Theory]
    [InlineData("spec.nodeName=worker1", "bare web")]
    [InlineData("spec.nodeName!=worker1", "duo")]
    [InlineData("metadata.name=duo", "duo")]
    [InlineData("metadata.name!=duo,status.phase=Running", "bare web")]
    [InlineData("status.phase==Pending", "")]
    public void Fields(string selector, string names) => Assert.Equal(names, Names(null, selector));

    [Theory]
    [InlineData("app in (a", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("app in a", "unable to parse requirement: found 'a' expected: '('")]
    [InlineData("app a", "unable to parse requirement: found 'a', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("=a", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData("a,", "found '', expected: identifier after ','")]
    [InlineData("a=b c", "found 'c', expected: ',' or 'end of string'")]
    [InlineData("size>big", "unable to parse requirement: values[0]: Invalid value: \"big\": for 'Gt', 'Lt' operators, the value must be an integer")]
    public void What_cannot_be_read(string selector, string message)
    {
        ApiException refused = Assert.Throws<ApiException>(() => Names(selector, null));
        Assert.Equal($"Unable to find \"/v1, Resource=pods\" that match label selector \"{selector}\", field selector \"\": {message}", refused.Message);
    }

    [Fact]
    public void Not_every_field_can_be_selected_by() => Assert.EndsWith(
        "field label not supported: spec.color", Assert.Throws<ApiException>(() => Names(null, "spec.color=red")).Message, StringComparison.Ordinal);

    private static string Names(string? labels, string? fields) =>
        string.Join(' ', ApiServer.List(Cluster.Objects, ResourceKinds.Of<PodKind>(), "default", labels, fields).Select(p => p.Name));
}
