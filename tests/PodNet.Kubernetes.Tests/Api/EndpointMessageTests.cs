using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Tests.Controllers;

namespace PodNet.Kubernetes.Tests.Api;

/// <summary>What the API server says of wrong EndpointSlices and Endpoints.</summary>
public sealed class EndpointMessageTests
{
    [Theory]
    [InlineData("endpoints: []", "addressType: Required value")]
    [InlineData("addressType: IP", "addressType: Unsupported value: \"IP\": supported values: \"FQDN\", \"IPv4\", \"IPv6\"")]
    [InlineData("addressType: IPv4, endpoints: [{addresses: []}]", "endpoints[0].addresses: Required value: must contain at least 1 address")]
    [InlineData("addressType: IPv4, endpoints: [{addresses: ['fd00::1']}]", "endpoints[0].addresses[0]: Invalid value: \"fd00::1\": must be a valid IPv4 address")]
    [InlineData("addressType: IPv4, endpoints: [{addresses: [127.0.0.1]}]",
        "endpoints[0].addresses[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)")]
    [InlineData("addressType: FQDN, endpoints: [{addresses: [host]}]",
        "endpoints[0].addresses[0]: Invalid value: \"host\": should be a domain with at least two segments separated by dots")]
    [InlineData("addressType: IPv4, ports: [{port: 1}, {port: 2}]", "ports[1].name: Duplicate value: \"\"")]
    [InlineData("addressType: IPv4, ports: [{port: 1, protocol: ICMP}]", "ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    public void Slices(string content, string message) => Refused($"apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {{name: s}}, {content}", message);

    [Theory]
    [InlineData("{ports: [{port: 1}]}", "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`")]
    [InlineData("{addresses: [{ip: a}]}", "subsets[0].addresses[0].ip: Invalid value: \"a\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("{addresses: [{ip: 169.254.1.1}]}",
        "subsets[0].addresses[0].ip: Invalid value: \"169.254.1.1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)")]
    [InlineData("{addresses: [{ip: 192.0.2.1}], ports: [{port: 1}, {port: 2, name: b}]}", "subsets[0].ports[0].name: Required value")]
    [InlineData("{addresses: [{ip: 192.0.2.1}], ports: [{port: 0}]}", "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    public void Endpoints(string subset, string message) => Refused($"apiVersion: v1, kind: Endpoints, metadata: {{name: e}}, subsets: [{subset}]", message);

    private static void Refused(string manifest, string message) =>
        Assert.Contains(message, Assert.Throws<ApiException>(() => TestCluster.New().Create($"{{{manifest}}}")).Message, StringComparison.Ordinal);
}
