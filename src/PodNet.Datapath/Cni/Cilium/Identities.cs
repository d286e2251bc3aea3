using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PodNet.Kubernetes.Planning;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Cilium;

/// <summary>Security identities: pods of one namespace with the same labels have the same number (pkg/identity). Upstream the first node that needs
/// one takes a free number from 256 on at random; here it follows from the labels. The tunnel carries the sender's as its network
/// identifier.</summary>
internal sealed class Identities
{
    /// <summary>Reserved numbers: the node itself, and other nodes (pkg/identity/numericidentity.go).</summary>
    public const int Host = 1;
    public const int RemoteNode = 6;
    private const int World = 2;
    private const int WorldIpv4 = 9;
    private const int WorldIpv6 = 10;

    private const int First = 256;
    private const int Last = 65535;
    private readonly bool _dual;
    private readonly Lazy<Dictionary<string, int>> _byLabels;

    public Identities(ClusterPlan plan) => (_dual, _byLabels) = (plan.PodSubnets.Count > 1, new(() => Allocate(plan.Pods.Select(LabelsOf))));

    /// <summary>Everything outside: one number, or with both families one for each.</summary>
    public int WorldOf(IpFamily family) => !_dual ? World : family == IpFamily.V4 ? WorldIpv4 : WorldIpv6;

    /// <summary>A pod's number.</summary>
    public int Of(PlannedPod pod) => _byLabels.Value[LabelsOf(pod)];

    // In the order of the labels, so that the file's order does not count; who finds a number taken gets the next one.
    private static Dictionary<string, int> Allocate(IEnumerable<string> labels)
    {
        Dictionary<string, int> byLabels = [];
        HashSet<int> taken = [];
        foreach (string set in labels.Distinct().Order(StringComparer.Ordinal))
        {
            int number = First + (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(set))) % (Last - First + 1));
            while (!taken.Add(number)) number = number == Last ? First : number + 1;
            byLabels.Add(set, number);
        }

        return byLabels;
    }

    private static string LabelsOf(PlannedPod pod)
    {
        IEnumerable<string> own = pod.Written?.Manifest is { } manifest ? manifest.Map("metadata", "labels").Fields.Select(f => $"k8s:{f.Key}={f.Value}") : [];
        return string.Join(';', own.Append($"k8s:io.kubernetes.pod.namespace={pod.Namespace}").Order(StringComparer.Ordinal));
    }
}
