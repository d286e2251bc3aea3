using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PodNet.Model.Addressing;

/// <summary>A network: an address whose host bits are zero, and the number of bits that count ("10.244.0.0/16").</summary>
public readonly record struct IpPrefix : IComparable<IpPrefix>
{
    /// <summary>The network that contains <paramref name="address"/>: host bits are cleared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not 0 to 32 (IPv4) or 0 to 128 (IPv6).</exception>
    public IpPrefix(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.Width);
        Length = length;
        Address = IpAddress.FromBits(address.Bits & Mask(length, address.Width), address.Family);
    }

    /// <summary>0.0.0.0/0, what <c>ip route</c> prints as "default".</summary>
    public static IpPrefix DefaultV4 { get; } = new(IpAddress.AnyV4, 0);

    /// <summary>::/0</summary>
    public static IpPrefix DefaultV6 { get; } = new(IpAddress.AnyV6, 0);

    /// <summary>The first address of the network.</summary>
    public IpAddress Address { get; }

    /// <summary>Number of leading bits that count.</summary>
    public int Length { get; }

    /// <summary>The last address; of an IPv4 network shorter than /31 the broadcast address.</summary>
    public IpAddress Last => IpAddress.FromBits(Address.Bits | ~Mask(Length, Address.Width) & Mask(Address.Width, Address.Width), Address.Family);

    /// <summary>True for a network of one address.</summary>
    public bool IsHost => Length == Address.Width;

    /// <summary>Number of addresses, host and broadcast ones included.</summary>
    public UInt128 Size => UInt128.One << (Address.Width - Length);

    /// <summary>All addresses of a family.</summary>
    public static IpPrefix Default(IpFamily family) => family == IpFamily.V4 ? DefaultV4 : DefaultV6;

    /// <summary>A network of the one <paramref name="address"/>.</summary>
    public static IpPrefix Host(IpAddress address) => new(address, address.Width);

    /// <summary>Whether <paramref name="address"/> lies in the network; false for the other family.</summary>
    public bool Contains(IpAddress address) =>
        address.Family == Address.Family && (address.Bits & Mask(Length, Address.Width)) == Address.Bits;

    /// <summary>Whether all of <paramref name="other"/> lies in this network.</summary>
    public bool Contains(IpPrefix other) => other.Length >= Length && Contains(other.Address);

    /// <summary>Whether the two share an address.</summary>
    public bool Overlaps(IpPrefix other) => Contains(other.Address) || other.Contains(Address);

    /// <summary>Reads "10.244.0.0/16".</summary>
    /// <exception cref="FormatException">Not a network, or host bits are set; the message says which.</exception>
    public static IpPrefix Parse(string text)
    {
        if (!TryParse(text, out IpPrefix prefix, out string? problem)) throw new FormatException(problem);
        return prefix;
    }

    /// <summary>As <see cref="Parse"/>, with the problem as text instead of an exception.</summary>
    public static bool TryParse(string text, out IpPrefix prefix, [NotNullWhen(false)] out string? problem)
    {
        prefix = default;
        problem = $"'{text}' is not a network in CIDR notation such as 10.244.0.0/16";
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IpAddress.TryParse(text.AsSpan(0, slash), out IpAddress address)) return false;
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > address.Width) return false;
        prefix = new(address, length);
        problem = $"'{text}' has host bits set; the network is {prefix}";
        if (prefix.Address != address) return false;
        problem = null;
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Length}");

    /// <inheritdoc/>
    public int CompareTo(IpPrefix other)
    {
        int byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : Length.CompareTo(other.Length);
    }

    private static UInt128 Mask(int length, int width)
    {
        if (length == 0) return 0;
        UInt128 ones = width == 128 ? UInt128.MaxValue : uint.MaxValue;
        return ones << (width - length) & ones;
    }
}
