using System.Globalization;

namespace PodNet.Model.Addressing;

/// <summary>An address on an interface together with its prefix length, host bits kept: "10.244.1.1/24".
/// Seen with <c>ip addr show dev NAME</c>.</summary>
public readonly record struct InterfaceAddress(IpAddress Address, int PrefixLength)
{
    /// <summary>The network the interface is on.</summary>
    public IpPrefix Network => new(Address, PrefixLength);

    /// <summary>Reads "10.244.1.1/24"; without a length a host address.</summary>
    /// <exception cref="FormatException">Not an address with a prefix length.</exception>
    public static InterfaceAddress Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        IpAddress address = IpAddress.Parse(slash < 0 ? text : text[..slash]);
        if (slash < 0) return new(address, address.Width);
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > address.Width)
            throw new FormatException($"'{text}' is not an address with a prefix length such as 10.244.1.1/24");
        return new(address, length);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{PrefixLength}");
}
