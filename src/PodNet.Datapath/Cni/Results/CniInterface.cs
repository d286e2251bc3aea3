using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Results;

/// <summary>An interface a plugin made. Seen with <c>ip link</c>.</summary>
/// <param name="Mtu">In bytes, since CNI 1.1.0; null: not said.</param>
public sealed record CniInterface(string Name, MacAddress? Mac, int? Mtu = null)
{
    /// <summary>Path of the network namespace it is in; null: the node's own.</summary>
    public string? Sandbox { get; init; }

    internal static CniInterface Read(ApiMap json)
    {
        CniJson.RequireOnly(json, "name", "mac", "sandbox", "mtu");
        MacAddress? mac = null;
        if (json.Text("mac") is { } text) mac = MacAddress.TryParse(text, out MacAddress parsed) ? parsed : throw new FormatException($"interfaces: '{text}' is no MAC address");
        return new(json.Text("name") ?? throw new FormatException("interfaces: one has no name"), mac, (int?)json.Number("mtu")) { Sandbox = json.Text("sandbox") };
    }

    internal ApiMap Write() => ApiMap.Of(("name", Name), ("mac", Mac?.ToString()), ("mtu", Mtu is { } mtu ? (long)mtu : null), ("sandbox", Sandbox));
}
