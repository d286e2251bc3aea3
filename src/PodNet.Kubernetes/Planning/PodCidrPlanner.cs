using System.Globalization;
using PodNet.Kubernetes.Ipam;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Planning;

/// <summary>Gives each node a podCIDR as kube-controller-manager does: the first free block of podSubnet, from its beginning.</summary>
internal sealed class PodCidrPlanner(
    NetworkingSpec networking, PodAddressing addressing, ValueList<NodeSpec> nodes, string[] names, IpFamily family, ProblemList problems)
{
    // The largest pod network that is derived.
    private const int ShortestV4 = 9;
    private const int ShortestV6 = 32;

    private readonly int _toDerive = nodes.Count(n => n.PodCidrs.Of(family) is null);

    /// <summary>The default pod network, widened until it has a block for every node.</summary>
    public IpPrefix DeriveSubnet(IpPrefix smallest)
    {
        int blocks = Math.Max(1, _toDerive + nodes.Count(n => n.PodCidrs.Of(family) is { } given && smallest.Overlaps(given)));
        int length = MaskSize(smallest) - (int)Math.Ceiling(Math.Log2(blocks));
        return new(smallest.Address, Math.Clamp(length, Math.Min(family == IpFamily.V4 ? ShortestV4 : ShortestV6, smallest.Length), smallest.Length));
    }

    /// <summary>The podCIDRs in order of the nodes.</summary>
    public IpPrefix[] Plan(IpPrefix podSubnet)
    {
        CheckGiven(podSubnet);
        IpPrefix[] given = [.. nodes.Select(n => n.PodCidrs.Of(family)).OfType<IpPrefix>()];
        IEnumerator<IpPrefix> free = Blocks(podSubnet).Where(block => !given.Any(block.Overlaps)).GetEnumerator();
        IpPrefix[] cidrs = new IpPrefix[nodes.Count];
        int derived = 0;
        for (int i = 0; i < cidrs.Length; i++)
        {
            if (nodes[i].PodCidrs.Of(family) is { } cidr) cidrs[i] = cidr;
            else if (free.MoveNext()) (cidrs[i], derived) = (free.Current, derived + 1);
            else cidrs[i] = podSubnet;
        }

        if (derived < _toDerive) ReportTooSmall(podSubnet, derived);
        else CheckOverlaps(cidrs);
        return cidrs;
    }

    private int MaskSize(IpPrefix podSubnet) =>
        (family == IpFamily.V4 ? networking.NodeCidrMaskSize : networking.NodeCidrMaskSizeV6) ?? Math.Max(addressing.MaskSizeOf(family), podSubnet.Length);

    private IEnumerable<IpPrefix> Blocks(IpPrefix podSubnet)
    {
        int length = MaskSize(podSubnet);
        bool fits = length >= podSubnet.Length && IpRange.Problem(new(podSubnet.Address, length)) is null;
        return fits ? addressing.Blocks(podSubnet, length, nodes.Count) : [];
    }

    private void ReportTooSmall(IpPrefix podSubnet, int derived) =>
        problems.Add(networking.At.Of("podSubnet"), FieldErrors.Invalid("networking.podSubnet", podSubnet.ToString(), string.Create(
            CultureInfo.InvariantCulture,
            $"too small: a /{MaskSize(podSubnet)} is needed for each of {_toDerive} nodes and it has {derived} to give; ")
            + $"use a shorter prefix here or a longer nodeCidrMaskSize{(family == IpFamily.V4 ? "" : "IPv6")}"));

    private void CheckGiven(IpPrefix podSubnet)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].PodCidrs.Of(family) is not { } cidr) continue;
            SourcePosition at = nodes[i].At.Of("podCIDR");
            if (IpRange.Problem(cidr) is { } problem) problems.Add(at, $"node {names[i]}: podCIDR: {problem}");
            if (!podSubnet.Contains(cidr)) problems.Add(at, $"node {names[i]}: podCIDR {cidr} is not within podSubnet {podSubnet}");
        }
    }

    private void CheckOverlaps(IpPrefix[] cidrs)
    {
        int[] order = [.. Enumerable.Range(0, cidrs.Length).OrderBy(i => cidrs[i])];
        for (int i = 1; i < order.Length; i++)
        {
            (int a, int b) = (Math.Min(order[i - 1], order[i]), Math.Max(order[i - 1], order[i]));
            if (!cidrs[a].Overlaps(cidrs[b])) continue;
            problems.Add(
                nodes[b].At.Of("podCIDR"), $"podCIDR {cidrs[b]} of node {names[b]} overlaps podCIDR {cidrs[a]} of node {names[a]}");
        }
    }
}
