using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Dns;

namespace PodNet.Datapath.Dns;

/// <summary>What names of pods ("10-244-1-2.default.pod.cluster.local.") are worth: the option <c>pods</c>.</summary>
public enum PodNames
{
    /// <summary>There are none.</summary>
    Disabled,

    /// <summary>The address is taken from the name, whether a pod has it or not.</summary>
    Insecure,

    /// <summary>Only addresses of pods of that namespace.</summary>
    Verified,
}

/// <summary>The block <c>kubernetes</c> of a Corefile (CoreDNS, plugin/kubernetes/README.md).</summary>
public sealed record ClusterDnsOptions
{
    /// <summary>The zones it is in charge of, absolute. The first that is no reverse zone is where services live.</summary>
    public ValueList<string> Zones { get; init; } = ["cluster.local.", "in-addr.arpa.", "ip6.arpa."];

    /// <summary>ttl: seconds that answers may be kept.</summary>
    public uint Ttl { get; init; } = 5;

    /// <summary>pods.</summary>
    public PodNames Pods { get; init; } = PodNames.Disabled;

    /// <summary>namespaces: the only ones shown; empty: all.</summary>
    public ValueList<string> Namespaces { get; init; }

    /// <summary>ignore empty_service: a Service without ready endpoints does not exist.</summary>
    public bool IgnoresEmptyServices { get; init; }

    /// <summary>endpoint_pod_names: endpoints without a hostname are called by their pod's name.</summary>
    public bool UsesPodNames { get; init; }

    /// <summary>fallthrough: zones of which names that are not found are asked upstream, absolute.</summary>
    public ValueList<string> Fallthrough { get; init; }

    /// <summary>Addresses of the server itself; they lead to the Service that is named as name server of the zone.</summary>
    public ValueList<IpAddress> LocalAddresses { get; init; }

    /// <summary>Whether the server has seen the API yet; before, what it does not find is a failure.</summary>
    public bool HasSynced { get; init; } = true;

    /// <summary>As kubeadm's Corefile has it: TTL 30, pods insecure, reverse zones that fall through.</summary>
    public static ClusterDnsOptions Kubeadm(string zone = "cluster.local") => new()
    {
        Zones = [DnsName.Absolute(zone), "in-addr.arpa.", "ip6.arpa."],
        Ttl = 30,
        Pods = PodNames.Insecure,
        Fallthrough = ["in-addr.arpa.", "ip6.arpa."],
    };

    /// <summary>The zone of services.</summary>
    public string PrimaryZone => Zones.FirstOrDefault(z => !ReverseName.IsReverse(z)) ?? (Zones.Count > 0 ? Zones[0] : ".");
}
