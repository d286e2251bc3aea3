using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Datapath.Cni.PortMap;

/// <summary>What the bridge and ptp plugins write for one container where their configuration says ipMasq (containernetworking/plugins,
/// pkg/ip/ipmasq_iptables_linux.go): its packets to its own network keep their source, all others but multicast get the node's.</summary>
public static class IpMasquerade
{
    /// <summary>The container's chain.</summary>
    /// <param name="container">Its address with the length of its network.</param>
    public static CniChain Of(InterfaceAddress container, string network, string containerId)
    {
        string multicast = container.Address.Family == IpFamily.V4 ? "224.0.0.0/4" : "ff00::/8";
        ValueList<string> comment = ["-m", "comment", "--comment", $"name: {Quoted(network)} id: {Quoted(containerId)}"];
        return new(
            CniChainName.Of(network, containerId),
            ["POSTROUTING"],
            [["-s", container.Address.ToString()]],
            [
                ["-d", container.ToString(), "-j", "ACCEPT", .. comment],
                ["!", "-d", multicast, "-j", "MASQUERADE", .. comment],
            ])
        {
            EntryComment = comment,
        };
    }

    private static string Quoted(string text) => Kubernetes.Objects.GoText.Quote(text);
}
