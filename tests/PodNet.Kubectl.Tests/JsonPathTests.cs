using PodNet.Kubectl.JsonPaths;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubectl.Tests;

/// <summary>kubectl's JSONPath dialect.</summary>
public class JsonPathTests
{
    private static readonly ApiMap List = ManifestYaml.Read("""
        kind: List
        items:
        - {metadata: {name: web, labels: {app.io/name: w, tier: front}}, spec: {ports: [80, 443]}, status: {podIP: 10.0.0.1, restarts: 0, ready: true}}
        - {metadata: {name: db}, spec: {ports: [5432]}, status: {podIP: 10.0.0.2, restarts: 3, ready: false}}
        """)[0];

    [Theory]
    [InlineData("{.kind}", "List")]
    [InlineData("{$.kind}", "List")]
    [InlineData("{.items[*].metadata.name}", "web db")]
    [InlineData("{.items[0].metadata.name}", "web")]
    [InlineData("{.items[-1].metadata.name}", "db")]
    [InlineData("{.items[0:1].metadata.name}", "web")]
    [InlineData("{.items[-1:].metadata.name}", "db")]
    [InlineData("{.items[0,1].metadata.name}", "web db")]
    [InlineData("{.items[*]['metadata.name','status.podIP']}", "web db 10.0.0.1 10.0.0.2")]
    [InlineData("{..podIP}", "10.0.0.1 10.0.0.2")]
    [InlineData("{.items[?(@.metadata.name==\"db\")].status.podIP}", "10.0.0.2")]
    [InlineData("{.items[?(@.metadata.name=='db')].status.podIP}", "10.0.0.2")]
    [InlineData("{.items[?(@.status.restarts>1)].metadata.name}", "db")]
    [InlineData("{.items[?(@.status.ready==true)].metadata.name}", "web")]
    [InlineData("{.items[?(@.metadata.labels)].metadata.name}", "web")]
    [InlineData("{.items[0].metadata.labels.app\\.io/name}", "w")]
    [InlineData("{.items[0].metadata.labels['app\\.io/name']}", "w")]
    [InlineData("{.items[0].spec.ports}", "[80,443]")]
    [InlineData("{.items[0].spec}", "{\"ports\":[80,443]}")]
    [InlineData("{.items[1].spec.*}", "[5432]")]
    [InlineData("{range .items[*]}{.metadata.name}{\"\\t\"}{.status.podIP}{\"\\n\"}{end}", "web\t10.0.0.1\ndb\t10.0.0.2\n")]
    [InlineData("{range .items[*]}[{.metadata.name}]{end}", "[web][db]")]
    [InlineData("name: {.items[0].metadata.name}!", "name: web!")]
    [InlineData("{.missing}", "")]
    [InlineData("{'\\n'}", "\n")]
    public void Templates_print_what_they_find(string template, string expected) => Assert.Equal(expected, JsonPath.Parse(template).Print(List));

    [Theory]
    [InlineData("{.kind", "unclosed action")]
    [InlineData("{foo}", "unrecognized identifier foo")]
    [InlineData("{.items[}", "unterminated array")]
    [InlineData("{.items[x]}", "invalid array index x")]
    [InlineData("{end}", "not in range, nothing to end")]
    [InlineData("{.items[?(@.x]}", "unterminated filter")]
    [InlineData("{\"x}", "unterminated quoted string")]
    public void Broken_templates_are_refused(string template, string message) =>
        Assert.Equal(message, Assert.Throws<JsonPathException>(() => JsonPath.Parse(template)).Message);

    [Theory]
    [InlineData("{.items[5].metadata.name}", "array index out of bounds: index 5, length 2")]
    [InlineData("{.kind[0]}", "string is not array or slice")]
    [InlineData("{.items[?(@.metadata.name==1)]}", "incompatible types for comparison")]
    public void Templates_that_do_not_fit_are_refused(string template, string message) =>
        Assert.Equal(message, Assert.Throws<JsonPathException>(() => JsonPath.Parse(template).Print(List)).Message);
}
