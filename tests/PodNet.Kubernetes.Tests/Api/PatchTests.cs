using CsCheck;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Tests.Controllers;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubernetes.Tests.Api;

public sealed class PatchTests
{
    private static readonly PodKind Pods = ResourceKinds.Of<PodKind>();

    private static readonly Gen<string> Keys = Gen.OneOf("a", "b", "c", "d");

    private static readonly Gen<ApiValue> Values = Gen.Recursive<ApiValue>((depth, self) => depth > 3
        ? Gen.Int[0, 3].Select(i => (ApiValue)i)
        : Gen.OneOf(Gen.Int[0, 3].Select(i => (ApiValue)i), Keys.Select(k => (ApiValue)k), self.List[0, 3].Select(l => (ApiValue)ApiList.Of(l)),
            Gen.Select(Keys, self).List[0, 3].Select(f => (ApiValue)ApiMap.Of(f.Select(p => KeyValuePair.Create(p.Item1, p.Item2))))));

    private static readonly Gen<ApiMap> Maps = Gen.Select(Keys, Values).List[0, 4].Select(f => ApiMap.Of(f.Select(p => KeyValuePair.Create(p.Item1, p.Item2))));

    // Containers with ports, variables and mounts in any order: lists that are merged by their keys.
    private static readonly Gen<ApiMap> Manifests = Gen.Select(Keys.HashSet[1, 3], Gen.Int[1, 3].HashSet[0, 3], Keys.HashSet[0, 3], Gen.Int[0, 9]).Select((names, ports, variables, salt) =>
        ApiMap.Of(("metadata", ApiMap.Of(("labels", ApiMap.Of(variables.Select(v => KeyValuePair.Create(v, (ApiValue)$"{salt}")))))),
            ("spec", ApiMap.Of(("containers", ApiList.Of(names.Select(n => (ApiValue)ApiMap.Of(
                ("name", n), ("image", $"i{salt}"), ("args", ApiList.Of(variables.Select(v => (ApiValue)v))),
                ("ports", ApiList.Of(ports.Select(p => (ApiValue)ApiMap.Of(("containerPort", p), ("name", $"p{salt}"))))),
                ("env", ApiList.Of(variables.Select(v => (ApiValue)ApiMap.Of(("name", v), ("value", $"{salt}")))))))))))));

    [Fact]
    public void A_merge_patch_between_two_makes_one_of_the_other() => Gen.Select(Maps, Maps).Sample((from, to) =>
        Assert.Equal(to, JsonMergePatch.Apply(from, JsonMergePatch.Between(from, to))));

    [Fact]
    public void A_merge_patch_applied_twice_is_applied_once() => Gen.Select(Maps, Maps).Sample((target, patch) =>
        Assert.Equal(JsonMergePatch.Apply(target, patch), JsonMergePatch.Apply(JsonMergePatch.Apply(target, patch), patch)));

    [Fact]
    public void An_empty_patch_changes_nothing() => Manifests.Sample(m =>
    {
        Assert.Equal(m, StrategicMergePatch.Apply(Pods, m, ApiMap.Empty));
        Assert.Equal(m, JsonMergePatch.Apply(m, ApiMap.Empty));
    });

    [Fact]
    public void A_strategic_patch_applied_twice_is_applied_once() => Gen.Select(Manifests, Manifests).Sample((target, patch) =>
        Assert.Equal(StrategicMergePatch.Apply(Pods, target, patch), StrategicMergePatch.Apply(Pods, StrategicMergePatch.Apply(Pods, target, patch), patch)));

    [Fact]
    public void Applying_again_changes_nothing() => Gen.Select(Manifests, Manifests, Manifests).Sample((before, now, live) =>
    {
        ApiMap once = ThreeWayMerge.Apply(Pods, before, now, live);
        Assert.Equal(once, ThreeWayMerge.Apply(Pods, now, now, once));
    });

    [Fact]
    public void Applying_to_what_was_applied_gives_the_manifest() => Gen.Select(Manifests, Manifests).Sample((before, now) =>
        Assert.Equal(now, ThreeWayMerge.Apply(Pods, before, now, before)));

    [Fact]
    public void What_others_wrote_stays_and_what_the_manifest_dropped_goes()
    {
        ApiMap before = Read("{metadata: {labels: {old: x, both: x}}, spec: {containers: [{name: c, image: a, ports: [{containerPort: 80}]}, {name: gone, image: g}]}}");
        ApiMap now = Read("{metadata: {labels: {both: y}}, spec: {containers: [{name: new, image: n}, {name: c, image: b}]}}");
        ApiMap live = Read("{metadata: {labels: {old: x, both: x, theirs: z}, uid: u}, spec: {containers: [{name: injected, image: s}, {name: c, image: a, "
            + "imagePullPolicy: Always, ports: [{containerPort: 80, protocol: TCP}]}, {name: gone, image: g}], nodeName: n1}}");
        ApiMap expected = Read("{metadata: {labels: {both: y, theirs: z}, uid: u}, spec: {containers: [{name: new, image: n}, {name: injected, image: s}, "
            + "{name: c, image: b, imagePullPolicy: Always}], nodeName: n1}}");
        Assert.Equal(expected, ThreeWayMerge.Apply(Pods, before, now, live));
    }

    [Theory]
    [InlineData("{spec: {containers: [{name: c, image: b}]}}", "{spec: {containers: [{name: c, image: b, tty: true}, {name: d, image: d}], tolerations: [{key: k}]}}")]
    [InlineData("{spec: {containers: [{name: c, $patch: delete}], tolerations: [{key: l}]}}", "{spec: {containers: [{name: d, image: d}], tolerations: [{key: l}]}}")]
    [InlineData("{spec: {containers: [{$patch: replace}, {name: e}], tolerations: null}}", "{spec: {containers: [{name: e}]}}")]
    [InlineData("{spec: {$setElementOrder/containers: [{name: d}, {name: c}]}}", "{spec: {containers: [{name: d, image: d}, {name: c, image: a, tty: true}], tolerations: [{key: k}]}}")]
    [InlineData("{spec: {$patch: replace, nodeName: n}}", "{spec: {nodeName: n}}")]
    [InlineData("{spec: {$retainKeys: [nodeName], nodeName: n}}", "{spec: {nodeName: n}}")]
    public void Strategic(string patch, string result)
    {
        ApiMap target = Read("{spec: {containers: [{name: c, image: a, tty: true}, {name: d, image: d}], tolerations: [{key: k}]}}");
        Assert.Equal(Read(result), StrategicMergePatch.Apply(Pods, target, Read(patch)));
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}], volumes: [{name: v}]}}")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}], type: NodePort}}")]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {a: b}}, strategy: {}, template: {metadata: {labels: {a: b}}, "
        + "spec: {containers: [{name: c, image: i}]}}}}")]
    public void An_object_that_was_created_of_a_manifest_is_unchanged_by_it(string yaml)
    {
        ApiMap manifest = Read(yaml);
        KubernetesObject decoded = ApiServer.Decode(manifest);
        ControlPlane cluster = TestCluster.New().Create(yaml).Settled(TestCluster.Request);
        KubernetesObject live = cluster.Objects.Find(decoded.Kind, "default", "web")!;
        ApiMap applied = ThreeWayMerge.Apply(decoded.Kind, manifest, manifest, live.Content);
        Assert.Equal(live.Content, applied);
        (ObjectStore objects, _) = ApiServer.Update(cluster.Objects, ApiServer.Decode(applied), TestCluster.Request);
        Assert.Equal(cluster.Objects.Version, objects.Version);
    }

    private static ApiMap Read(string yaml) => ManifestYaml.Read(yaml)[0];
}
