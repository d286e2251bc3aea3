using System.Text.Json;
using PodNet.Datapath.Dns;
using PodNet.Kubectl.Check;
using PodNet.Kubernetes.Objects;
using PodNet.Lab.Captures;
using PodNet.Lab.CniCases;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Lab.DnsCases;

/// <summary>Compares the cluster's DNS with cases taken from outside: the objects of a cluster, and questions with their answers.</summary>
public static class DnsCheck
{
    private static readonly string[] AlwaysThere = ["default", "kube-system"];

    /// <summary>Checks one file.</summary>
    /// <param name="name">The file, as messages name it.</param>
    /// <param name="text">Its text: zone, services, endpointSlices, where they count also pods, namespaces, upstreamStub and options of the server, and
    /// cases; or a list of such.</param>
    /// <exception cref="CheckFileException">It is no such file; the message says where.</exception>
    public static CheckReport Run(string name, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonValue root = new(document.RootElement, "");
            IEnumerable<JsonValue> clusters = document.RootElement.ValueKind == JsonValueKind.Array ? root.Items() : [root];
            return clusters.Select(Cluster).Aggregate(CheckReport.Empty, CheckReport.Add);
        }
        catch (JsonException problem)
        {
            throw new CheckFileException(FormattableString.Invariant($"{name}: not JSON: line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}"));
        }
        catch (CaptureFormatException problem)
        {
            throw new CheckFileException($"{name}: {problem.Message}");
        }
    }

    private static CheckReport Cluster(JsonValue file)
    {
        ClusterRecords records = Records(file);
        ClusterDnsOptions options = Options(file, new()
        {
            Zones = Zones(file),
            Ttl = file.Optional("ttl") is { } ttl ? (uint)ttl.Number(3600) : 5,
            Pods = Objects(file, "pods").Count > 0 ? PodNames.Verified : PodNames.Insecure,
            LocalAddresses = [IpAddress.LoopbackV4], // CoreDNS's own tables run there
        });
        Func<DnsQuestion, DnsMessage>? upstream = CaseUpstream.Of(file, options.Ttl);
        return file["cases"].Items().Select(c => Judge(c, records, Options(c, options), upstream)).Aggregate(CheckReport.Empty, CheckReport.Add);
    }

    private static CheckReport Judge(JsonValue json, ClusterRecords records, ClusterDnsOptions options, Func<DnsQuestion, DnsMessage>? upstream)
    {
        if (json.Optional("judged") is { } judged && !judged.Flag()) return new(0, [], 1);
        DnsCase one = DnsCase.Read(json);
        string? difference = one.Difference(new ClusterDns(options, records, upstream).Answer(one.Question), options);
        return difference is null ? new(1, [], 0) : new(0, [$"{one.Name}: {difference}"], 0);
    }

    // Without a list of namespaces there are those that objects are in.
    private static ClusterRecords Records(JsonValue file)
    {
        ValueList<ApiMap> services = Objects(file, "services"), slices = Objects(file, "endpointSlices"), pods = Objects(file, "pods");
        IEnumerable<string> namespaces = file.Optional("namespaces") is { } listed
            ? listed.Items().Select(n => n.IsObject() ? n["metadata"]["name"].Text() : n.Text())
            : services.Concat(slices).Concat(pods).Select(o => o.Text("metadata", "namespace") ?? "").Concat(AlwaysThere);
        return ClusterRecords.Empty(knowsPods: true).Update(services, slices, namespaces, pods);
    }

    private static ValueList<ApiMap> Objects(JsonValue file, string name) =>
        file.Optional(name) is { Element.ValueKind: JsonValueKind.Array } list ? list.Items().Select(i => i.Value() as ApiMap ?? ApiMap.Empty).ToValueList() : [];

    private static ValueList<string> Zones(JsonValue file)
    {
        if (file.Optional("zones") is { } zones) return zones.Texts().Select(DnsName.Absolute).ToValueList();
        return [DnsName.Absolute(file.Optional("zone")?.Text() ?? "cluster.local"), "in-addr.arpa.", "ip6.arpa."];
    }

    // The words of a Corefile's block kubernetes, in a file or a case, or in its "options".
    private static ClusterDnsOptions Options(JsonValue json, ClusterDnsOptions otherwise)
    {
        if (json.Optional("options") is { } inner && inner.IsObject()) otherwise = Options(inner, otherwise);
        JsonValue? pods = json.Optional("podMode") ?? (json.Optional("pods") is { Element.ValueKind: JsonValueKind.String } mode ? mode : null);
        return otherwise with
        {
            Pods = pods is { } p ? PodMode(p) : otherwise.Pods,
            Namespaces = json.Optional("exposedNamespaces")?.Texts() ?? otherwise.Namespaces,
            IgnoresEmptyServices = json.Optional("ignoreEmptyService")?.Flag() ?? otherwise.IgnoresEmptyServices,
            UsesPodNames = json.Optional("endpointPodNames")?.Flag() ?? otherwise.UsesPodNames,
            Fallthrough = json.Optional("fallthrough")?.Texts().Select(DnsName.Absolute).ToValueList() ?? otherwise.Fallthrough,
            LocalAddresses = Addresses(json, "localIPs") ?? otherwise.LocalAddresses,
            HasSynced = json.Optional("synced")?.Flag() ?? otherwise.HasSynced,
        };
    }

    private static ValueList<IpAddress>? Addresses(JsonValue json, string name) => json.Optional(name)?.Items().Select(a => a.Address()).ToValueList();

    private static PodNames PodMode(JsonValue json) => json.Text().ToUpperInvariant() switch
    {
        "DISABLED" => PodNames.Disabled,
        "INSECURE" => PodNames.Insecure,
        "VERIFIED" => PodNames.Verified,
        _ => throw json.Wrong($"\"{json.Text()}\" is none of disabled, insecure, verified"),
    };
}
