using System.Globalization;
using PodNet.Datapath;
using PodNet.Datapath.Cni.Flannel;
using PodNet.Kubernetes.Specification;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Lab.CniCases;

/// <summary>Cases of what flanneld writes into a node.</summary>
internal static class FlannelCases
{
    /// <summary>What one node has about its peers.</summary>
    public static string? Routes(CniCase one)
    {
        Cluster cluster = Build(one.Input);
        string on = one.Input["on"].Text();
        if (!cluster.TryNamespace(new(on), out NetworkNamespace? node)) throw one.Input["on"].Wrong($"there is no node \"{on}\"");
        JsonValue[] peers = [.. one.Input["nodes"].Items().Where(n => n["name"].Text() != on)];
        return Device(one.Expect, node)
            ?? Rows(one.Expect, "route", Printed(node, "ip", "route"), peers)
            ?? Rows(one.Expect, "neigh", Named(Printed(node, "ip", "neigh"), cluster, peers), peers)
            ?? Rows(one.Expect, "fdb", Named(Printed(node, "bridge", "fdb"), cluster, peers), peers);
    }

    /// <summary>Its rules, in iptables' order.</summary>
    public static string? Rules(CniCase one)
    {
        NamespaceBuilder node = new(new("node"));
        IpPrefix network = one.Input["network"].Network();
        if (one.Expect.Optional("nat") is not null)
            FlannelRules.WriteMasquerade(node, network, one.Input["nodeSubnet"].Network(), one.Input.Optional("randomFully")?.Flag() ?? false);
        if (one.Expect.Optional("filter") is not null) FlannelRules.WriteForward(node, network);
        string[] lines = Printed(node.Build(), "iptables-save");
        foreach (string table in (string[])["nat", "filter"])
        {
            if (one.Expect.Optional(table) is not { } expected) continue;
            ValueList<ValueList<string>> rules = lines.SkipWhile(l => l != $"*{table}").TakeWhile(l => l != "COMMIT")
                .Where(l => l.StartsWith("-A ", StringComparison.Ordinal)).Select(Words).ToValueList();
            if (CaseReading.RuleDifference(table, expected, rules) is { } difference) return difference;
        }

        return null;
    }

    private static Cluster Build(JsonValue input)
    {
        JsonValue backend = input["backend"];
        ClusterSpec spec = new()
        {
            Nodes = input["nodes"].Items()
                .Select(n => new NodeSpec { Name = n["name"].Text(), Addresses = [new(n["publicIP"].Address())], PodCidrs = [n["subnet"].Network()] }).ToValueList(),
            Networking = new()
            {
                PodSubnets = input.Optional("network") is { } network ? [network.Network()] : [],
                Cni = new()
                {
                    Name = "flannel",
                    Mode = backend["Type"].Text(),
                    Vni = backend.Optional("VNI")?.Number(0xff_ffff),
                    Port = backend.Optional("Port")?.Number(65535) ?? backend.Optional("ListenPort")?.Number(65535),
                    DirectRouting = backend.Optional("DirectRouting")?.Flag(),
                },
            },
        };
        try
        {
            return ClusterBuilder.Build(spec);
        }
        catch (ClusterFileException wrong)
        {
            throw input.Wrong(wrong.Message);
        }
    }

    private static string? Device(JsonValue expect, NetworkNamespace node)
    {
        if (expect.Optional("device") is not { } wanted) return null;
        string name = wanted["name"].Text();
        if (node.Devices.FirstOrDefault(d => d.Name == name) is not { } device) return CaseReading.Difference("device", name, null);
        Vxlan? vxlan = device as Vxlan;
        return Field("address", (device.Addresses.Count > 0 ? device.Addresses[0].ToString() : "")) ?? Number("vni", vxlan?.Vni)
            ?? Number("udpPort", vxlan?.DestinationPort) ?? Number("mtu", device.Mtu);

        string? Number(string field, int? got) => Field(field, got?.ToString(CultureInfo.InvariantCulture) ?? "");

        string? Field(string field, string got) => wanted.Optional(field) is { } value ? CaseReading.Difference(field, value.Element.ToString(), got) : null;
    }

    // Each row asked for is there; where none is, there is none about a peer.
    private static string? Rows(JsonValue expect, string name, string[] printed, JsonValue[] peers)
    {
        if (!expect.Element.TryGetProperty(name, out System.Text.Json.JsonElement wanted)) return null;
        string[] about = [.. printed.Where(l => peers.Any(p => IsAbout(l, p)))];
        string[] rows = wanted.ValueKind switch
        {
            System.Text.Json.JsonValueKind.Null => [],
            System.Text.Json.JsonValueKind.Array => [.. expect[name].Texts()],
            _ => [expect[name].Text()],
        };
        string? missing = rows.FirstOrDefault(r => !about.Contains(r));
        if (missing is not null || about.Length != rows.Length)
            return CaseReading.Difference(name, missing ?? string.Join("; ", rows), about.Length == 0 ? null : string.Join("; ", about));
        return null;
    }

    private static bool IsAbout(string line, JsonValue peer)
    {
        string[] words = line.Split(' ');
        return words.Contains(peer["subnet"].Text()) || words.Contains(peer["subnet"].Network().Address.ToString())
            || (words.Contains("dst") && words.Contains(peer["publicIP"].Text()));
    }

    // The MAC of a tunnel's end is its node's free choice: what counts is that the peers' rows have the one the device has.
    private static string[] Named(string[] lines, Cluster cluster, JsonValue[] peers)
    {
        foreach (JsonValue peer in peers)
        {
            if (peer.Optional("vtepMAC") is not { } given) continue;
            foreach (Vxlan device in cluster.Namespace(new(peer["name"].Text())).Devices.OfType<Vxlan>())
                lines = [.. lines.Select(l => l.Replace(device.Mac.ToString(), given.Mac().ToString(), StringComparison.Ordinal))];
        }

        return lines;
    }

    private static string[] Printed(NetworkNamespace node, params string[] command) =>
        [.. NamespaceCommands.Run(NamespaceView.Cold(node, default), command).Text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];

    // Words of a line of iptables-save; quotes hold blanks together.
    private static ValueList<string> Words(string line) =>
        line.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToValueList();
}
