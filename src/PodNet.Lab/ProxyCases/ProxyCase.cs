using PodNet.Datapath.ServiceProxy.Iptables;
using PodNet.Kubernetes.Objects;
using PodNet.Kubernetes.Services;
using PodNet.Kubernetes.Yaml;
using PodNet.Lab.Captures;
using PodNet.Lab.CniCases;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Lab.ProxyCases;

/// <summary>A node, Services and EndpointSlices, and what kube-proxy has to make of them.</summary>
internal sealed class ProxyCase(JsonValue json)
{
    // The interfaces that the cases' node has: lo, and one with its address.
    private static readonly ValueList<IpAddress> Loopbacks = [IpAddress.Parse("127.0.0.1"), IpAddress.LoopbackV6];

    public JsonValue Json => json;

    public string Id => json["id"].Text();

    public string Node => json["node"]["hostname"].Text();

    public IpAddress NodeAddress => json["node"]["nodeIP"].Address();

    /// <summary>The family whose rules are meant: that of its Services.</summary>
    public IpFamily Family => Services(IpFamily.V6).Count > 0 && Services(IpFamily.V4).Count == 0 ? IpFamily.V6 : IpFamily.V4;

    /// <summary>What kube-proxy is told.</summary>
    public IptablesSettings Settings(bool randomFully)
    {
        JsonValue node = json["node"];
        ValueList<IpPrefix> portAddresses = node.Texts("nodePortAddresses").Select(IpPrefix.Parse).Where(n => n.Address.Family == Family).ToValueList();
        return new(Family == NodeAddress.Family ? NodeAddress : IpAddress.Any(Family), Text(node, "clusterCIDR") is { } pods ? IpPrefix.Parse(pods) : null)
        {
            MasqueradeAll = node["masqueradeAll"].Flag(),
            LocalhostNodePorts = node["localhostNodePorts"].Flag(),
            NodePortAddresses = portAddresses,
            Addresses = Loopbacks.Append(NodeAddress).Where(a => a.Family == Family).ToValueList(),
            RandomFully = randomFully,
        };
    }

    /// <summary>What kube-proxy knows of the objects.</summary>
    public ServiceTable Services(IpFamily family) => ServiceTable.Empty(family).Update(Objects("services"), Objects("endpointSlices"));

    /// <summary>The node's rules in a namespace of its own.</summary>
    public NamespaceBuilder Write(NamespaceBuilder node, bool randomFully)
    {
        IptablesSettings settings = Settings(randomFully);
        IptablesRules.Prepare(node, settings);
        new IptablesRules().Write(node, Services(Family), Node, "", settings);
        return node;
    }

    private static string? Text(JsonValue value, string name) =>
        value.Optional(name) is { Element.ValueKind: System.Text.Json.JsonValueKind.String } text ? text.Text() : null;

    // JSON is YAML.
    private ValueList<ApiMap> Objects(string field) => json[field].Items().SelectMany(o => ManifestYaml.Read(o.Element.GetRawText())).ToValueList();
}
