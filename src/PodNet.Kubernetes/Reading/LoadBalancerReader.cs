using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Kubernetes.Yaml;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Reading;

/// <summary>Reads <c>networking.loadBalancer</c>: who gives Services addresses, and which.</summary>
internal static class LoadBalancerReader
{
    public static LoadBalancerSpec? Read(Fields networking)
    {
        if (!networking.Has("loadBalancer") || networking.Open("loadBalancer", ["name", "addresses"]) is not { } fields) return null;
        string name = fields.Text("name") ?? LoadBalancerSpec.MetalLb;
        if (!LoadBalancerSpec.Names.Contains(name)) fields.Report("name", FieldErrors.NotSupported(fields.PathOf("name"), name, LoadBalancerSpec.Names));
        if (!fields.Has("addresses")) fields.Report("addresses", FieldErrors.Required(fields.PathOf("addresses"), "a pool such as [192.168.50.200-192.168.50.220]"));
        return new(name, Addresses(fields).ToValueList());
    }

    private static IEnumerable<AddressRange> Addresses(Fields fields)
    {
        foreach ((YamlNode node, string path) in fields.Items("addresses"))
        {
            string text = node is YamlScalar scalar ? scalar.Text : node.Kind;
            if (AddressRange.TryParse(text, out AddressRange range)) yield return range;
            else fields.Problem(node, FieldErrors.Invalid(path, text, "must be a range such as 192.168.50.200-192.168.50.220, or a network in CIDR notation"));
        }
    }
}
