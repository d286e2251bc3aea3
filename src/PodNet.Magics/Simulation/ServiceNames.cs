using PodNet.Datapath;
using PodNet.Kubernetes.Services;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>Understands how people name Services: "web", "shop/web", "svc/web", "web.shop".</summary>
public static class ServiceNames
{
    /// <summary>The Services with a ClusterIP, those of other namespaces with theirs in front.</summary>
    public static IEnumerable<string> All(Cluster cluster) => Served(cluster).Select(s => s.Name).Distinct().Order().Select(Display);

    /// <summary>The Service of that name in each family, or none.</summary>
    public static ValueList<ProxiedService> Find(Cluster cluster, string name)
    {
        string bare = name.StartsWith("svc/", StringComparison.Ordinal) ? name[4..] : name.StartsWith("service/", StringComparison.Ordinal) ? name[8..] : name;
        return Served(cluster).Where(s => bare == Display(s.Name) || bare == s.Name.ToString() || bare == $"{s.Name.Name}.{s.Name.Namespace}"
            || bare == $"{s.Name.Name}.{s.Name.Namespace}.svc" || bare == $"{s.Name.Name}.{s.Name.Namespace}.svc.cluster.local").ToValueList();
    }

    /// <summary>The Service of that name in each family.</summary>
    /// <exception cref="MagicException">None; the nearest is suggested.</exception>
    public static ValueList<ProxiedService> Required(Cluster cluster, string name)
    {
        ValueList<ProxiedService> found = Find(cluster, name);
        if (found.Count > 0) return found;
        throw new MagicException($"no Service '{name}'{NearestName.Suggestion(name, All(cluster))} (the Services are {string.Join(", ", All(cluster).Take(12))})");
    }

    /// <summary>Its ClusterIPs, the first family's first; none where there is no such Service.</summary>
    public static ValueList<IpAddress> Addresses(Cluster cluster, string name) => Find(cluster, name).Select(s => s.Ports[0].ClusterIp).ToValueList();

    private static IEnumerable<ProxiedService> Served(Cluster cluster)
    {
        ServiceTables tables = cluster.Services();
        return cluster.Topology.PodSubnets.SelectMany(s => tables.Of(s.Address.Family).Services).Where(s => s.Ports.Count > 0);
    }

    private static string Display(ServiceName name) => name.Namespace == "default" ? name.Name : name.ToString();
}
