using System.Collections.Immutable;
using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>Gives a Service its address and node ports (kubernetes, pkg/registry/core/service/ipallocator). What is asked for
/// may be anything of the range; what is chosen comes from its upper part, so that both rarely meet.</summary>
/// <param name="old">The stored spec on an update; null on creation.</param>
internal sealed class ServiceAllocation(ObjectStore objects, ApiMap service, ApiMap? old, ApiRequest request, FieldErrorList errors)
{
    private readonly ServiceRanges _others = ServiceRanges.Of(objects).Without(old);

    /// <summary>The spec with its addresses and ports.</summary>
    public ApiMap Allocate()
    {
        ApiMap spec = service.Map("spec");
        if (spec.Text("type") == "ExternalName") return spec;
        string[] families = [.. objects.Services.Subnets.Select(n => ServiceFamilies.NameOf(n.Address.Family))];
        spec = new ServiceFamilies(families, old, errors).Complete(spec);
        if (errors.Errors.Count > 0) return spec;
        if (spec.Text("clusterIP") != "None") spec = WithAddresses(spec);
        bool needsPorts = spec.Text("type") == "NodePort" || (spec.Text("type") == "LoadBalancer" && spec.Flag("allocateLoadBalancerNodePorts"));
        return new NodePortAllocation(_others.Ports, request, Stamp(), errors).Allocate(spec, needsPorts);
    }

    /// <summary>What an update that does not mention them keeps of the old spec: addresses, and ports where they are still used.</summary>
    public static ApiMap Keep(ApiMap old, ApiMap updated)
    {
        string type = updated.Text("type") ?? "", before = old.Text("type") ?? "";
        if (type == "ExternalName")
        {
            foreach (string field in (string[])["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"])
            {
                if (before != type && updated[field] == old[field]) updated = updated.Without(field);
            }
        }
        else if (updated["clusterIP"] is null && before != "ExternalName")
        {
            updated = updated.With("clusterIP", old["clusterIP"]).With("clusterIPs", old["clusterIPs"]);
        }

        bool hadCheck = HasHealthCheck(old);
        if (hadCheck && HasHealthCheck(updated)) updated = updated.OrDefault("healthCheckNodePort", old["healthCheckNodePort"] ?? 0);
        else if (hadCheck && updated["healthCheckNodePort"] == old["healthCheckNodePort"]) updated = updated.Without("healthCheckNodePort");
        bool hasPorts = type is "NodePort" or "LoadBalancer", hadPorts = before is "NodePort" or "LoadBalancer";
        if (hadPorts && !hasPorts)
        {
            if (updated["externalTrafficPolicy"] == old["externalTrafficPolicy"]) updated = updated.Without("externalTrafficPolicy");
            return updated.Without("allocateLoadBalancerNodePorts").EachMap("ports", p => OldPort(old, p) == p["nodePort"] ? p.Without("nodePort") : p);
        }

        return hasPorts && hadPorts ? updated.EachMap("ports", p => OldPort(old, p) is { } kept ? p.OrDefault("nodePort", kept) : p) : updated;
    }

    /// <summary>Whether a load balancer asks nodes if they have endpoints (apiservice.NeedsHealthCheck).</summary>
    public static bool HasHealthCheck(ApiMap spec) => spec.Text("type") == "LoadBalancer" && spec.Text("externalTrafficPolicy") == "Local";

    private static ApiValue? OldPort(ApiMap old, ApiMap port) =>
        old.Maps("ports").FirstOrDefault(p => p["port"] == port["port"] && p["protocol"] == port["protocol"])?["nodePort"];

    // What is there stays, what is asked for has to be free, what is missing is chosen: one address of each family.
    private ApiMap WithAddresses(ApiMap spec)
    {
        ImmutableHashSet<string> taken = _others.Addresses;
        string[] asked = [.. spec.List("clusterIPs").Select(a => a.ToString()!).Where(a => a.Length > 0)];
        string[] families = [.. spec.List("ipFamilies").Select(f => f.ToString()!)];
        List<string> given = [];
        for (int i = 0; i < families.Length; i++)
        {
            IpPrefix subnet = objects.Services.Subnets.First(n => ServiceFamilies.NameOf(n.Address.Family) == families[i]);
            if (i < asked.Length)
            {
                string? problem = !subnet.Contains(IpAddress.Parse(asked[i]))
                    ? $"the provided IP ({asked[i]}) is not in the valid range. The range of valid IPs is {subnet}"
                    : taken.Contains(asked[i]) ? "provided IP is already allocated" : null;
                if (problem is not null) errors.InvalidRaw("spec.clusterIPs", GoSyntax.TextList(asked), $"failed to allocate IP {asked[i]}: {problem}");
                given.Add(asked[i]);
            }
            else if (Choose(taken, subnet, i) is { } address)
            {
                given.Add(address);
            }
            else
            {
                errors.InvalidRaw("spec.clusterIPs", "[]string(nil)", "failed to allocate a serviceIP: range is full");
                return spec;
            }
        }

        return spec.With("clusterIP", given[0]).With("clusterIPs", ApiEditing.Texts(given));
    }

    // The first free one from a random place in the upper part, then in the lower (ServiceIPStaticSubrange).
    private string? Choose(ImmutableHashSet<string> taken, IpPrefix subnet, int family)
    {
        long size = (long)UInt128.Min(subnet.Size, 1UL << 32) - 2;
        if (size <= 0) return null;
        long lower = Math.Min(Math.Max(16, size / 16), 256);
        if (lower >= size) lower = 0;
        string what = family == 0 ? "clusterIP" : "second clusterIP";
        long start = Identifiers.Pick(size - lower, request.Seed, what, Stamp());
        for (long i = 0; i < size; i++)
        {
            long offset = i < size - lower ? lower + ((start + i) % (size - lower)) : i - (size - lower);
            string address = subnet.Address.Plus(1 + offset).ToString();
            if (!taken.Contains(address)) return address;
        }

        return null;
    }

    private string Stamp() => objects.Version.ToString(CultureInfo.InvariantCulture);
}
