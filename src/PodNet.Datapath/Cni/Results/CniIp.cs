using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Results;

/// <summary>An address a plugin gave, with its prefix length. Seen with <c>ip addr</c> in the pod.</summary>
/// <param name="Gateway">Of its subnet, or null.</param>
public sealed record CniIp(InterfaceAddress Address, IpAddress? Gateway)
{
    /// <summary>Index of its interface in the result's list, from 0; null: not said.</summary>
    public int? Interface { get; init; }

    internal static CniIp Read(ApiMap json)
    {
        CniJson.RequireOnly(json, "address", "gateway", "interface");
        return new(
            InterfaceAddress.Parse(json.Text("address") ?? throw new FormatException("ips: one has no address")),
            json.Text("gateway") is { } gateway ? IpAddress.Parse(gateway) : null)
        {
            Interface = (int?)json.Number("interface"),
        };
    }

    internal ApiMap Write() =>
        ApiMap.Of(("address", Address.ToString()), ("gateway", Gateway?.ToString()), ("interface", Interface is { } at ? (long)at : null));
}
