using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads <c>networking</c> and <c>underlay</c>.</summary>
internal static class NetworkReader
{
    // RFC 791: every link carries 68 bytes; the largest IPv4 packet has 65,535.
    private const int LeastMtu = 68;
    private const int MostMtu = 65535;

    private static readonly string[] CniKeys = ["name", "mode", "mtu", .. CniSettings.All.Select(s => s.Key)];

    public static NetworkingSpec ReadNetworking(Fields document)
    {
        if (document.Open("networking", ["ipFamily", "podSubnet", "serviceSubnet", "nodeCidrMaskSize", "nodeCidrMaskSizeIPv6", "cni", "proxy", "loadBalancer"]) is not { } fields)
            return new() { Cni = new() { At = document.At }, At = document.At };
        return new()
        {
            Families = ReadFamilies(fields),
            PodSubnets = fields.Cidrs("podSubnet"),
            ServiceSubnets = fields.Cidrs("serviceSubnet"),
            NodeCidrMaskSize = fields.Integer("nodeCidrMaskSize", 1, 30),
            NodeCidrMaskSizeV6 = fields.Integer("nodeCidrMaskSizeIPv6", 1, 126),
            Cni = ReadCni(fields),
            Proxy = fields.Text("proxy") ?? "none",
            LoadBalancer = LoadBalancerReader.Read(fields),
            At = fields.At,
        };
    }

    public static UnderlaySpec ReadUnderlay(Fields document)
    {
        if (document.Open("underlay", ["switch", "bridge", "subnet", "subnets", "mtu", "router"]) is not { } fields) return new() { At = document.At };
        return new()
        {
            Switch = fields.Name("switch", Names.SubdomainProblem),
            Bridge = fields.Name("bridge", Names.InterfaceProblem),
            Networks = fields.Cidrs("subnet"),
            Subnets = ReadSubnets(fields).ToValueList(),
            Mtu = fields.Integer("mtu", LeastMtu, MostMtu),
            Router = ReadRouter(fields),
            At = fields.At,
        };
    }

    public static int? Mtu(Fields fields) => fields.Integer("mtu", LeastMtu, MostMtu);

    // The words of kind's configuration.
    private static ValueList<IpFamily> ReadFamilies(Fields fields)
    {
        switch (fields.Text("ipFamily"))
        {
            case null: return [];
            case "ipv4": return [IpFamily.V4];
            case "ipv6": return [IpFamily.V6];
            case "dual": return [IpFamily.V4, IpFamily.V6];
            case var other:
                fields.Report("ipFamily", FieldErrors.NotSupported(fields.PathOf("ipFamily"), other, ["ipv4", "ipv6", "dual"]));
                return [];
        }
    }

    private static CniSpec ReadCni(Fields networking)
    {
        YamlNode? node = networking.Find("cni");
        if (node is null) return new() { At = networking.At };
        if (node is YamlScalar name) return new() { Name = name.Text, At = new(node) };
        if (networking.Open("cni", CniKeys) is not { } fields)
            return new() { At = new(node) };
        return new()
        {
            Name = fields.Text("name"),
            Mode = fields.Text("mode"),
            Mtu = Mtu(fields),
            Vni = fields.Integer("vni", 0, 0xff_ffff),
            Port = fields.Integer("port", 1, 65535),
            BlockSize = fields.Integer("blockSize", 20, 30),
            RouteMetric = fields.Integer("routeMetric", 0, int.MaxValue),
            DirectRouting = fields.Flag("directRouting"),
            NonMasqueradeCidrs = fields.Cidrs("nonMasqueradeCIDR"),
            IpMasqAgent = IpMasqAgentReader.Read(fields, "masquerade"),
            NativeRoutingCidr = fields.Cidr("ipv4NativeRoutingCIDR"),
            BpfMasquerade = fields.Flag("bpfMasquerade"),
            HostRouting = ReadHostRouting(fields),
            Df = fields.Flag("df"),
            UdpChecksum = fields.Flag("udpcsum"),
            At = fields.At,
        };
    }

    private static string? ReadHostRouting(Fields cni)
    {
        string? routing = cni.Text("hostRouting");
        if (routing is not null and not ("bpf" or "legacy"))
            cni.Report("hostRouting", FieldErrors.NotSupported(cni.PathOf("hostRouting"), routing, ["bpf", "legacy"]));
        return routing;
    }

    private static IEnumerable<SubnetSpec> ReadSubnets(Fields underlay)
    {
        foreach ((YamlNode node, string path) in underlay.Items("subnets"))
        {
            string text = node is YamlScalar scalar ? scalar.Text : node.Kind;
            List<IpPrefix> networks = [];
            foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
            {
                if (IpPrefix.TryParse(part, out IpPrefix network, out _) && networks.Of(network.Address.Family) is null) networks.Add(network);
                else underlay.Problem(node, FieldErrors.Invalid(path, text, "must be a network in CIDR notation such as 192.168.60.0/24, or one of each family"));
            }

            yield return new(networks.ToValueList());
        }
    }

    private static RouterSpec ReadRouter(Fields underlay)
    {
        if (underlay.Open("router", ["name", "address", "mac", "addresses"]) is not { } fields) return new() { At = underlay.At };
        return new()
        {
            Name = fields.Name("name", Names.SubdomainProblem),
            LinkAddresses = fields.Addresses("address"),
            Mac = fields.Mac("mac"),
            Addresses = fields.Has("addresses") ? ReadAddresses(fields).ToValueList() : null,
            At = fields.At,
        };
    }

    private static IEnumerable<InterfaceAddress> ReadAddresses(Fields router)
    {
        foreach ((YamlNode node, string path) in router.Items("addresses"))
        {
            string text = node is YamlScalar scalar ? scalar.Text : node.Kind;
            if (Fields.AddressOf(text, out InterfaceAddress address) is { } problem)
                router.Problem(node, FieldErrors.Invalid(path, text, problem));
            else yield return address;
        }
    }
}
