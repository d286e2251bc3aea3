using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PodNet.Model.Addressing;

/// <summary>The two address families.</summary>
public enum IpFamily
{
    /// <summary>IPv4, RFC 791.</summary>
    V4,

    /// <summary>IPv6, RFC 8200.</summary>
    V6,
}

/// <summary>An IPv4 or IPv6 address as a value of 128 bits. Unlike <see cref="IPAddress"/> it lives on no heap, and an octet with a
/// leading zero is refused instead of being read as octal.</summary>
public readonly struct IpAddress : IEquatable<IpAddress>, IComparable<IpAddress>
{
    private readonly UInt128 _bits;
    private readonly byte _family; // 0: none, so that default(IpAddress) is no address

    private IpAddress(UInt128 bits, IpFamily family) => (_bits, _family) = (bits, (byte)(family + 1));

    /// <summary>0.0.0.0: "any" in a socket, "unknown" in a source.</summary>
    public static IpAddress AnyV4 { get; } = FromV4(0);

    /// <summary>127.0.0.1</summary>
    public static IpAddress LoopbackV4 { get; } = FromV4(0x7f000001);

    /// <summary>:: : the same of IPv6.</summary>
    public static IpAddress AnyV6 { get; } = new(0, IpFamily.V6);

    /// <summary>::1</summary>
    public static IpAddress LoopbackV6 { get; } = new(1, IpFamily.V6);

    /// <summary>The address family.</summary>
    public IpFamily Family => _family == 2 ? IpFamily.V6 : IpFamily.V4;

    /// <summary>True for <c>default</c>, which is no address at all.</summary>
    public bool IsNone => _family == 0;

    /// <summary>True for the all-zero address of its family.</summary>
    public bool IsAny => _bits == 0;

    /// <summary>Bits of an address of this family: 32 or 128.</summary>
    public int Width => Family == IpFamily.V4 ? 32 : 128;

    /// <summary>The address as a number; an IPv4 address in the low 32 bits.</summary>
    public UInt128 Bits => _bits;

    /// <summary>127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => Family == IpFamily.V4 ? (uint)_bits >> 24 == 127 : _bits == 1;

    /// <summary>224.0.0.0/4 or ff00::/8.</summary>
    public bool IsMulticast => Family == IpFamily.V4 ? (uint)_bits >> 28 == 0xe : (byte)(_bits >> 120) == 0xff;

    /// <summary>169.254.0.0/16 or fe80::/10.</summary>
    public bool IsLinkLocal => Family == IpFamily.V4 ? (uint)_bits >> 16 == 0xa9fe : (uint)(_bits >> 118) == 0x3fa;

    /// <summary>255.255.255.255</summary>
    public bool IsLimitedBroadcast => Family == IpFamily.V4 && (uint)_bits == uint.MaxValue;

    /// <summary>The all-zero address of a family.</summary>
    public static IpAddress Any(IpFamily family) => family == IpFamily.V4 ? AnyV4 : AnyV6;

    /// <summary>An IPv4 address from its 32 bits in host order.</summary>
    public static IpAddress FromV4(uint bits) => new(bits, IpFamily.V4);

    /// <summary>An address of <paramref name="family"/> from its bits in host order.</summary>
    public static IpAddress FromBits(UInt128 bits, IpFamily family) => new(bits, family);

    /// <summary>Reads "10.244.1.2" or "fd00::2".</summary>
    /// <exception cref="FormatException">The text is no address; the message says which text.</exception>
    public static IpAddress Parse(string text) =>
        TryParse(text, out IpAddress address) ? address : throw new FormatException($"'{text}' is not an IP address");

    /// <summary>As <see cref="Parse"/>, with false instead of an exception.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.Contains(':'))
        {
            if (text.Contains('%') || !IPAddress.TryParse(text, out IPAddress? v6)
                || v6.AddressFamily != AddressFamily.InterNetworkV6) return false;
            address = new(BinaryPrimitives.ReadUInt128BigEndian(v6.GetAddressBytes()), IpFamily.V6);
            return true;
        }

        return TryParseV4(text, out address);
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        uint bits = 0;
        int octets = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (++octets > 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')) return false;
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte octet)) return false;
            bits = (bits << 8) | octet;
        }

        if (octets != 4) return false;
        address = FromV4(bits);
        return true;
    }

    /// <summary>The address <paramref name="offset"/> further on; wraps round at the family's end.</summary>
    public IpAddress Plus(long offset)
    {
        UInt128 sum = _bits + (UInt128)(Int128)offset;
        return new(Family == IpFamily.V4 ? (uint)sum : sum, Family);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (IsNone) return "none";
        if (Family == IpFamily.V6)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, _bits);
            return new IPAddress(bytes).ToString();
        }

        uint v = (uint)_bits;
        return string.Create(CultureInfo.InvariantCulture, $"{v >> 24}.{(v >> 16) & 255}.{(v >> 8) & 255}.{v & 255}");
    }

    /// <inheritdoc/>
    public bool Equals(IpAddress other) => _bits == other._bits && _family == other._family;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IpAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bits, _family);

    /// <inheritdoc/>
    public int CompareTo(IpAddress other) =>
        _family != other._family ? _family.CompareTo(other._family) : _bits.CompareTo(other._bits);

    public static bool operator ==(IpAddress left, IpAddress right) => left.Equals(right);

    public static bool operator !=(IpAddress left, IpAddress right) => !left.Equals(right);
}
