using PodNet.Kubernetes.Controllers.Rollouts;
using PodNet.Kubernetes.Kinds.Pods;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Yaml;

namespace PodNet.Kubernetes.Tests.Controllers;

/// <summary>pod-template-hash as a real controller manager computes it.</summary>
public class TemplateHashTests
{
    // Measured on a cluster of version 1.28.
    [Theory]
    [InlineData("{metadata: {labels: {app: vv}}, spec: {containers: [{name: nginx, image: nginx}]}}", "5979b6b869")]
    [InlineData(
        "{metadata: {labels: {app: api}}, spec: {containers: [{name: api, image: 'registry.k8s.io/e2e-test-images/agnhost:2.43', ports: [{containerPort: 8080}]}]}}",
        "7c4cfdb4cd")]
    public void Is_that_of_a_real_cluster(string template, string hash) => Assert.Equal(hash, TemplateHash.Of(Template(template), null));

    [Fact]
    public void A_collision_gives_another_one()
    {
        ApiMap template = Template("{spec: {containers: [{name: a, image: b}]}}");
        string[] hashes = [TemplateHash.Of(template, null), TemplateHash.Of(template, 0), TemplateHash.Of(template, 1)];
        Assert.Equal(3, hashes.Distinct().Count());
    }

    // Go's names and types of fields that are set, as %#v prints them.
    [Theory]
    [InlineData("resources: {requests: {cpu: 250m}}",
        "Requests:(v1.ResourceList)map[cpu:{i:(resource.int64Amount){value:(int64)250 scale:(resource.Scale)-3} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} "
            + "s:(string)250m Format:(resource.Format)DecimalSI}]")]
    [InlineData("resources: {limits: {memory: 64Mi}}", "map[memory:{i:(resource.int64Amount){value:(int64)67108864 scale:(resource.Scale)0}")]
    [InlineData("livenessProbe: {httpGet: {port: http}}",
        "LivenessProbe:(*v1.Probe){ProbeHandler:(v1.ProbeHandler){Exec:(*v1.ExecAction)<nil> HTTPGet:(*v1.HTTPGetAction){Path:(string)/ "
            + "Port:(intstr.IntOrString){Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)http}")]
    [InlineData("readinessProbe: {tcpSocket: {port: 80}}",
        "TCPSocket:(*v1.TCPSocketAction){Port:(intstr.IntOrString){Type:(intstr.Type)0 IntVal:(int32)80 StrVal:(string)}")]
    [InlineData("env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]",
        "Env:([]v1.EnvVar)[{Name:(string)IP Value:(string) ValueFrom:(*v1.EnvVarSource){FieldRef:(*v1.ObjectFieldSelector){APIVersion:(string)v1 "
            + "FieldPath:(string)status.podIP}")]
    [InlineData("command: [sleep, '3600']", "Command:([]string)[sleep 3600] Args:([]string)<nil>")]
    [InlineData("securityContext: {runAsUser: 0, privileged: false}", "SecurityContext:(*v1.SecurityContext){Capabilities:(*v1.Capabilities)<nil> Privileged:(*bool)false")]
    public void A_template_is_printed_with_the_types_of_the_api(string field, string printed) =>
        Assert.Contains(printed, TemplateHash.Dump(Template($"{{spec: {{containers: [{{name: a, image: b, {field}}}]}}}}")), StringComparison.Ordinal);

    private static ApiMap Template(string yaml) => PodDefaults.OfTemplate((ApiMap)ManifestYaml.Read("template: " + yaml)[0]["template"]!);
}
