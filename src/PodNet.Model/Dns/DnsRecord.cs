using System.Globalization;
using PodNet.Model.Addressing;

namespace PodNet.Model.Dns;

/// <summary>One resource record of class IN, RFC 1035 section 3.2.</summary>
/// <param name="Name">Whose it is; absolute.</param>
/// <param name="Ttl">Seconds it may be kept.</param>
public abstract record DnsRecord(string Name, uint Ttl)
{
    /// <summary>What it holds.</summary>
    public abstract DnsType Type { get; }

    /// <summary>Its data as zone files have it: "0 100 80 web.default.svc.cluster.local.".</summary>
    public abstract string Data { get; }

    /// <summary>As a line of a zone file: "web.default.svc.cluster.local. 5 IN A 10.96.0.80".</summary>
    public sealed override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Ttl} IN {DnsText.Of(Type)} {Data}");
}

/// <summary>A or AAAA, as the address's family says.</summary>
public sealed record AddressRecord(string Name, uint Ttl, IpAddress Address) : DnsRecord(Name, Ttl)
{
    /// <inheritdoc/>
    public override DnsType Type => Address.Family == IpFamily.V4 ? DnsType.A : DnsType.Aaaa;

    /// <inheritdoc/>
    public override string Data => Address.ToString();
}

/// <summary>A record that holds one name: CNAME, NS or PTR.</summary>
public sealed record NameRecord : DnsRecord
{
    /// <summary>A record of one of those types.</summary>
    /// <exception cref="ArgumentException">It is another type.</exception>
    public NameRecord(string name, uint ttl, DnsType type, string target) : base(name, ttl)
    {
        if (type is not (DnsType.Cname or DnsType.Ns or DnsType.Ptr)) throw new ArgumentException($"{DnsText.Of(type)} records hold no single name", nameof(type));
        (Type, Target) = (type, target);
    }

    /// <inheritdoc/>
    public override DnsType Type { get; }

    /// <summary>The name it holds; absolute.</summary>
    public string Target { get; }

    /// <inheritdoc/>
    public override string Data => Target;
}

/// <summary>SRV, RFC 2782: where a service is.</summary>
/// <param name="Target">The host's name; absolute.</param>
public sealed record ServiceRecord(string Name, uint Ttl, ushort Priority, ushort Weight, ushort Port, string Target) : DnsRecord(Name, Ttl)
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.Srv;

    /// <inheritdoc/>
    public override string Data => string.Create(CultureInfo.InvariantCulture, $"{Priority} {Weight} {Port} {Target}");
}

/// <summary>TXT with one string of at most 255 bytes.</summary>
public sealed record TextRecord(string Name, uint Ttl, string Text) : DnsRecord(Name, Ttl)
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.Txt;

    /// <inheritdoc/>
    public override string Data => $"\"{Text}\"";
}

/// <summary>SOA: who is in charge of a zone, and how long "there is none" may be kept (RFC 2308).</summary>
/// <param name="Server">The zone's first name server; absolute.</param>
/// <param name="Mailbox">Who runs it: a mail address with a dot for the @.</param>
public sealed record AuthorityRecord(
    string Name, uint Ttl, string Server, string Mailbox, uint Serial, uint Refresh, uint Retry, uint Expire, uint Minimum) : DnsRecord(Name, Ttl)
{
    /// <inheritdoc/>
    public override DnsType Type => DnsType.Soa;

    /// <inheritdoc/>
    public override string Data => string.Create(CultureInfo.InvariantCulture, $"{Server} {Mailbox} {Serial} {Refresh} {Retry} {Expire} {Minimum}");
}
