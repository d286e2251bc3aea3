using System.Globalization;

namespace PodNet.Model.Dns;

/// <summary>What is asked for or what a record holds (IANA, DNS parameters).</summary>
public enum DnsType : ushort
{
    /// <summary>No type.</summary>
    None = 0,

    /// <summary>An IPv4 address, RFC 1035.</summary>
    A = 1,

    /// <summary>A name server of a zone, RFC 1035.</summary>
    Ns = 2,

    /// <summary>The name that an alias stands for, RFC 1035.</summary>
    Cname = 5,

    /// <summary>Start of a zone of authority, RFC 1035.</summary>
    Soa = 6,

    /// <summary>The name of an address, RFC 1035.</summary>
    Ptr = 12,

    /// <summary>A host's machine and system, RFC 1035.</summary>
    Hinfo = 13,

    /// <summary>Where mail goes, RFC 1035.</summary>
    Mx = 15,

    /// <summary>Text, RFC 1035.</summary>
    Txt = 16,

    /// <summary>An IPv6 address, RFC 3596.</summary>
    Aaaa = 28,

    /// <summary>Host and port of a service, RFC 2782.</summary>
    Srv = 33,

    /// <summary>EDNS, RFC 6891.</summary>
    Opt = 41,

    /// <summary>How to reach an HTTPS server, RFC 9460.</summary>
    Https = 65,

    /// <summary>What changed in a zone, RFC 1995.</summary>
    Ixfr = 251,

    /// <summary>A whole zone, RFC 5936.</summary>
    Axfr = 252,

    /// <summary>Everything, RFC 1035; RFC 8482 lets servers say little.</summary>
    Any = 255,
}

/// <summary>How an answer went (IANA, DNS RCODEs).</summary>
public enum DnsRcode : byte
{
    /// <summary>The name exists; without records it is called NODATA.</summary>
    NoError = 0,

    /// <summary>The question could not be read.</summary>
    FormErr = 1,

    /// <summary>The server could not do it.</summary>
    ServFail = 2,

    /// <summary>The name does not exist, with any type.</summary>
    NxDomain = 3,

    /// <summary>The server does not do such things.</summary>
    NotImp = 4,

    /// <summary>The server does not want to.</summary>
    Refused = 5,
}

/// <summary>Types and codes as zone files and tools write them: "AAAA", "NXDOMAIN".</summary>
public static class DnsText
{
    /// <summary>"AAAA"; "TYPE99" for one that has no name here (RFC 3597).</summary>
    public static string Of(DnsType type) => Enum.IsDefined(type)
        ? type.ToString().ToUpperInvariant() : string.Create(CultureInfo.InvariantCulture, $"TYPE{(ushort)type}");

    /// <summary>"NXDOMAIN".</summary>
    public static string Of(DnsRcode rcode) => rcode switch
    {
        DnsRcode.NoError or DnsRcode.FormErr or DnsRcode.ServFail or DnsRcode.NxDomain or DnsRcode.NotImp or DnsRcode.Refused => rcode.ToString().ToUpperInvariant(),
        _ => string.Create(CultureInfo.InvariantCulture, $"RCODE{(byte)rcode}"),
    };

    /// <summary>Reads "aaaa" or "TYPE28"; any case.</summary>
    public static bool TryType(string text, out DnsType type)
    {
        bool isNumber = text.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase);
        if (isNumber && ushort.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            type = (DnsType)number;
            return true;
        }

        type = DnsType.None;
        return text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out type)
            && type != DnsType.None && Enum.IsDefined(type);
    }

    /// <summary>Reads "nxdomain"; any case.</summary>
    public static bool TryRcode(string text, out DnsRcode rcode)
    {
        rcode = DnsRcode.NoError;
        return text.Length > 0 && char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out rcode) && Enum.IsDefined(rcode);
    }
}
