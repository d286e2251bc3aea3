using PodNet.Engine.Simulation;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Packets;

namespace PodNet.Engine.Stages;

/// <summary>Fragments that wait for their others (net/ipv4/ip_fragment.c).</summary>
internal sealed class FragmentQueue
{
    private readonly Dictionary<(IpAddress, IpAddress, IpProtocol, ushort), List<SkBuff>> _waiting = [];

    /// <summary>Takes a fragment. True when the packet is complete: <paramref name="skb"/> is then the whole packet, in the first fragment's journey.</summary>
    public bool Join(Kernel kernel, ref SkBuff skb)
    {
        IpHeader ip = skb.Packet.Ip!;
        var key = (ip.Source, ip.Destination, ip.Protocol, ip.Id);
        if (!_waiting.TryGetValue(key, out List<SkBuff>? parts)) _waiting[key] = parts = [];
        parts.Add(skb);
        parts.Sort((a, b) => a.Packet.Ip!.FragmentOffset.CompareTo(b.Packet.Ip!.FragmentOffset));
        if (!IsComplete(parts, out int length)) return false;
        _waiting.Remove(key);
        SkBuff first = parts[0];
        Packet head = first.Packet;
        int largest = 0;
        foreach (SkBuff part in parts)
        {
            largest = Math.Max(largest, part.Packet.NetworkLength);
            if (part != first) kernel.Drop(part, Disposition.Reassembled, "joined to the other fragments");
        }

        first.Packet = head with
        {
            Ip = head.Ip! with { MoreFragments = false, DontFragment = false },
            PayloadLength = length - (head.Transport?.Length ?? 0),
        };
        (first.FragmentMax, first.PartSize, first.MayBeCut) = (largest, largest, ip.Source.Family == IpFamily.V6);
        first.Log.Steps.Add(new Reassembled(kernel.Now, parts.Count, first.Packet));
        skb = first;
        return true;
    }

    private static bool IsComplete(List<SkBuff> parts, out int length)
    {
        length = 0;
        foreach (SkBuff part in parts)
        {
            if (part.Packet.Ip!.FragmentOffset != length) return false;
            length += part.Packet.NetworkLength - part.Packet.Ip.Length;
        }

        return !parts[^1].Packet.Ip!.MoreFragments;
    }
}
