using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>Which address families a Service has on this cluster (kubernetes, pkg/registry/core/service/storage/alloc.go, initIPFamilyFields).</summary>
/// <param name="cluster">The families of the cluster, the first first: "IPv4", "IPv6".</param>
/// <param name="old">The stored spec on an update; null on creation.</param>
internal sealed class ServiceFamilies(string[] cluster, ApiMap? old, FieldErrorList errors)
{
    private const string Policy = "spec.ipFamilyPolicy";

    /// <summary>As the API names a family.</summary>
    public static string NameOf(IpFamily family) => family == IpFamily.V6 ? "IPv6" : "IPv4";

    /// <summary>The spec with its policy and families, or errors.</summary>
    public ApiMap Complete(ApiMap spec)
    {
        bool isHeadless = spec.Text("clusterIP") == "None", hasSelector = spec.Map("selector").Count > 0;
        if (KeepsPreference(spec)) return spec;
        spec = spec.OrDefault("ipFamilyPolicy", old?["ipFamilyPolicy"] ?? (isHeadless && !hasSelector ? "RequireDualStack" : "SingleStack"));
        bool isSingle = spec.Text("ipFamilyPolicy") == "SingleStack";
        int before = errors.Errors.Count;
        if (old is not null) spec = Changed(spec, isSingle);
        if (isSingle && spec.List("clusterIPs").Count > 1) errors.Invalid(Policy, "SingleStack", Many("cluster IPs"));
        if (isSingle && spec.List("ipFamilies").Count > 1) errors.Invalid(Policy, "SingleStack", Many("IP families"));
        if (!isHeadless) spec = Inferred(spec);
        if (errors.Errors.Count > before) return spec;
        if (isHeadless && !hasSelector) return WithSecond(WithFirst(spec), isSingle);
        if (spec.Text("ipFamilyPolicy") == "RequireDualStack" && cluster.Length < 2)
            errors.Invalid(Policy, "RequireDualStack", "this cluster is not configured for dual-stack services");
        foreach ((ApiValue family, int i) in spec.List("ipFamilies").Select((f, i) => (f, i)))
        {
            if (!cluster.Contains(family.ToString())) errors.Invalid(Indexed.At("spec.ipFamilies", i), family, "not configured on this cluster");
        }

        return errors.Errors.Count > before ? spec : WithSecond(WithFirst(spec), isSingle || cluster.Length < 2);
    }

    private static string Many(string what) => $"must be 'RequireDualStack' or 'PreferDualStack' when multiple {what} are specified";

    // A Service that prefers two families is not given the second one only because the cluster has it by now.
    private bool KeepsPreference(ApiMap spec) => old is not null && old.Text("ipFamilyPolicy") == "PreferDualStack"
        && spec.Text("ipFamilyPolicy") == "PreferDualStack" && old["clusterIPs"] == spec["clusterIPs"] && old["ipFamilies"] == spec["ipFamilies"];

    private ApiMap Changed(ApiMap spec, bool isSingle)
    {
        foreach ((string field, string what) in (ReadOnlySpan<(string, string)>)[("clusterIPs", "cluster IP"), ("ipFamilies", "IP family")])
        {
            if (isSingle && spec[field] == old![field] && spec.List(field).Count > 1) spec = spec.With(field, ApiList.Of(spec.List(field).Take(1)));
            bool isReduced = old!.List(field).Count == 2 && spec.List(field).Count == 1 && old.List(field)[0] == spec.List(field)[0];
            if (!isSingle && isReduced) errors.Invalid(Policy, spec["ipFamilyPolicy"]!, $"must be 'SingleStack' to release the secondary {what}");
        }

        return spec;
    }

    // An address tells its family.
    private ApiMap Inferred(ApiMap spec)
    {
        string[] addresses = [.. spec.List("clusterIPs").Select(a => a.ToString()!)];
        for (int i = spec.List("ipFamilies").Count; i < addresses.Length; i++)
        {
            string family = NameOf(IpAddress.Parse(addresses[i]).Family);
            if (cluster.Contains(family)) spec = spec.With("ipFamilies", new ApiList(spec.List("ipFamilies").Add(family)));
            else errors.InvalidRaw(Indexed.At("spec.clusterIPs", i), GoSyntax.TextList(addresses), $"{family} is not configured on this cluster");
        }

        return spec;
    }

    private ApiMap WithFirst(ApiMap spec) => spec.List("ipFamilies").Count > 0 ? spec : spec.With("ipFamilies", ApiEditing.Texts(cluster[0]));

    private static ApiMap WithSecond(ApiMap spec, bool isOne) => isOne || spec.List("ipFamilies") is not [var first]
        ? spec : spec.With("ipFamilies", ApiEditing.Texts(first.ToString()!, first.ToString() == "IPv4" ? "IPv6" : "IPv4"));
}
