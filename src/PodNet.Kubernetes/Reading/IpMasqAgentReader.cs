using System.Globalization;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads <c>masquerade</c>: ip-masq-agent by its name, or the configuration it is given.</summary>
internal static class IpMasqAgentReader
{
    private const string Name = "ip-masq-agent";
    private static readonly string[] Keys = ["nonMasqueradeCIDRs", "masqLinkLocal", "masqLinkLocalIPv6"];

    /// <summary>The agent; null: there is none.</summary>
    public static IpMasqAgentSpec? Read(Fields cni, string key)
    {
        if (cni.Find(key) is YamlMapping) return cni.Open(key, Keys) is { } fields ? Configuration(fields) : null;
        if (cni.Text(key) is not { } name) return null;
        if (name == Name) return new();
        cni.Report(key, FieldErrors.NotSupported(cni.PathOf(key), name, [Name]) + "; or a mapping: its configuration");
        return null;
    }

    private static IpMasqAgentSpec Configuration(Fields fields)
    {
        ValueList<IpPrefix>? networks = fields.Has(Keys[0]) ? fields.Networks(Keys[0]) : null;
        if (networks?.Count > IpMasqAgentSpec.CidrLimit)
        {
            fields.Report(Keys[0], string.Create(
                CultureInfo.InvariantCulture, $"{fields.PathOf(Keys[0])}: the agent takes at most {IpMasqAgentSpec.CidrLimit} networks, and here are {networks.Value.Count}"));
        }

        return new()
        {
            NonMasqueradeCidrs = networks ?? IpMasqAgentSpec.PrivateNetworks,
            MasqLinkLocal = fields.Flag("masqLinkLocal") ?? false,
            MasqLinkLocalIpv6 = fields.Flag("masqLinkLocalIPv6") ?? false,
        };
    }
}
