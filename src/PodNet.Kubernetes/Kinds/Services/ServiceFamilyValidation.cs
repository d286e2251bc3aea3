using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>The rules for addresses and families of a Service (kubernetes, pkg/apis/core/validation, ValidateServiceClusterIPsRelatedFields).</summary>
internal static class ServiceFamilyValidation
{
    private static readonly string[] Families = ["IPv4", "IPv6"];
    private static readonly string[] Policies = ["PreferDualStack", "RequireDualStack", "SingleStack"];

    public static void Validate(ApiMap spec, FieldErrorList errors)
    {
        HashSet<string> seen = [];
        foreach ((ApiValue family, int i) in spec.List("ipFamilies").Select((f, i) => (f, i)))
        {
            string at = Indexed.At("spec.ipFamilies", i);
            if (!Families.Contains(family.ToString())) errors.NotSupported(at, family, Families);
            if (!seen.Add(family.ToString()!)) errors.Duplicate(at, family);
        }

        if (spec.Text("ipFamilyPolicy") is { } policy && !Policies.Contains(policy)) errors.NotSupported("spec.ipFamilyPolicy", policy, Policies);
        string[] addresses = [.. spec.List("clusterIPs").Select(a => a.ToString()!)];
        if (addresses.Length > 2) errors.InvalidRaw("spec.clusterIPs", GoSyntax.TextList(addresses), "may only hold up to 2 values");
        for (int i = 0; i < addresses.Length; i++) Address(spec, addresses, i, errors);
    }

    private static void Address(ApiMap spec, string[] addresses, int i, FieldErrorList errors)
    {
        string at = Indexed.At("spec.clusterIPs", i), text = addresses[i];
        if (text == "None")
        {
            if (i > 0) errors.Invalid(at, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
            else if (addresses.Length > 1) errors.InvalidRaw("spec.clusterIPs", GoSyntax.TextList(addresses), "'None' must be the first and only value");
            return;
        }

        if (!IpAddress.TryParse(text, out IpAddress address))
        {
            errors.Invalid(at, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
            return;
        }

        if (i == 1 && addresses.Length == 2 && IpAddress.TryParse(addresses[0], out IpAddress first) && first.Family == address.Family)
            errors.InvalidRaw("spec.clusterIPs", GoSyntax.TextList(addresses), "may specify no more than one IP for each IP family");
        string? family = i < spec.List("ipFamilies").Count ? spec.List("ipFamilies")[i].ToString() : null;
        if (family is not null && family != ServiceFamilies.NameOf(address.Family))
            errors.Invalid(at, text, $"expected an {family} value as indicated by `ipFamilies[{i}]`");
    }
}
