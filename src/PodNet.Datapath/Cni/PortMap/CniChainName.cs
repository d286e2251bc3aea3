using System.Security.Cryptography;
using System.Text;

namespace PodNet.Datapath.Cni.PortMap;

/// <summary>Names of the chains the plugins of containernetworking/plugins make for one container (pkg/utils/utils.go). They look random and
/// are not: the beginning of the SHA-512 of network name and container id, cut to the 28 characters iptables allows.</summary>
public static class CniChainName
{
    private const int Length = 28;

    /// <summary>CNI-... of the bridge and ptp plugins' masquerading.</summary>
    public static string Of(string network, string containerId) => Hashed("CNI-", network + containerId);

    /// <summary>CNI-DN-... of portmap.</summary>
    public static string OfPortMappings(string network, string containerId) => Hashed("CNI-DN-", network + containerId);

    private static string Hashed(string prefix, string text) =>
        (prefix + Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(text))))[..Length];
}
