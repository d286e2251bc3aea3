using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Kubernetes.Dns;

/// <summary>The resolv.conf that a kubelet gives a pod (kubernetes, pkg/kubelet/network/dns/dns.go).</summary>
public static class PodResolvConf
{
    private const int MostNameservers = 3, MostSearchDomains = 32, MostSearchCharacters = 2048;

    /// <summary>The file of a pod. <c>dnsPolicy</c> says where it comes from, and <c>dnsConfig</c> adds to it.</summary>
    /// <param name="pod">The Pod object, with or without defaults.</param>
    /// <param name="zone">The kubelet's clusterDomain: "cluster.local".</param>
    /// <param name="clusterDns">The kubelet's clusterDNS: the addresses of the DNS Service. Empty: the cluster has none, and pods get their node's file.</param>
    /// <param name="node">The node's own file.</param>
    public static ResolvConf Of(ApiMap pod, string zone, ValueList<IpAddress> clusterDns, ResolvConf node)
    {
        ApiMap spec = pod.Map("spec");
        bool fromCluster = spec.Text("dnsPolicy") switch
        {
            "None" or "Default" => false,
            "ClusterFirstWithHostNet" => true,
            _ => !spec.Flag("hostNetwork"),
        };
        ResolvConf file = spec.Text("dnsPolicy") == "None" ? ResolvConf.Empty
            : fromCluster && clusterDns.Count > 0 ? OfCluster(pod.Text("metadata", "namespace") ?? "default", zone, clusterDns, node) : node;
        return Fitted(spec.Has("dnsConfig") ? With(file, spec.Map("dnsConfig")) : file);
    }

    private static ResolvConf OfCluster(string @namespace, string zone, ValueList<IpAddress> clusterDns, ResolvConf node)
    {
        zone = zone.TrimEnd('.');
        return new(clusterDns, Distinct([$"{@namespace}.svc.{zone}", $"svc.{zone}", zone, .. node.Search]), ["ndots:5"]);
    }

    private static ResolvConf With(ResolvConf file, ApiMap config)
    {
        IEnumerable<IpAddress> servers = config.List("nameservers").Select(s => IpAddress.TryParse(s.ToString(), out IpAddress address) ? address : default)
            .Where(a => !a.IsNone);
        // The kubelet keeps options in a map: one by each name, in any order. Here they stay where they were.
        List<string> options = [.. file.Options];
        foreach (ApiMap option in config.Maps("options"))
        {
            string name = option.Text("name") ?? "", text = option.Text("value") is { Length: > 0 } value ? $"{name}:{value}" : name;
            int known = options.FindIndex(o => o.Split(':')[0] == name);
            if (known < 0) options.Add(text);
            else options[known] = text;
        }

        return new(
            [.. file.Nameservers.Concat(servers).Distinct()],
            Distinct([.. file.Search, .. config.List("searches").Select(s => s.ToString() ?? "")]), options.ToValueList());
    }

    private static ResolvConf Fitted(ResolvConf file)
    {
        ValueList<string> search = file.Search.Take(MostSearchDomains).ToValueList();
        while (string.Join(' ', search).Length > MostSearchCharacters) search = search.RemoveAt(search.Count - 1);
        return file with { Nameservers = file.Nameservers.Take(MostNameservers).ToValueList(), Search = search };
    }

    private static ValueList<string> Distinct(IEnumerable<string> texts) => texts.Distinct(StringComparer.Ordinal).ToValueList();
}
