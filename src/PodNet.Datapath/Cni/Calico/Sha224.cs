using System.Buffers.Binary;
using System.Numerics;

namespace PodNet.Datapath.Cni.Calico;

/// <summary>SHA-224 (FIPS 180-4 section 6.3), which .NET does not have: SHA-256 from other initial values, cut to 28 bytes. For names only;
/// nothing is kept secret by it.</summary>
internal static class Sha224
{
    private const int BlockBytes = 64;

    // The second 32 bits of the fractional parts of the square roots of the ninth to sixteenth primes (section 5.3.2).
    private static ReadOnlySpan<uint> Initial =>
        [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    // The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
    private static readonly uint[] Constants = [.. Enumerable.Range(2, 310).Where(IsPrime).Take(64).Select(CubeRootFraction)];

    /// <summary>The 28 bytes of the hash.</summary>
    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        byte[] padded = new byte[(message.Length + 9 + BlockBytes - 1) / BlockBytes * BlockBytes];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(^8), (ulong)message.Length * 8);

        Span<uint> state = stackalloc uint[8];
        Initial.CopyTo(state);
        for (int at = 0; at < padded.Length; at += BlockBytes) Compress(state, padded.AsSpan(at, BlockBytes));
        byte[] hash = new byte[28];
        for (int i = 0; i < 7; i++) BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(i * 4), state[i]);
        return hash;
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (int t = 0; t < 16; t++) w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(t * 4)..]);
        for (int t = 16; t < 64; t++)
        {
            uint s0 = Rotate(w[t - 15], 7) ^ Rotate(w[t - 15], 18) ^ (w[t - 15] >> 3);
            uint s1 = Rotate(w[t - 2], 17) ^ Rotate(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }

        (uint a, uint b, uint c, uint d, uint e, uint f, uint g, uint h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (int t = 0; t < 64; t++)
        {
            uint t1 = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + ((e & f) ^ (~e & g)) + Constants[t] + w[t];
            uint t2 = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }

        ReadOnlySpan<uint> sum = [a, b, c, d, e, f, g, h];
        for (int i = 0; i < 8; i++) state[i] += sum[i];
    }

    private static uint Rotate(uint value, int bits) => BitOperations.RotateRight(value, bits);

    private static bool IsPrime(int n) => Enumerable.Range(2, n - 2).TakeWhile(d => d * d <= n).All(d => n % d != 0);

    // floor(cbrt(n) * 2^32) by search, in whole numbers.
    private static uint CubeRootFraction(int n)
    {
        BigInteger cube = (BigInteger)n << 96, root = 0;
        for (int bit = 35; bit >= 0; bit--)
        {
            BigInteger tried = root | (BigInteger.One << bit);
            if (tried * tried * tried <= cube) root = tried;
        }

        return (uint)(root & uint.MaxValue);
    }
}
