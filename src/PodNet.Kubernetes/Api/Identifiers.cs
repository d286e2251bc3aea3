using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PodNet.Kubernetes.Api;

/// <summary>What a real cluster takes from a source of randomness, derived from the seed and what it is for: the same commands give the same
/// cluster.</summary>
public static class Identifiers
{
    // Without vowels, so that no words come out (k8s.io/apimachinery, util/rand).
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A UID in the form of a random (version 4) UUID.</summary>
    public static string Uid(ulong seed, params ReadOnlySpan<string> what)
    {
        byte[] hash = Hash(seed, what);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    /// <summary>The five characters that end a generated name.</summary>
    public static string Suffix(ulong seed, params ReadOnlySpan<string> what)
    {
        byte[] hash = Hash(seed, what);
        return string.Create(5, hash, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++) text[i] = Alphabet[BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2 * i)) % Alphabet.Length];
        });
    }

    /// <summary>64 hexadecimal digits: a container's or an image's id.</summary>
    public static string Digest(ulong seed, params ReadOnlySpan<string> what) => Convert.ToHexStringLower(Hash(seed, what));

    /// <summary>A number below <paramref name="count"/>.</summary>
    public static long Pick(long count, ulong seed, params ReadOnlySpan<string> what) =>
        (long)(BinaryPrimitives.ReadUInt64BigEndian(Hash(seed, what)) % (ulong)count);

    /// <summary>A number in the alphabet of generated names (rand.SafeEncodeString): of a hash's decimal digits.</summary>
    public static string SafeEncode(string text) => string.Concat(text.Select(c => Alphabet[c % Alphabet.Length]));

    private static byte[] Hash(ulong seed, ReadOnlySpan<string> what)
    {
        StringBuilder text = new(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (string part in what) text.Append('\0').Append(part);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
