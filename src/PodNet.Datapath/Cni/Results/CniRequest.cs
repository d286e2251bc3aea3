using PodNet.Kubernetes.Objects;

namespace PodNet.Datapath.Cni.Results;

/// <summary>What a runtime hands to a plugin on standard input (CNI specification 1.1.0, section 4): the plugin's configuration, with the
/// result of the plugin before it in the chain.</summary>
/// <param name="CniVersion">The specification's version.</param>
/// <param name="Name">The network's name.</param>
/// <param name="Type">The plugin's: the name of its program.</param>
/// <param name="Settings">What is the plugin's own: ipam, dns, runtimeConfig and the rest.</param>
public sealed record CniRequest(string CniVersion, string Name, string Type, ApiMap Settings, CniResult? Previous)
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">It is none; the message names the field.</exception>
    public static CniRequest Read(ApiMap json)
    {
        string Required(string name) => json.Text(name) is { Length: > 0 } text ? text : throw new FormatException($"{name} is missing");
        return new(
            Required("cniVersion"), Required("name"), Required("type"),
            json.Without("cniVersion").Without("name").Without("type").Without("prevResult"),
            json["prevResult"] is ApiMap previous ? CniResult.Read(previous) : null);
    }

    /// <summary>The request as JSON.</summary>
    public ApiMap Write() => ApiMap.Of(
        [.. Settings.Fields, .. ApiMap.Of(("cniVersion", CniVersion), ("name", Name), ("type", Type), ("prevResult", Previous?.Write())).Fields]);
}
