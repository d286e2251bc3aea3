using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Tests.Controllers;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubernetes.Tests.Api;

/// <summary>What the API server says about manifests it refuses.</summary>
public sealed class MessageTests
{
    private const string Label = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    [Theory]
    [InlineData("{kind: Pod, spec: {containers: [{name: c, image: i, imagee: x}], zzz: 1}}",
        "strict decoding error: unknown field \"spec.containers[0].imagee\", unknown field \"spec.zzz\"")]
    [InlineData("{kind: Pod, spec: {containers: [{name: c, image: i, ports: [{containerPort: \"80\"}]}]}}",
        "json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32")]
    [InlineData("{kind: Pod, spec: {containers: {name: c}}}", "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container")]
    [InlineData("{kind: Pod, metadata: {labels: {a: 1}}}", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("{kind: Pod, spec: now}", "json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec")]
    [InlineData("{kind: Pod, spec: {containers: [{command: [sleep, 3600]}]}}",
        "json: cannot unmarshal number into Go struct field Container.spec.containers.command of type string")]
    [InlineData("{kind: Pod, spec: {hostNetwork: \"yes\"}}", "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool")]
    [InlineData("{kind: Pod, spec: {containers: [{resources: {limits: {cpu: lots}}}]}}",
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    public void Decoding(string manifest, string message)
    {
        ApiException refused = Assert.Throws<ApiException>(() => ApiServer.Decode(ManifestYaml.Read("{apiVersion: v1, " + manifest[1..])[0]));
        Assert.Equal("BadRequest", refused.Reason);
        Assert.Equal("Pod in version \"v1\" cannot be handled as a Pod: " + message, refused.Message);
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {}, spec: {containers: [{name: c, image: i}]}}",
        "Pod \"\" is invalid: metadata.name: Required value: name or generateName is required")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {app: a b}}, spec: {containers: [{name: c, image: i}]}}",
        "Pod \"p\" is invalid: metadata.labels: Invalid value: \"a b\": " + Label)]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {}}", "Pod \"p\" is invalid: spec.containers: Required value")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}, {name: c}]}}",
        "Pod \"p\" is invalid: \n* spec.containers[1].name: Duplicate value: \"c\"\n* spec.containers[1].image: Required value")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i, volumeMounts: [{name: data, mountPath: /d}]}]}}",
        "Pod \"p\" is invalid: spec.containers[0].volumeMounts[0].name: Not found: \"data\"")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {restartPolicy: Sometimes, containers: [{name: c, image: i, ports: [{containerPort: 70000}]}]}}",
        "Pod \"p\" is invalid: \n* spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive\n"
        + "* spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"Never\", \"OnFailure\"")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: nope}, spec: {containers: [{name: c, image: i}]}}", "namespaces \"nope\" not found")]
    [InlineData("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: -1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, "
        + "spec: {containers: [{name: c, image: i}]}}}}",
        "Deployment.apps \"d\" is invalid: \n* spec.replicas: Invalid value: -1: must be greater than or equal to 0\n* spec.template.metadata.labels: Invalid value: "
        + "map[string]string{\"a\":\"c\"}: `selector` does not match template `labels`")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 70000}]}}",
        "Service \"s\" is invalid: \n* spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive\n"
        + "* spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: NodePort, ports: [{port: 80, nodePort: 81}]}}",
        "Service \"s\" is invalid: spec.ports[0].nodePort: Invalid value: 81: provided port is not in the valid range. The range of valid ports is 30000-32767")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: 10.1.0.1, ports: [{port: 80}]}}",
        "Service \"s\" is invalid: spec.clusterIPs: Invalid value: []string{\"10.1.0.1\"}: failed to allocate IP 10.1.0.1: the provided IP (10.1.0.1) is not in the "
        + "valid range. The range of valid IPs is 10.96.0.0/12")]
    [InlineData("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}, {port: 81}]}}",
        "Service \"s\" is invalid: \n* spec.ports[0].name: Required value\n* spec.ports[1].name: Required value")]
    public void Creating(string manifest, string message) =>
        Assert.Equal(message, Assert.Throws<ApiException>(() => TestCluster.New().Create(manifest)).Message);

    [Fact]
    public void A_pod_cannot_change_its_command()
    {
        ControlPlane cluster = TestCluster.New().Create("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: nginx}]}}");
        ApiException refused = Assert.Throws<ApiException>(() => cluster.Update<PodKind>("p", p => p.With(
            "spec", p.Map("spec").With("containers", ApiList.Of(p.Maps("spec", "containers").Select(c => c.With("command", ApiList.Of(["x"]))))))));
        Assert.StartsWith("Pod \"p\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-\t\t\tCommand: {\"x\"},", refused.Message.Replace("- \t", "-\t", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_may_change_its_image()
    {
        ControlPlane cluster = TestCluster.New().Create("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: nginx}]}}")
            .Update<PodKind>("p", p => p.With(
                "spec", p.Map("spec").With("containers", ApiList.Of(p.Maps("spec", "containers").Select(c => c.With("image", "httpd"))))));
        Assert.Equal("httpd", cluster.Get<PodKind>("p").Content.Maps("spec", "containers").Single().Text("image"));
    }

    [Fact]
    public void What_changed_since_it_was_read_is_not_overwritten()
    {
        ControlPlane cluster = TestCluster.New().Create("{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: nginx}]}}");
        ApiException refused = Assert.Throws<ApiException>(() => cluster.Update<PodKind>("p", p => p.WithAt(["metadata", "resourceVersion"], "1")));
        Assert.Equal("Conflict", refused.Reason);
        Assert.StartsWith("Operation cannot be fulfilled on pods \"p\": the object has been modified;", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_selector_is_immutable()
    {
        ControlPlane cluster = TestCluster.New().Create(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b, c: d}}, spec: {containers: [{name: c, image: i}]}}}}");
        ApiException refused = Assert.Throws<ApiException>(() => cluster.Update<DeploymentKind>("d", d => d.WithAt(["spec", "selector", "matchLabels", "c"], "d")));
        Assert.Equal("Deployment.apps \"d\" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{\"a\":\"b\", \"c\":\"d\"}, "
            + "MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable", refused.Message);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    public void Some_namespaces_stay(string name) =>
        Assert.Equal($"namespaces \"{name}\" is forbidden: this namespace may not be deleted", Assert.Throws<ApiException>(() => TestCluster.New().Delete<NamespaceKind>(name)).Message);

    [Fact]
    public void An_address_is_given_once()
    {
        const string Service = "{apiVersion: v1, kind: Service, metadata: {name: NAME}, spec: {clusterIP: 10.96.50.10, ports: [{port: 80}]}}";
        ControlPlane cluster = TestCluster.New().Create(Service.Replace("NAME", "a", StringComparison.Ordinal));
        ApiException refused = Assert.Throws<ApiException>(() => cluster.Create(Service.Replace("NAME", "b", StringComparison.Ordinal)));
        Assert.EndsWith("failed to allocate IP 10.96.50.10: provided IP is already allocated", refused.Message, StringComparison.Ordinal);
    }
}
