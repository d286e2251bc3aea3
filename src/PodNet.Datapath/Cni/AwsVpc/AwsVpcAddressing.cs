using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.AwsVpc;

/// <summary>Pods' addresses are secondary addresses of their node's ENI, of the VPC's own network. A node's podCIDR stands for the prefixes that
/// ipamd was given for it (ENABLE_PREFIX_DELEGATION): a /24 is sixteen of them.</summary>
internal sealed class AwsVpcAddressing : PodAddressing
{
    /// <summary>AWS_VPC_K8S_CNI_VETHPREFIX, as it is by default.</summary>
    public const string DevicePrefix = "eni";

    public static AwsVpcAddressing Instance { get; } = new();

    /// <summary>The VPC that eksctl makes.</summary>
    public override IpPrefix? NodesNetwork { get; } = IpPrefix.Parse("192.168.0.0/16");

    public override IpPrefix PodSubnet { get; } = IpPrefix.Parse("192.168.128.0/17");

    public override bool IsInNodesNetwork => true;

    /// <summary>"eni" and the first 11 hexadecimal digits of the SHA-1 of NAMESPACE.POD (pkg/networkutils, GenerateHostVethName). A pod that
    /// is made again has the same.</summary>
    public override string HostInterfaceOf(string @namespace, string pod, int slot)
    {
#pragma warning disable CA5350 // A name, not a secret.
        return DevicePrefix + Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{@namespace}.{pod}"))))[..11];
#pragma warning restore CA5350
    }
}
