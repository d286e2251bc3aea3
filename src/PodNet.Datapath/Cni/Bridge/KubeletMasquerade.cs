using PodNet.Datapath.Cni.PortMap;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.Bridge;

/// <summary>kubelet's own masquerading of packets with mark 0x4000, which kubenet's host ports use (pkg/kubelet/kubelet_network_linux.go,
/// syncNetworkUtil, until Kubernetes 1.24). kube-proxy writes the same. Seen with <c>iptables-save -t nat</c>.</summary>
internal static class KubeletMasquerade
{
    /// <summary>The chain that sets the mark.</summary>
    public const string MarkChain = "KUBE-MARK-MASQ";

    private static readonly Origin Kubelet = new("kubelet", "", "masquerade");

    // Whoever comes with the mark loses it before the masquerading, lest it be masqueraded again in a tunnel.
    private static readonly CniChain[] Chains =
    [
        new(MarkChain, [], [], [["-j", "MARK", "--set-xmark", "0x4000/0x4000"]]),
        new(
            "KUBE-POSTROUTING", ["POSTROUTING"], [["-m", "comment", "--comment", "kubernetes postrouting rules"]],
            [
                ["-m", "mark", "!", "--mark", "0x4000/0x4000", "-j", "RETURN"],
                ["-j", "MARK", "--set-xmark", "0x4000/0x0"],
                ["-m", "comment", "--comment", "kubernetes service traffic requiring SNAT", "-j", "MASQUERADE", "--random-fully"],
            ])
        {
            Prepend = true,
        },
    ];

    /// <summary>Writes what is not there yet.</summary>
    public static void Ensure(NamespaceBuilder node, IpFamily family)
    {
        foreach (CniChain chain in Chains) chain.Write(node, Kubelet, family);
    }
}
