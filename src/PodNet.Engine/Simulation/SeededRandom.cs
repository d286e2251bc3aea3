namespace PodNet.Engine.Simulation;

/// <summary>Random picks that depend on nothing but the seed (SplitMix64): the runtime's own generator may differ between runtimes.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Next(int low, int high) => low + (int)(NextBits() % (ulong)(high - low + 1));

    /// <summary>31 random bits, as <c>-m statistic --mode random</c> draws them.</summary>
    public uint Next31() => (uint)(NextBits() >> 33);

    private ulong NextBits()
    {
        ulong z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
