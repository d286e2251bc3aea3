using System.Text.Json;
using PodNet.Kubectl.Check;
using PodNet.Lab.Captures;

namespace PodNet.Lab.CniCases;

/// <summary>Compares what CNI plugins and their daemons do here with cases taken from the real ones: address allocation, chains and rules,
/// routes, BGP sessions.</summary>
public static class CniCheck
{
    private static readonly Dictionary<string, Func<CniCase, string?>> Judges = new(StringComparer.Ordinal)
    {
        ["host-local-allocate"] = HostLocalCases.Allocate,
        ["host-local-sequence"] = HostLocalCases.Sequence,
        ["host-local-request"] = HostLocalCases.Request,
        ["host-local-range"] = HostLocalCases.Range,
        ["host-local-overlap"] = HostLocalCases.Overlap,
        ["cni-chain-name"] = PluginRuleCases.ChainNames,
        ["portmap-iptables"] = PluginRuleCases.PortMap,
        ["ipmasq-iptables"] = PluginRuleCases.IpMasquerade,
        ["cni-json-example"] = CniJsonCases.Example,
        ["flannel-routes"] = FlannelCases.Routes,
        ["flannel-iptables"] = FlannelCases.Rules,
        ["calico-bgp-sessions"] = BgpCases.Sessions,
    };

    /// <summary>The kinds of cases there are.</summary>
    public static IReadOnlyCollection<string> Kinds => Judges.Keys;

    /// <summary>Checks one file.</summary>
    /// <param name="name">The file, as messages name it.</param>
    /// <param name="text">Its text: a list of cases, each with id, kind, input and expect.</param>
    /// <exception cref="CheckFileException">It is no such list, or a case of it lacks something; the message says where.</exception>
    public static CheckReport Run(string name, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return new JsonValue(document.RootElement, "").Items().Select(Judge).Aggregate(CheckReport.Empty, CheckReport.Add);
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

    private static CheckReport Judge(JsonValue json)
    {
        string id = json["id"].Text(), kind = json["kind"].Text();
        if (json.Optional("judged") is { } judged && !judged.Flag()) return new(0, [], 1);
        string? difference = Judges.TryGetValue(kind, out Func<CniCase, string?>? judge)
            ? judge(new(json))
            : throw json["kind"].Wrong($"\"{kind}\" is none of {string.Join(", ", Kinds)}");
        return difference is null ? new(1, [], 0) : new(0, [$"{id} ({kind}): {difference}"], 0);
    }
}
