using System.Numerics;
using PodNet.Model.Addressing;

namespace PodNet.Datapath.Cni.Weave;

/// <summary>How Weave's peers come to their parts of the network (ipam/ring, ipam/space/space.go). weave-kube starts a cluster's first node alone: it claims the
/// whole ring. Each further one asks a peer for room and is given the largest aligned free range, or half of it if that is more than half of what the donor
/// has. The peer asked is chosen at random, weighted by free room; here the one with the most.</summary>
internal static class WeaveRing
{
    /// <summary>The part of each of <paramref name="nodes"/> nodes in the order they join; fewer where the network has no more to give.</summary>
    public static IEnumerable<IpPrefix> Share(IpPrefix network, int nodes)
    {
        Range universe = new((long)network.Address.Bits, (long)network.Address.Bits + (long)network.Size);
        List<Peer> peers = [];
        for (int i = 0; i < nodes; i++)
        {
            Peer joining = new();
            Range? given = i == 0 ? universe : peers.MaxBy(p => p.Room)!.Donate();
            if (given is not { } range) break;
            joining.Own(range);
            joining.Expose(universe);
            peers.Add(joining);
        }

        return peers.Select(p => p.First(network)).OfType<IpPrefix>();
    }

    /// <summary>Addresses from <paramref name="Start"/> up to, without, <paramref name="End"/>.</summary>
    private readonly record struct Range(long Start, long End)
    {
        public long Size => End - Start;

        /// <summary>The largest range in it whose size is a power of two and whose start is a multiple of it (address.go, BiggestCIDRRange).</summary>
        public Range Aligned()
        {
            for (long size = 1L << BitOperations.Log2((ulong)Size); ; size /= 2)
            {
                long start = (Start + size - 1) / size * size;
                if (start + size <= End) return new(start, start + size);
            }
        }
    }

    private sealed class Peer
    {
        // Owned: what the ring says. Free: of that, what is given to nobody.
        private readonly List<Range> _owned = [];
        private readonly List<Range> _free = [];

        public long Room => _free.Sum(r => r.Size);

        public void Own(Range range)
        {
            _owned.Add(range);
            _free.Add(range);
        }

        /// <summary>Takes the lowest address for the node itself: neither the network's first nor its last.</summary>
        public void Expose(Range universe)
        {
            if (_free.Count == 0) return;
            long address = Math.Max(_free[0].Start, universe.Start + 1);
            if (address < universe.End - 1) Cut(_free, new(address, address + 1));
        }

        /// <summary>Gives a part away (space.go, Donate); null when there is none.</summary>
        public Range? Donate()
        {
            Range? biggest = null;
            foreach (Range chunk in _free)
            {
                Range aligned = chunk.Aligned();
                if (biggest is not { } best || aligned.Size >= best.Size) biggest = aligned;
            }

            if (biggest is not { } given) return null;
            if (given.Size > Room / 2) given = given with { Start = given.Start + given.Size / 2 };
            Cut(_owned, given);
            Cut(_free, given);
            return given;
        }

        /// <summary>Where its own addresses begin, as one prefix.</summary>
        public IpPrefix? First(IpPrefix network)
        {
            if (_owned.Count == 0) return null;
            Range first = _owned[0];
            long size = 1L << BitOperations.Log2((ulong)first.Size);
            while (first.Start % size != 0) size /= 2;
            return new(network.Address.Plus(first.Start - (long)network.Address.Bits), network.Address.Width - BitOperations.Log2((ulong)size));
        }

        private static void Cut(List<Range> ranges, Range hole)
        {
            int at = ranges.FindIndex(r => r.Start <= hole.Start && hole.End <= r.End);
            Range around = ranges[at];
            ranges.RemoveAt(at);
            if (hole.End < around.End) ranges.Insert(at, new(hole.End, around.End));
            if (around.Start < hole.Start) ranges.Insert(at, new(around.Start, hole.Start));
        }
    }
}
