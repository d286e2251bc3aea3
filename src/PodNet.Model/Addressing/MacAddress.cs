using System.Globalization;

namespace PodNet.Model.Addressing;

/// <summary>A 48-bit Ethernet address (IEEE 802).</summary>
public readonly record struct MacAddress(ulong Bits) : IComparable<MacAddress>
{
    /// <summary>ff:ff:ff:ff:ff:ff</summary>
    public static MacAddress Broadcast { get; } = new(0xffff_ffff_ffff);

    /// <summary>00:00:00:00:00:00: the loopback's, and "any" in a VXLAN device's FDB.</summary>
    public static MacAddress Zero { get; }

    /// <summary>True for broadcast and multicast addresses.</summary>
    public bool IsGroup => (Bits >> 40 & 1) == 1;

    /// <summary>Reads "0a:58:0a:f4:01:02".</summary>
    /// <exception cref="FormatException">Not six pairs of hexadecimal digits.</exception>
    public static MacAddress Parse(string text) =>
        TryParse(text, out MacAddress mac) ? mac : throw new FormatException($"'{text}' is not a MAC address such as 0a:58:0a:f4:01:02");

    /// <summary>As <see cref="Parse"/>, with false instead of an exception.</summary>
    public static bool TryParse(string text, out MacAddress mac)
    {
        mac = default;
        if (text.Length != 17) return false;
        ulong bits = 0;
        for (int i = 0; i < 17; i += 3)
        {
            if (i > 0 && text[i - 1] != ':') return false;
            if (!byte.TryParse(text.AsSpan(i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet)) return false;
            bits = bits << 8 | octet;
        }

        mac = new(bits);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(MacAddress other) => Bits.CompareTo(other.Bits);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Bits >> 40 & 255:x2}:{Bits >> 32 & 255:x2}:{Bits >> 24 & 255:x2}:{Bits >> 16 & 255:x2}:{Bits >> 8 & 255:x2}:{Bits & 255:x2}");
}
