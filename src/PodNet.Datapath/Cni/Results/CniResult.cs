using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.Results;

/// <summary>What a CNI plugin answers to ADD (CNI specification 1.1.0, section 5, "ADD Success"): the interfaces it made, the addresses and routes
/// it gave. The next plugin of the chain is handed it as prevResult.</summary>
public sealed record CniResult
{
    /// <summary>The specification's version; null in an answer within a chain, where the request has it, and in what an IPAM plugin hands to the
    /// plugin that called it.</summary>
    public string? CniVersion { get; init; } = "1.1.0";

    /// <summary>Devices that were made, the pod's own among them.</summary>
    public ValueList<CniInterface> Interfaces { get; init; }

    public ValueList<CniIp> Ips { get; init; }

    public ValueList<CniRoute> Routes { get; init; }

    /// <summary>nameservers, domain, search and options, as written; null: not said, for a pod's come from kubelet.</summary>
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
            Ips = CniJson.Maps(json, "ips").Select(CniIp.Read).ToValueList(),
            Routes = CniJson.Maps(json, "routes").Select(CniRoute.Read).ToValueList(),
            Dns = json["dns"] as ApiMap,
        };
        foreach (CniIp ip in result.Ips)
        {
            if (ip.Interface is { } at && (at < 0 || at >= result.Interfaces.Count))
                throw new FormatException($"ips: {ip.Address} is on interface {at}; there are {result.Interfaces.Count}, counted from 0");
        }

        return result;
    }

    /// <summary>The result as JSON.</summary>
    public ApiMap Write() => ApiMap.Of(
        ("cniVersion", CniVersion),
        ("interfaces", CniJson.List(Interfaces.Select(i => i.Write()))),
        ("ips", CniJson.List(Ips.Select(i => i.Write()))),
        ("routes", CniJson.List(Routes.Select(r => r.Write()))),
        ("dns", Dns));

    /// <summary>As libcni prints it; what is empty is left out, but for "dns".</summary>
    public string ToJson() => CniJsonText.Print(Write().With("dns", Dns ?? ApiMap.Empty));
}
