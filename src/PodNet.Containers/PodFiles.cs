using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Addressing;
using PodNet.Model.Topology;

namespace PodNet.Containers;

/// <summary>The files a kubelet writes for a pod.</summary>
internal static class PodFiles
{
    /// <summary>The pod's host name: spec.hostname, else its name.</summary>
    public static string HostName(KubernetesObject pod) => pod.Content.Text("spec", "hostname") ?? pod.Name;

    /// <summary>Address of the cluster's DNS Service: the tenth of the service subnet.</summary>
    public static IpAddress NameServer(Cluster cluster) => cluster.Topology.ServiceSubnet.Address.Plus(10);

    /// <summary>What is in a file, or null when there is no such file.</summary>
    public static string? Read(string path, KubernetesObject pod, ClusterPod place, Cluster cluster) => path switch
    {
        "/etc/hosts" => Hosts(pod, place),
        "/etc/resolv.conf" => ResolvConf(pod, cluster),
        "/etc/hostname" => HostName(pod) + "\n",
        "/proc/sys/net/ipv4/ip_forward" => cluster.Namespace(place.Id).Sysctls.Get("net.ipv4.ip_forward").ToString(CultureInfo.InvariantCulture) + "\n",
        _ when path.StartsWith("/sys/class/net/", StringComparison.Ordinal) => Device(path.Split('/'), place, cluster),
        _ => null,
    };

    // pkg/kubelet/kubelet_pods.go, ensureHostsFile.
    private static string Hosts(KubernetesObject pod, ClusterPod place)
    {
        string name = pod.Content.Text("spec", "subdomain") is { } subdomain
            ? $"{HostName(pod)}.{subdomain}.{pod.Namespace}.svc.cluster.local\t{HostName(pod)}"
            : HostName(pod);
        return "# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\n"
            + $"fe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n{place.Address}\t{name}\n";
    }

    // pkg/kubelet/network/dns/dns.go: dnsPolicy ClusterFirst.
    private static string ResolvConf(KubernetesObject pod, Cluster cluster) =>
        $"search {pod.Namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver {NameServer(cluster)}\noptions ndots:5\n";

    private static string? Device(string[] parts, ClusterPod place, Cluster cluster)
    {
        if (parts is not ["", "sys", "class", "net", var name, var attribute]) return null;
        if (cluster.Namespace(place.Id).Devices.FirstOrDefault(d => d.Name == name) is not { } device) return null;
        return attribute switch
        {
            "mtu" => device.Mtu.ToString(CultureInfo.InvariantCulture) + "\n",
            "address" => device.Mac + "\n",
            _ => null,
        };
    }
}
