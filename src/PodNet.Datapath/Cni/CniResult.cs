using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Cni;

/// <summary>What a plugin answers to ADD (the CNI specification, version 1.1.0, "ADD Success"), in the fields' order of libcni (pkg/types/100).</summary>
public sealed record CniResult
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null in what an IPAM plugin hands to the plugin that called it.</summary>
    public string? CniVersion { get; init; } = "1.1.0";

    /// <summary>Devices that were made, the pod's own among them.</summary>
    public ValueList<CniInterface> Interfaces { get; init; }

    public ValueList<CniIp> Ips { get; init; }

    public ValueList<CniRoute> Routes { get; init; }

    /// <summary>Name servers; empty: a pod's come from kubelet.</summary>
    public ValueList<string> Nameservers { get; init; }

    /// <summary>The result for a pod of a cluster, read from what was written into the pod's namespace and its node's.</summary>
    /// <exception cref="KeyNotFoundException">The cluster has no such namespace.</exception>
    public static CniResult Of(Cluster cluster, ClusterPod pod)
    {
        NetworkNamespace own = cluster.Namespace(pod.Id);
        List<CniInterface> interfaces = [];
        List<CniIp> ips = [];
        foreach (VethEnd end in own.Devices.OfType<VethEnd>())
        {
            if (cluster.TryNamespace(end.PeerNamespace, out NetworkNamespace? node) && node.TryDevice(end.PeerName, out NetDevice? host))
            {
                if (host.Port is { } port && interfaces.TrueForAll(i => i.Name != port.Bridge) && node.TryDevice(port.Bridge, out NetDevice? bridge))
                    interfaces.Add(new(bridge.Name, bridge.Mac, bridge.Mtu));
                interfaces.Add(new(host.Name, host.Mac, host.Mtu));
            }

            foreach (InterfaceAddress address in end.Addresses.Where(a => !a.Address.IsLinkLocal))
                ips.Add(new(address, GatewayOf(own, end.Name, address.Address.Family)) { Interface = interfaces.Count });
            interfaces.Add(new(end.Name, end.Mac, end.Mtu) { Sandbox = $"/var/run/netns/{pod.Id.Name}" });
        }

        return new()
        {
            Interfaces = interfaces.ToValueList(),
            Ips = ips.ToValueList(),
            Routes = own.Fib.Routes.Where(IsWritten).Select(r => new CniRoute(r.Destination, r.Via)).ToValueList(),
        };
    }

    /// <summary>As libcni prints it (json.MarshalIndent with four spaces); what is empty is left out, but for "dns".</summary>
    public string ToJson()
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            if (CniVersion is { } version) json.WriteString("cniVersion", version);
            Write(json, "interfaces", Interfaces, static (j, i) => i.Write(j));
            Write(json, "ips", Ips, static (j, i) => i.Write(j));
            Write(json, "routes", Routes, static (j, r) => r.Write(j));
            json.WriteStartObject("dns");
            if (Nameservers.Count > 0)
            {
                json.WriteStartArray("nameservers");
                foreach (string server in Nameservers) json.WriteStringValue(server);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write<T>(Utf8JsonWriter json, string name, ValueList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0) return;
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IpAddress? GatewayOf(NetworkNamespace pod, string device, IpFamily family) =>
        pod.Fib.Routes.FirstOrDefault(r => r.Destination.Length == 0 && r.Device == device && r.Destination.Address.Family == family)?.Via;

    // The kernel's own routes to what is on the link are no part of the result.
    private static bool IsWritten(Route route) =>
        route is { Table: RouteTable.Main, Type: RouteType.Unicast, Protocol: not RouteProtocol.Kernel } && route.Device is not (null or "lo");
}

/// <summary>A device.</summary>
/// <param name="Mtu">In bytes; 0: not said.</param>
public sealed record CniInterface(string Name, MacAddress? Mac, int Mtu = 0)
{
    /// <summary>Path of the network namespace it is in; null: the node's own.</summary>
    public string? Sandbox { get; init; }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("name", Name);
        if (Mac is { } mac) json.WriteString("mac", mac.ToString());
        if (Mtu > 0) json.WriteNumber("mtu", Mtu);
        if (Sandbox is { } sandbox) json.WriteString("sandbox", sandbox);
    }
}

/// <summary>An address with its prefix length.</summary>
/// <param name="Gateway">Of its subnet, or null.</param>
public sealed record CniIp(InterfaceAddress Address, IpAddress? Gateway)
{
    /// <summary>Index of its device among the result's interfaces; null: not said.</summary>
    public int? Interface { get; init; }

    internal void Write(Utf8JsonWriter json)
    {
        if (Interface is { } index) json.WriteNumber("interface", index);
        json.WriteString("address", Address.ToString());
        if (Gateway is { } gateway) json.WriteString("gateway", gateway.ToString());
    }
}

/// <summary>A route.</summary>
/// <param name="Gateway">Next hop; null: the address's gateway, or none.</param>
public sealed record CniRoute(IpPrefix Destination, IpAddress? Gateway = null)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("dst", Destination.ToString());
        if (Gateway is { } gateway) json.WriteString("gw", gateway.ToString());
    }
}
