using System.Security.Cryptography;
using System.Text;

namespace PodNet.Datapath.ServiceProxy.Iptables;

/// <summary>Names of kube-proxy's chains (pkg/proxy/iptables/proxier.go, portProtoHash, servicePortEndpointChainName): a prefix and the first 16 letters of
/// the base32 of a SHA-256, so that a name of any length fits the 28 letters that iptables takes.</summary>
public static class ChainName
{
    private const int HashLetters = 16;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A chain about a port of a Service.</summary>
    /// <param name="prefix">KUBE-SVC-, KUBE-SVL-, KUBE-EXT- or KUBE-FW-.</param>
    /// <param name="servicePort">"namespace/name:port", or "namespace/name" when the port has no name.</param>
    /// <param name="protocol">tcp, udp or sctp.</param>
    public static string OfService(string prefix, string servicePort, string protocol) => prefix + Hash(servicePort + protocol);

    /// <summary>The chain of an endpoint of that port.</summary>
    /// <param name="endpoint">"address:port", of IPv6 "[address]:port".</param>
    public static string OfEndpoint(string servicePort, string protocol, string endpoint) => "KUBE-SEP-" + Hash(servicePort + protocol + endpoint);

    // RFC 4648 base32; 16 letters are the first 80 bits.
    private static string Hash(string text)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Create(HashLetters, digest, static (letters, bytes) =>
        {
            for (int i = 0; i < letters.Length; i++)
            {
                int bit = i * 5, at = bit / 8;
                letters[i] = Alphabet[((bytes[at] << 8 | bytes[at + 1]) >> (11 - bit % 8)) & 31];
            }
        });
    }
}
