using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubernetes.Tests.Api;

/// <summary>RFC 6902.</summary>
public class JsonPatchTests
{
    [Theory]
    [InlineData("{op: add, path: /a, value: 1}", "{a: 1, list: [x, y], m: {k/l: 2}}")]
    [InlineData("{op: add, path: /list/1, value: z}", "{list: [x, z, y], m: {k/l: 2}}")]
    [InlineData("{op: add, path: /list/-, value: z}", "{list: [x, y, z], m: {k/l: 2}}")]
    [InlineData("{op: remove, path: /list/0}", "{list: [y], m: {k/l: 2}}")]
    [InlineData("{op: replace, path: /m/k~1l, value: 3}", "{list: [x, y], m: {k/l: 3}}")]
    [InlineData("{op: copy, from: /list/1, path: /b}", "{b: y, list: [x, y], m: {k/l: 2}}")]
    [InlineData("{op: move, from: /list/0, path: /list/1}", "{list: [y, x], m: {k/l: 2}}")]
    [InlineData("{op: test, path: /list/0, value: x}", "{list: [x, y], m: {k/l: 2}}")]
    public void Operations_change_the_document(string operation, string after) => Assert.Equal(Map(after), JsonPatch.Apply(Document, [Map(operation)]));

    [Theory]
    [InlineData("{op: replace, path: /none, value: 1}")]
    [InlineData("{op: remove, path: /list/2}")]
    [InlineData("{op: add, path: /list/3, value: 1}")]
    [InlineData("{op: add, path: /none/a, value: 1}")]
    [InlineData("{op: test, path: /list/0, value: y}")]
    [InlineData("{op: frob, path: /list}")]
    [InlineData("{op: add, path: list, value: 1}")]
    public void What_leads_nowhere_is_refused(string operation) =>
        Assert.Equal("Invalid", Assert.Throws<ApiException>(() => JsonPatch.Apply(Document, [Map(operation)])).Reason);

    private static ApiMap Document => Map("{list: [x, y], m: {k/l: 2}}");

    private static ApiMap Map(string yaml) => (ApiMap)ManifestYaml.Read("v: " + yaml)[0]["v"]!;
}
