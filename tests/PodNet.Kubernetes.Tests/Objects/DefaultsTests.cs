using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Tests.Controllers;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubernetes.Tests.Objects;

/// <summary>What the API server fills in.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void A_deployment() => Golden.Check("deployment.txt", Outline.Of(TestCluster.New().Create(
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: "
        + "[{name: c, image: \"r.io/x:1\", ports: [{containerPort: 80}], readinessProbe: {httpGet: {port: 80}}, resources: {limits: {cpu: 100m}}}]}}}}")
        .Get<DeploymentKind>("d").Content));

    [Theory]
    [InlineData("cluster-ip", "{ports: [{port: 80}], selector: {a: b}}")]
    [InlineData("node-port", "{type: NodePort, ports: [{port: 80, targetPort: http}]}")]
    [InlineData("load-balancer", "{type: LoadBalancer, sessionAffinity: ClientIP, ports: [{port: 80}]}")]
    [InlineData("headless", "{clusterIP: None, selector: {a: b}, ports: [{port: 80}]}")]
    [InlineData("external-name", "{type: ExternalName, externalName: example.org}")]
    public void A_service(string name, string spec) => Golden.Check($"service-{name}.txt", Outline.Of(
        TestCluster.New().Create($"{{apiVersion: v1, kind: Service, metadata: {{name: s}}, spec: {spec}}}").Get<ServiceKind>("s").Content));

    [Fact]
    public void A_service_keeps_its_address_and_its_port_when_it_changes()
    {
        var cluster = TestCluster.New().Create("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, ports: [{port: 80}]}}");
        ApiMap before = cluster.Get<ServiceKind>("s").Content;
        ApiMap after = cluster.Update<ServiceKind>("s", s => ManifestYaml.Read(
            "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {type: NodePort, selector: {a: b}, ports: [{port: 80}, {port: 81}]}}"
            .Replace("{port: 80}", "{port: 80, name: a}", StringComparison.Ordinal).Replace("{port: 81}", "{port: 81, name: b}", StringComparison.Ordinal))[0])
            .Get<ServiceKind>("s").Content;
        Assert.Equal(before.Text("spec", "clusterIP"), after.Text("spec", "clusterIP"));
        Assert.Equal(before.Maps("spec", "ports").First().Number("nodePort"), after.Maps("spec", "ports").First().Number("nodePort"));
        Assert.Equal(2, after.Maps("spec", "ports").Select(p => p.Number("nodePort")).Distinct().Count());
    }

    [Theory]
    [InlineData("a: yes", "a: true")]
    [InlineData("a: \"yes\"", "a: \"yes\"")]
    [InlineData("a: 1", "a: 1")]
    [InlineData("a: 1.50", "a: 1.5")]
    [InlineData("a: 0x1f", "a: 31")]
    [InlineData("a: 017", "a: 15")]
    [InlineData("a: ~", "a: null")]
    [InlineData("a: 1.2.3", "a: \"1.2.3\"")]
    [InlineData("a: 10.96.0.1", "a: \"10.96.0.1\"")]
    [InlineData("a: 99999999999999999999", "a: 99999999999999999999")]
    [InlineData("a: 12e3", "a: 12000")]
    [InlineData("a: -", "a[0]: null")]
    [InlineData("a: .", "a: \".\"")]
    [InlineData("{\"a\": \"\\u0041\"}", "a: \"A\"")]
    public void Plain_words(string yaml, string value) =>
        Assert.Equal(value + "\n", Outline.Of(ManifestYaml.Read(yaml.Replace("a: -", "a:\n-", StringComparison.Ordinal))[0]));
}
