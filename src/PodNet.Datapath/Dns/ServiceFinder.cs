using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Dns;

namespace PodNet.Datapath.Dns;

/// <summary>Finds what names and addresses of a zone lead to (CoreDNS, plugin/kubernetes/kubernetes.go, reverse.go and ns.go). Where a list is null, the name
/// does not exist; an empty one says that it does, without records.</summary>
internal sealed class ServiceFinder(ClusterDnsOptions options, ClusterRecords records)
{
    private const string DefaultServer = "ns.dns.";

    /// <summary>The name without its zone, in small letters.</summary>
    public static string Below(string name, string zone) =>
        name.Length == zone.Length ? "" : name[..(zone == "." ? ^1 : ^(zone.Length + 1))].ToLowerInvariant();

    /// <summary>What a name leads to; the zone's own name server has a name too.</summary>
    public List<Target>? Find(string name, DnsType type, string zone)
    {
        if (Below(name, zone) + "." != DefaultServer) return Names(name, zone);
        return [.. NameServers(zone).Where(s => s.Type == type).Select(s => new Target(s.Address, null, s.Name, 0))];
    }

    /// <summary>What a name of the kubernetes schema leads to.</summary>
    public List<Target>? Names(string name, string zone)
    {
        if (QueryName.Parse(Below(name, zone)) is not { } query) return null;
        if (query.Kind.Length == 0) return [];
        if (ReverseName.IsReverse(name) || !IsExposed(query.Namespace)) return null;
        if (query.Service.Length == 0) return query.Kind == "pod" && options.Pods == PodNames.Disabled ? null : [];
        return query.Kind == "pod" ? Pod(query, zone) : Service(query, zone);
    }

    /// <summary>The names of an address: that of the Service with this ClusterIP, or those of the endpoints that have it.</summary>
    public IEnumerable<string> NamesOf(IpAddress address)
    {
        string zone = options.PrimaryZone;
        foreach (ServiceName service in records.WithClusterIp(address).Where(s => IsShown(s.Namespace))) return [Name(service, zone)];
        return records.WithEndpoint(address).Where(s => IsShown(s.Namespace)).SelectMany(
            s => records.Find(s)!.Groups.SelectMany(g => g.Endpoints).Where(e => e.Address == address), (s, e) => $"{HostName(e)}.{Name(s, zone)}");
    }

    /// <summary>The zone's name servers: the Services whose endpoint this server is, or itself.</summary>
    public IEnumerable<AddressRecord> NameServers(string zone)
    {
        ServiceNames[] own = [.. options.LocalAddresses.SelectMany(records.WithEndpoint).Select(records.Find).OfType<ServiceNames>()];
        if (own.Length == 0) return options.LocalAddresses.Select(a => new AddressRecord(DefaultServer + zone, options.Ttl, a));
        return own.SelectMany(s => s.IsHeadless
            ? s.Groups.SelectMany(g => g.Endpoints).Select(e => new AddressRecord($"{HostName(e)}.{Name(s.Name, zone)}", options.Ttl, e.Address))
            : s.ClusterIps.Select(a => new AddressRecord(Name(s.Name, zone), options.Ttl, a)));
    }

    private static string Name(ServiceName service, string zone) => $"{service.Name}.{service.Namespace}.svc.{zone}";

    private string HostName(EndpointName endpoint) => options.UsesPodNames ? endpoint.PodName : endpoint.HostName;

    private bool IsExposed(string @namespace) => IsShown(@namespace) && records.HasNamespace(@namespace);

    private bool IsShown(string @namespace) => options.Namespaces.Count == 0 || options.Namespaces.Contains(@namespace);

    private List<Target>? Pod(QueryName query, string zone)
    {
        if (options.Pods == PodNames.Disabled) return null;
        bool isV4 = query.Service.Count(c => c == '-') == 3 && !query.Service.Contains("--", StringComparison.Ordinal);
        bool isAddress = query.Service.All(c => c == '-' || char.IsAsciiHexDigit(c));
        if (!isAddress || !IpAddress.TryParse(query.Service.Replace('-', isV4 ? '.' : ':'), out IpAddress address)) return null;
        return options.Pods == PodNames.Insecure || records.HasPod(query.Namespace, address)
            ? [new(address, null, $"{query.Service}.{query.Namespace}.pod.{zone}", 0)] : null;
    }

    private List<Target>? Service(QueryName query, string zone)
    {
        if (records.Find(new(query.Namespace, query.Service)) is not { Service: not null } service) return null;
        string name = Name(service.Name, zone);
        if (service.ExternalName is { } alias)
        {
            bool isAlias = query is { Endpoint: "", Port: "", Protocol: "" } && !IpAddress.TryParse(alias, out _);
            return isAlias ? [new(default, alias, name, 0)] : null;
        }

        if (service.IsHeadless || query.Endpoint.Length > 0) return Endpoints(service, query, name);
        if (options.IgnoresEmptyServices && !service.EndpointAddresses.Any()) return null;
        NamedPort[] ports = [.. service.Ports.Where(query.Takes)];
        return ports.Length == 0 ? null : [.. ports.SelectMany(_ => service.ClusterIps, (p, a) => new Target(a, null, name, p.Number))];
    }

    private List<Target>? Endpoints(ServiceNames service, QueryName query, string name)
    {
        List<Target> found = [];
        foreach (EndpointGroup group in service.Groups)
        {
            foreach (EndpointName endpoint in group.Endpoints)
            {
                string host = HostName(endpoint);
                if (query.Endpoint.Length > 0 && !DnsName.Same(query.Endpoint, host)) continue;
                found.AddRange(group.Ports.Where(query.Takes).Select(p => new Target(endpoint.Address, null, $"{host}.{name}", p.Number)));
            }
        }

        return found.Count > 0 ? found : null;
    }
}
