using System.Globalization;
using System.Text;
using PodNet.Model.Addressing;

namespace PodNet.Model.Dns;

/// <summary>Names of addresses: "80.0.96.10.in-addr.arpa." (RFC 1035, 3.5) and 32 nibbles before "ip6.arpa." (RFC 3596, 2.5).</summary>
public static class ReverseName
{
    private const string V4 = ".in-addr.arpa.", V6 = ".ip6.arpa.";

    /// <summary>The name under which an address is looked up.</summary>
    public static string Of(IpAddress address)
    {
        if (address.Family == IpFamily.V4) return string.Join('.', address.ToString().Split('.').Reverse()) + V4;
        StringBuilder name = new();
        for (int nibble = 0; nibble < 32; nibble++) name.Append(CultureInfo.InvariantCulture, $"{(int)((address.Bits >> (4 * nibble)) & 0xf):x}.");
        return name.Append(V6.AsSpan(1)).ToString();
    }

    /// <summary>Whether a zone, or a name in it, is one of addresses.</summary>
    public static bool IsReverse(string name) => DnsName.IsWithin(name, V4[1..]) || DnsName.IsWithin(name, V6[1..]);

    /// <summary>The address that an absolute name is of, or null.</summary>
    public static IpAddress? AddressOf(string name)
    {
        if (name.EndsWith(V4, StringComparison.OrdinalIgnoreCase))
        {
            return IpAddress.TryParse(string.Join('.', name[..^V4.Length].Split('.').Reverse()), out IpAddress v4) ? v4 : null;
        }

        if (!name.EndsWith(V6, StringComparison.OrdinalIgnoreCase)) return null;
        string[] nibbles = name[..^V6.Length].Split('.');
        if (nibbles.Length != 32 || nibbles.Any(n => n.Length != 1 || !char.IsAsciiHexDigit(n[0]))) return null;
        return IpAddress.FromBits(UInt128.Parse(string.Concat(nibbles.Reverse()), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), IpFamily.V6);
    }
}
