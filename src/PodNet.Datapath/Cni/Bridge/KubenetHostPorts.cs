using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Datapath.Cni.PortMap;
using PodNet.Kubernetes.Planning;
using PodNet.Kubernetes.Specification;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.Bridge;

/// <summary>kubenet's host ports, which no plugin makes but kubelet (pkg/kubelet/dockershim/network/hostport, Kubernetes 1.23): the chain
/// KUBE-HOSTPORTS leads to one chain of each port, and kubelet holds a socket on the port so that no other program takes it. A hostIP is not
/// looked at.</summary>
/// <param name="Bridge">The pods' bridge.</param>
internal sealed record KubenetHostPorts(string Bridge) : IHostPorts
{
    private const string TopLevel = "KUBE-HOSTPORTS";
    private const string Prefix = "KUBE-HP-";
    private const int HashLength = 16;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <inheritdoc/>
    public void Add(NamespaceBuilder node, PlannedPod pod, string sandbox, ValueList<InterfaceAddress> addresses)
    {
        foreach (InterfaceAddress address in addresses)
        {
            IpFamily family = address.Address.Family;
            KubeletMasquerade.Ensure(node, family);
            foreach (CniChain chain in Shared(family)) chain.Write(node, new("kubelet", "", "hostports"), family);
            foreach (HostPort port in pod.HostPorts) Chain(pod, sandbox, port, address.Address).Write(node, new("Pod", pod.Namespace, pod.Name), family);
        }

        foreach (HostPort port in pod.HostPorts.Where(p => p.Protocol != Model.Packets.IpProtocol.Sctp)) node.Listen(SocketOf(port));
    }

    /// <inheritdoc/>
    public void Delete(NamespaceBuilder node, PlannedPod pod, string sandbox)
    {
        foreach (HostPort port in pod.HostPorts)
        {
            foreach (IpFamily family in (IpFamily[])[IpFamily.V4, IpFamily.V6]) CniChain.Delete(node, ChainName(sandbox, port), [TopLevel], family);
            node.Sockets.Remove(SocketOf(port));
        }
    }

    /// <summary>KUBE-HP- and the first 16 characters of the SHA-256 of the sandbox's id, the port and the protocol, in base32.</summary>
    public static string ChainName(string sandbox, HostPort port)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sandbox}{port.Port}{port.ProtocolName}")));
        StringBuilder name = new(Prefix);
        for (int i = 0; i < HashLength; i++)
        {
            int bit = 5 * i, pair = hash[bit / 8] << 8 | hash[bit / 8 + 1];
            name.Append(Base32[pair >> (11 - bit % 8) & 31]);
        }

        return name.ToString();
    }

    // The second is for localhost, whose 127.0.0.1 the pod cannot answer to.
    private CniChain[] Shared(IpFamily family) =>
    [
        new(TopLevel, ["OUTPUT", "PREROUTING"], [["-m", "comment", "--comment", "kube hostport portals", "-m", "addrtype", "--dst-type", "LOCAL"]], []),
        new(
            "POSTROUTING", [], [],
            [
                [
                    "-m", "comment", "--comment", "SNAT for localhost access to hostports", "-o", Bridge,
                    "-s", family == IpFamily.V4 ? "127.0.0.0/8" : "::1/128", "-j", "MASQUERADE",
                ],
            ]),
    ];

    // The newest stands first, so that a rule that was left over does not keep its port.
    private static CniChain Chain(PlannedPod pod, string sandbox, HostPort port, IpAddress address)
    {
        string number = port.Port.ToString(CultureInfo.InvariantCulture), protocol = port.ProtocolName.ToLowerInvariant();
        ValueList<string> comment = ["-m", "comment", "--comment", $"{pod.Name}_{pod.Namespace} hostport {number}"];
        string to = address.Family == IpFamily.V4 ? $"{address}" : $"[{address}]";
        return new(
            ChainName(sandbox, port), [TopLevel], [[.. comment, "-m", protocol, "-p", protocol, "--dport", number]],
            [
                [.. comment, "-s", address.ToString(), "-j", KubeletMasquerade.MarkChain],
                [.. comment, "-p", protocol, "--dport", "0:65535", "-j", "DNAT", "--to-destination", string.Create(CultureInfo.InvariantCulture, $"{to}:{port.ContainerPort}")],
            ])
        {
            Prepend = true,
        };
    }

    private static Socket SocketOf(HostPort port) => new(port.Protocol, null, port.Port, "kubelet");
}
