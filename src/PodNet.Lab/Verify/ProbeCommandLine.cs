using System.Globalization;
using PodNet.Engine.Programs;
using PodNet.Model.Addressing;

namespace PodNet.Lab.Verify;

/// <summary>A command line read as a probe, or the reason why it cannot be.</summary>
/// <param name="Probe">Null when <paramref name="Reason"/> says why.</param>
public sealed record ProbeReading(Probe? Probe, string? Reason);

/// <summary>Reads the command lines that a capture's probes ran: <c>ping</c>, <c>traceroute -I</c>, <c>busybox wget</c>, <c>busybox
/// nslookup</c>.</summary>
public static class ProbeCommandLine
{
    /// <summary>The probe that <paramref name="argv"/> is.</summary>
    public static ProbeReading Read(IReadOnlyList<string> argv)
    {
        try
        {
            return new(ReadProgram(argv), null);
        }
        catch (NotSupportedException reason)
        {
            return new(null, reason.Message);
        }
    }

    private static Probe ReadProgram(IReadOnlyList<string> argv) => argv switch
    {
        [] => throw new NotSupportedException("the command line is empty"),
        ["ping", ..] => ReadPing(new(argv, 1, valued: ["-c", "-i", "-W", "-s", "-M"], flags: ["-n", "-4", "-6"])),
        ["traceroute", ..] => ReadTraceroute(new(argv, 1, valued: ["-q", "-N", "-w", "-m"], flags: ["-n", "-I", "-4", "-6"])),
        ["busybox", "wget", ..] => ReadWget(new(argv, 2, valued: ["-O"], flags: ["-q"])),
        ["busybox", "nslookup", ..] => ReadNslookup(new(argv, 2, valued: [], flags: [])),
        ["busybox", var applet, ..] => throw new NotSupportedException($"no model of the program \"busybox {applet}\""),
        [var program, ..] => throw new NotSupportedException($"no model of the program \"{program}\""),
    };

    private static EchoProbe ReadPing(ProgramArguments arguments)
    {
        IpAddress address = Address(arguments.Only("an address"));
        int count = arguments.Number("-c") ?? throw new NotSupportedException("ping without -c never ends");
        if (count < 1) throw new NotSupportedException("ping -c must be at least 1");
        int size = arguments.Number("-s") ?? 56;
        if (size > 65507) throw new NotSupportedException($"ping -s {arguments.Value("-s")} is more than an IP packet holds");
        PathMtuDiscovery discovery = arguments.Value("-M") switch
        {
            null or "want" => PathMtuDiscovery.Want,
            "do" => PathMtuDiscovery.Do,
            "dont" => PathMtuDiscovery.Dont,
            string other => throw new NotSupportedException($"ping -M {other}: only do, dont and want are known"),
        };
        return new(address, count, size, discovery, arguments.Seconds("-i") ?? 1, arguments.Seconds("-W") ?? 10);
    }

    private static TracerouteProbe ReadTraceroute(ProgramArguments arguments)
    {
        IpAddress address = Address(arguments.Only("an address"));
        if (!arguments.Has("-I")) throw new NotSupportedException("traceroute without -I sends UDP, which is not modelled");
        return new(address, AtLeastOne("-m", 30), AtLeastOne("-q", 3), arguments.Seconds("-w") ?? 5, AtLeastOne("-N", 16));

        int AtLeastOne(string option, int otherwise) => arguments.Number(option) switch
        {
            null => otherwise,
            0 => throw new NotSupportedException($"traceroute {option} must be at least 1"),
            int value => value,
        };
    }

    private static TcpProbe ReadWget(ProgramArguments arguments)
    {
        const string Scheme = "http://";
        string url = arguments.Only("a URL");
        if (!url.StartsWith(Scheme, StringComparison.Ordinal)) throw new NotSupportedException($"the URL \"{url}\" is not http://");
        string rest = url[Scheme.Length..];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        (string authority, string path) = slash < 0 ? (rest, "/") : (rest[..slash], rest[slash..]);
        // An IPv6 address stands in brackets (RFC 3986 section 3.2.2).
        int bracket = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        int colon = authority.IndexOf(':', Math.Max(0, bracket));
        string host = bracket > 0 ? authority[1..bracket] : colon < 0 ? authority : authority[..colon];
        string number = colon < 0 ? "80" : authority[(colon + 1)..];
        if (!ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            throw new NotSupportedException($"the URL \"{url}\" has no port number behind its colon");
        int request = $"GET {path} HTTP/1.1\r\nHost: {authority}\r\nUser-Agent: Wget\r\nConnection: close\r\n\r\n".Length;
        return new(Address(host), port, request);
    }

    private static UdpProbe ReadNslookup(ProgramArguments arguments)
    {
        if (arguments.Operands is not [var name, var server])
            throw new NotSupportedException("busybox nslookup needs a name and a server's address");
        // An address is asked for by its name in in-addr.arpa (RFC 1035 section 3.5), or ip6.arpa (RFC 3596 section 2.5).
        string asked = IpAddress.TryParse(name, out IpAddress address) ? Reversed(address, name) : name.TrimEnd('.');
        if (asked.Length is 0 or > 253 || asked.Split('.').Any(label => label.Length is 0 or > 63))
            throw new NotSupportedException($"\"{name}\" is no domain name");
        // RFC 1035 section 4.1: a header of 12 bytes; each label with its length, and the root's 0; type and class.
        return new(Address(server), 53, 12 + asked.Length + 2 + 4);
    }

    private static string Reversed(IpAddress address, string written) => address.Family == IpFamily.V4
        ? string.Join('.', written.Split('.').Reverse()) + ".in-addr.arpa"
        : string.Join('.', address.Bits.ToString("x32", CultureInfo.InvariantCulture).Reverse()) + ".ip6.arpa";

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address)
        ? address : throw new NotSupportedException($"\"{text}\" is not an IP address");
}
