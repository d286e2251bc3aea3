using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Results;

/// <summary>What a CNI plugin answers to ADD (CNI specification 1.1.0, section 5): the interfaces it made, the addresses and routes it gave.
/// The next plugin of the chain is handed it as prevResult.</summary>
public sealed record CniResult
{
    /// <summary>The specification's version; null in an answer within a chain, where the request has it.</summary>
    public string? CniVersion { get; init; }

    public ValueList<CniInterface> Interfaces { get; init; }

    public ValueList<CniAddress> Addresses { get; init; }

    public ValueList<CniRoute> Routes { get; init; }

    /// <summary>nameservers, domain, search and options, as written.</summary>
    public ApiMap? Dns { get; init; }

    /// <summary>Reads a result.</summary>
    /// <exception cref="FormatException">It is none; the message names the field.</exception>
    public static CniResult Read(ApiMap json)
    {
        CniJson.RequireOnly(json, "cniVersion", "interfaces", "ips", "routes", "dns");
        CniResult result = new()
        {
            CniVersion = json.Text("cniVersion"),
            Interfaces = CniJson.Maps(json, "interfaces").Select(CniInterface.Read).ToValueList(),
            Addresses = CniJson.Maps(json, "ips").Select(CniAddress.Read).ToValueList(),
            Routes = CniJson.Maps(json, "routes").Select(CniRoute.Read).ToValueList(),
            Dns = json["dns"] as ApiMap,
        };
        foreach (CniAddress address in result.Addresses)
        {
            if (address.Interface is { } at && (at < 0 || at >= result.Interfaces.Count))
                throw new FormatException($"ips: {address.Address} is on interface {at}; there are {result.Interfaces.Count}, counted from 0");
        }

        return result;
    }

    /// <summary>The result as JSON.</summary>
    public ApiMap Write() => ApiMap.Of(
        ("cniVersion", CniVersion),
        ("interfaces", CniJson.List(Interfaces.Select(i => i.Write()))),
        ("ips", CniJson.List(Addresses.Select(a => a.Write()))),
        ("routes", CniJson.List(Routes.Select(r => r.Write()))),
        ("dns", Dns));
}

/// <summary>An interface a plugin made.</summary>
/// <param name="Sandbox">Path of the network namespace it is in; null: the node's.</param>
public sealed record CniInterface(string Name, MacAddress? Mac, string? Sandbox)
{
    /// <summary>In bytes, since CNI 1.1.0.</summary>
    public int? Mtu { get; init; }

    internal static CniInterface Read(ApiMap json)
    {
        CniJson.RequireOnly(json, "name", "mac", "sandbox", "mtu");
        MacAddress? mac = null;
        if (json.Text("mac") is { } text) mac = MacAddress.TryParse(text, out MacAddress parsed) ? parsed : throw new FormatException($"interfaces: '{text}' is no MAC address");
        return new(json.Text("name") ?? throw new FormatException("interfaces: one has no name"), mac, json.Text("sandbox")) { Mtu = (int?)json.Number("mtu") };
    }

    internal ApiMap Write() => ApiMap.Of(("name", Name), ("mac", Mac?.ToString()), ("mtu", Mtu is { } mtu ? (long)mtu : null), ("sandbox", Sandbox));
}

/// <summary>An address a plugin gave.</summary>
/// <param name="Interface">Index of its interface in the result's list, from 0.</param>
public sealed record CniAddress(InterfaceAddress Address, IpAddress? Gateway, int? Interface)
{
    internal static CniAddress Read(ApiMap json)
    {
        CniJson.RequireOnly(json, "address", "gateway", "interface");
        return new(
            InterfaceAddress.Parse(json.Text("address") ?? throw new FormatException("ips: one has no address")),
            json.Text("gateway") is { } gateway ? IpAddress.Parse(gateway) : null, (int?)json.Number("interface"));
    }

    internal ApiMap Write() =>
        ApiMap.Of(("address", Address.ToString()), ("gateway", Gateway?.ToString()), ("interface", Interface is { } at ? (long)at : null));
}

/// <summary>A route a plugin made.</summary>
public sealed record CniRoute(IpPrefix Destination, IpAddress? Gateway)
{
    /// <summary>mtu, advmss, priority, table and scope, since CNI 1.1.0.</summary>
    public ApiMap Further { get; init; } = ApiMap.Empty;

    internal static CniRoute Read(ApiMap json)
    {
        CniJson.RequireOnly(json, "dst", "gw", "mtu", "advmss", "priority", "table", "scope");
        return new(
            IpPrefix.Parse(json.Text("dst") ?? throw new FormatException("routes: one has no dst")), json.Text("gw") is { } gateway ? IpAddress.Parse(gateway) : null)
        {
            Further = json.Without("dst").Without("gw"),
        };
    }

    internal ApiMap Write() => ApiMap.Of([.. Further.Fields, .. ApiMap.Of(("dst", Destination.ToString()), ("gw", Gateway?.ToString())).Fields]);
}
