using System.Globalization;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;

namespace PodNet.Kubernetes.Kinds.Services;

/// <summary>Gives a Service its address and node ports (kubernetes, pkg/registry/core/service/ipallocator and portallocator). What is asked for
/// may be anything of the range; what is chosen comes from its upper part, so that both rarely meet.</summary>
internal sealed class ServiceAllocation(ObjectStore objects, ApiMap service, ApiRequest request, FieldErrorList errors)
{
    private const int FirstPort = 30000;
    private const int LastPort = 32767;

    // min(max(16, 2768 / 32), 128): ports below are not chosen while others are free.
    private const int StaticPorts = 86;

    /// <summary>The spec with its addresses and ports.</summary>
    public ApiMap Allocate()
    {
        ApiMap spec = service.Map("spec");
        if (spec.Text("type") == "ExternalName") return spec;
        if (spec.Text("clusterIP") != "None") spec = WithAddress(spec);
        bool needsPorts = spec.Text("type") == "NodePort" || (spec.Text("type") == "LoadBalancer" && spec.Flag("allocateLoadBalancerNodePorts"));
        return WithPorts(spec, needsPorts);
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

        bool hasPorts = type is "NodePort" or "LoadBalancer", hadPorts = before is "NodePort" or "LoadBalancer";
        if (hadPorts && !hasPorts)
        {
            if (updated["externalTrafficPolicy"] == old["externalTrafficPolicy"]) updated = updated.Without("externalTrafficPolicy");
            return updated.Without("allocateLoadBalancerNodePorts").EachMap("ports", p => OldPort(old, p) == p["nodePort"] ? p.Without("nodePort") : p);
        }

        return hasPorts && hadPorts ? updated.EachMap("ports", p => OldPort(old, p) is { } kept ? p.OrDefault("nodePort", kept) : p) : updated;
    }

    private static ApiValue? OldPort(ApiMap old, ApiMap port) =>
        old.Maps("ports").FirstOrDefault(p => p["port"] == port["port"] && p["protocol"] == port["protocol"])?["nodePort"];

    private ApiMap WithAddress(ApiMap spec)
    {
        HashSet<string> taken = [.. Others().SelectMany(s => s.List("spec", "clusterIPs")).Select(a => a.ToString()!)];
        if (spec.Text("clusterIP") is { Length: > 0 } asked)
        {
            string? problem = !objects.ServiceSubnet.Contains(IpAddress.Parse(asked))
                ? $"the provided IP ({asked}) is not in the valid range. The range of valid IPs is {objects.ServiceSubnet}"
                : taken.Contains(asked) ? "provided IP is already allocated" : null;
            if (problem is not null) errors.InvalidRaw("spec.clusterIPs", GoSyntax.TextList([asked]), $"failed to allocate IP {asked}: {problem}");
            return spec;
        }

        if (Choose(taken) is not { } address)
        {
            errors.InvalidRaw("spec.clusterIPs", "[]string(nil)", "failed to allocate a serviceIP: range is full");
            return spec;
        }

        return spec.With("clusterIP", address).With("clusterIPs", ApiEditing.Texts(address));
    }

    // The first free one from a random place in the upper part, then in the lower (ServiceIPStaticSubrange).
    private string? Choose(HashSet<string> taken)
    {
        IpPrefix subnet = objects.ServiceSubnet;
        long size = (long)Math.Min((ulong)subnet.Size, 1UL << 32) - 2;
        if (size <= 0) return null;
        long lower = Math.Min(Math.Max(16, size / 16), 256);
        if (lower >= size) lower = 0;
        long start = Identifiers.Pick(size - lower, request.Seed, "clusterIP", Stamp());
        for (long i = 0; i < size; i++)
        {
            long offset = i < size - lower ? lower + ((start + i) % (size - lower)) : i - (size - lower);
            string address = subnet.Address.Plus(1 + offset).ToString();
            if (!taken.Contains(address)) return address;
        }

        return null;
    }

    private ApiMap WithPorts(ApiMap spec, bool needed)
    {
        HashSet<(string?, long)> taken =
        [
            .. Others().SelectMany(s => s.Maps("spec", "ports")).Where(p => p.Number("nodePort") is > 0)
                .Select(p => (p.Text("protocol"), p.Number("nodePort")!.Value)),
        ];
        HashSet<long> own = [.. spec.Maps("ports").Select(p => p.Number("nodePort") ?? 0)];
        int index = -1;
        return spec.EachMap("ports", port =>
        {
            index++;
            string? protocol = port.Text("protocol");
            if (port.Number("nodePort") is > 0 and { } asked)
            {
                string? problem = asked is < FirstPort or > LastPort
                    ? $"provided port is not in the valid range. The range of valid ports is {FirstPort}-{LastPort}"
                    : taken.Contains((protocol, asked)) ? "provided port is already allocated" : null;
                if (problem is not null) errors.Invalid(Indexed.At("spec.ports", index) + ".nodePort", asked, problem);
                return port;
            }

            if (!needed) return port.Without("nodePort");
            long start = Identifiers.Pick(LastPort + 1 - FirstPort - StaticPorts, request.Seed, "nodePort", Stamp(),
                index.ToString(CultureInfo.InvariantCulture));
            for (long i = 0; i <= LastPort - FirstPort; i++)
            {
                long number = FirstPort + ((StaticPorts + start + i) % (LastPort + 1 - FirstPort));
                if (!taken.Contains((protocol, number)) && own.Add(number)) return port.With("nodePort", number);
            }

            errors.InvalidRaw(Indexed.At("spec.ports", index) + ".nodePort", "0", "failed to allocate a nodePort: range is full");
            return port;
        });
    }

    private IEnumerable<ApiMap> Others() => objects.List(ResourceKinds.Of<ServiceKind>()).Select(s => s.Content)
        .Where(s => s.Text("metadata", "uid") != service.Text("metadata", "uid"));

    private string Stamp() => objects.Version.ToString(CultureInfo.InvariantCulture);
}
