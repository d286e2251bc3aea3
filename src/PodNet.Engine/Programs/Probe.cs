using PodNet.Model.Addressing;

namespace PodNet.Engine.Programs;

/// <summary>What a program does on the network: the question whose exchange is traced.</summary>
public abstract record Probe(IpAddress Destination);

/// <summary>How a sender treats packets larger than the path takes (ip(7), IP_MTU_DISCOVER).</summary>
public enum PathMtuDiscovery
{
    /// <summary>Set DF where the packet fits, fragment locally where it does not (ping's default, <c>-M want</c>).</summary>
    Want,

    /// <summary>Set DF and refuse what does not fit (<c>-M do</c>).</summary>
    Do,

    /// <summary>Never set DF (<c>-M dont</c>).</summary>
    Dont,
}

/// <summary>ping: ICMP echo requests.</summary>
/// <param name="Count">Requests sent.</param>
/// <param name="DataBytes">Bytes behind the ICMP header (<c>-s</c>).</param>
/// <param name="Interval">Between two requests (<c>-i</c>).</param>
/// <param name="Timeout">How long the last answer is waited for (<c>-W</c>).</param>
public sealed record EchoProbe(
    IpAddress Destination, int Count = 1, int DataBytes = 56, PathMtuDiscovery Discovery = PathMtuDiscovery.Want, double Interval = 1, double Timeout = 10)
    : Probe(Destination);

/// <summary>traceroute -I: echo requests of 60 bytes without DF, with a TTL that grows until the destination answers.</summary>
/// <param name="MaxHops">Largest TTL (<c>-m</c>).</param>
/// <param name="Queries">Requests per TTL (<c>-q</c>).</param>
/// <param name="Wait">Seconds an answer is waited for (<c>-w</c>).</param>
/// <param name="Simultaneous">Requests on their way at once (<c>-N</c>).</param>
public sealed record TracerouteProbe(IpAddress Destination, int MaxHops = 30, int Queries = 3, double Wait = 5, int Simultaneous = 16)
    : Probe(Destination);

/// <summary>A TCP client that sends one request, reads one answer and closes: wget, curl.</summary>
/// <param name="RequestBytes">Bytes of the request.</param>
/// <param name="Patience">After how long without a connection the program gives up (<c>wget -T</c>); null: not before its kernel does.</param>
public sealed record TcpProbe(IpAddress Destination, ushort Port, int RequestBytes = 82, TimeSpan? Patience = null) : Probe(Destination);

/// <summary>A UDP client that sends one datagram and waits for an answer: nslookup.</summary>
/// <param name="DataBytes">Bytes behind the UDP header.</param>
/// <param name="DontFragment">Whether DF is set, as busybox's resolver has it.</param>
public sealed record UdpProbe(IpAddress Destination, ushort Port, int DataBytes = 47, bool DontFragment = true, double Timeout = 5) : Probe(Destination);
