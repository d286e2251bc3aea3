using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Calico.Bgp;

/// <summary>Reads Calico's resources as <c>calicoctl apply -f</c> takes them.</summary>
public static class CalicoResourceReader
{
    private const string NodePrefix = "node.";

    /// <summary>The resources; kinds that have nothing to do with BGP are left aside.</summary>
    /// <exception cref="FormatException">An address, network or number is none; the message names the resource.</exception>
    public static CalicoResources Read(IEnumerable<ApiMap> documents)
    {
        ILookup<string, ApiMap> byKind = documents.ToLookup(d => d.Text("kind") ?? "");
        ApiMap[] configurations = [.. byKind["BGPConfiguration"]];
        return new()
        {
            Nodes = Each(byKind["Node"], Node),
            Peers = Each(byKind["BGPPeer"].OrderBy(NameOf, StringComparer.Ordinal), Peer),
            Pools = Each(byKind["IPPool"], Pool),
            Blocks = Each(byKind["BlockAffinity"], Block),
            Global = Each(configurations.Where(c => NameOf(c) == "default"), Configuration) is [.., var global] ? global : new(),
            OfNodes = Each(
                configurations.Where(c => NameOf(c).StartsWith(NodePrefix, StringComparison.Ordinal)),
                c => KeyValuePair.Create(NameOf(c)[NodePrefix.Length..], Configuration(c))),
        };
    }

    /// <summary>An autonomous system's number, plain or as two halves ("1.10").</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static uint AsNumber(string text)
    {
        string[] halves = text.Split('.');
        if (halves.Length == 1 && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint plain)) return plain;
        if (halves.Length == 2 && ushort.TryParse(halves[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort high)
            && ushort.TryParse(halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort low)) return ((uint)high << 16) | low;
        throw new FormatException($"'{text}' is no AS number");
    }

    private static ValueList<T> Each<T>(IEnumerable<ApiMap> documents, Func<ApiMap, T> read) => documents.Select(document =>
    {
        try
        {
            return read(document);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{document.Text("kind")} {NameOf(document)}: {wrong.Message}", wrong);
        }
    }).ToValueList();

    private static string NameOf(ApiMap document) => document.At("metadata", "name")?.ToString() ?? "";

    private static CalicoNode Node(ApiMap node)
    {
        ApiMap bgp = node.Map("spec", "bgp");
        return new(
            NameOf(node),
            node.Map("metadata", "labels").Fields.Select(l => KeyValuePair.Create(l.Key, l.Value.ToString()!)).ToValueList(),
            Interface(bgp.Text("ipv4Address")),
            Interface(bgp.Text("ipv6Address")),
            As(bgp, "asNumber"),
            bgp.Text("routeReflectorClusterID") ?? "",
            node.Text("spec", "wireguard", "interfaceIPv4Address") is { Length: > 0 });
    }

    private static BgpPeer Peer(ApiMap peer)
    {
        ApiMap spec = peer.Map("spec");
        return new(NameOf(peer), Given(spec, "node"), Given(spec, "nodeSelector"), Given(spec, "peerSelector"), Given(spec, "peerIP"))
        {
            AsNumber = As(spec, "asNumber") ?? 0,
            LocalAsNumber = As(spec, "localASNumber"),
            ReachableBy = Given(spec, "reachableBy") is { } by ? IpAddress.Parse(by) : null,
            NextHopMode = Given(spec, "nextHopMode"),
            KeepsNextHop = spec.Flag("keepOriginalNextHop"),
            ReversesPeering = Given(spec, "reversePeering") != "Manual",
            IsLocalWorkload = Given(spec, "localWorkloadSelector") is not null,
        };
    }

    private static IpPool Pool(ApiMap pool)
    {
        ApiMap spec = pool.Map("spec");
        return new(
            InterfaceAddress.Parse(spec.Text("cidr") ?? "").Network,
            Given(spec, "ipipMode") ?? "Never", Given(spec, "vxlanMode") ?? "Never", spec.Flag("disableBGPExport"));
    }

    private static BlockAffinity Block(ApiMap block) => new(
        block.Text("spec", "node") ?? "", IpPrefix.Parse(block.Text("spec", "cidr") ?? ""), block.Text("spec", "state") ?? "");

    private static BgpConfiguration Configuration(ApiMap configuration)
    {
        ApiMap spec = configuration.Map("spec");
        return new()
        {
            AsNumber = As(spec, "asNumber"),
            ListenPort = (int?)spec.Number("listenPort"),
            NodeToNodeMesh = spec.At("nodeToNodeMeshEnabled") is ApiFlag mesh ? mesh.Flag : null,
            NormalRoutePriority = spec.Number("ipv4NormalRoutePriority") ?? 1024,
            ProgramClusterRoutes = Given(spec, "programClusterRoutes"),
            ServiceClusterIps = Cidrs(spec, "serviceClusterIPs"),
            ServiceExternalIps = Cidrs(spec, "serviceExternalIPs"),
            ServiceLoadBalancerIps = Cidrs(spec, "serviceLoadBalancerIPs"),
            AggregatesLoadBalancers = Given(spec, "serviceLoadBalancerAggregation") is null or "Enabled",
        };
    }

    private static ValueList<string> Cidrs(ApiMap spec, string list) =>
        spec.Maps(list).Select(c => c.Text("cidr")).OfType<string>().Where(c => c.Length > 0).ToValueList();

    private static string? Given(ApiMap spec, string name) => spec.Text(name) is { Length: > 0 } text ? text : null;

    private static uint? As(ApiMap spec, string name) => spec.At(name)?.ToString() is { Length: > 0 } text and not "null" && spec.At(name) is not ApiNull ? AsNumber(text) : null;

    private static InterfaceAddress? Interface(string? text) => text is { Length: > 0 } ? InterfaceAddress.Parse(text) : null;
}
