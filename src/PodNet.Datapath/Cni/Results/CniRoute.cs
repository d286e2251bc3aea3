using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Results;

/// <summary>A route a plugin made. Seen with <c>ip route</c> in the pod.</summary>
/// <param name="Gateway">Next hop; null: the address's gateway, or none.</param>
public sealed record CniRoute(IpPrefix Destination, IpAddress? Gateway = null)
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
