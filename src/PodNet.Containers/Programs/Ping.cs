using System.Globalization;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>ping, with the texts of iputils or of busybox.</summary>
internal sealed class Ping : IProgram
{
    /// <summary>A ping without -c goes on until somebody presses Ctrl-C; nobody can here.</summary>
    private const int WithoutCount = 4;

    private const int MostRequests = 100;

    public ValueList<string> Names => ["ping", "ping6"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        Options options = Options.Read(arguments, "c i W w s M I t", "n q 4 6");
        if (options.Unknown is { } unknown)
        {
            process.Complain($"ping: invalid option -- '{unknown.TrimStart('-')}'");
            return 2;
        }

        if (options.Words.Count == 0)
        {
            process.Complain(process.Image.UsesBusybox ? "ping: missing operand" : "ping: usage error: Destination address required");
            return process.Image.UsesBusybox ? 1 : 2;
        }

        string host = options.Words[options.Words.Count - 1];
        if (process.Resolve(host) is not { } address)
        {
            process.Complain(process.Image.UsesBusybox ? $"ping: bad address '{host}'" : $"ping: {host}: Name or service not known");
            return process.Image.UsesBusybox ? 1 : 2;
        }

        Exchange exchange = process.Trace(Probe(options, address));
        if (process.Image.UsesBusybox) PrintBusybox(process, host, (EchoProbe)exchange.Probe, exchange);
        else PrintIputils(process, host, (EchoProbe)exchange.Probe, exchange);
        if (!options.Has("c")) process.Complain("(ping goes on until Ctrl-C; here it stops after 4 requests, and -c COUNT sets another number)");
        return exchange.Observations.Any(o => o.Kind == OutcomeKind.Answered) ? 0 : 1;
    }

    private static EchoProbe Probe(Options options, IpAddress address) => new(
        address,
        Count: (int)Math.Clamp(options.Number(WithoutCount, "c"), 1, MostRequests),
        DataBytes: (int)Math.Clamp(options.Number(56, "s"), 0, 65_507),
        Discovery: options.Value("M") switch { "do" => PathMtuDiscovery.Do, "dont" => PathMtuDiscovery.Dont, _ => PathMtuDiscovery.Want },
        Interval: Math.Clamp(options.Number(1, "i"), 0.2, 3600),
        Timeout: Math.Clamp(options.Number(10, "W", "w"), 1, 3600));

    private static void PrintBusybox(ContainerProcess process, string host, EchoProbe probe, Exchange exchange)
    {
        process.Print(Invariant($"PING {host} ({probe.Destination}): {probe.DataBytes} data bytes"));
        Observation[] answers = Answers(exchange);
        foreach (Observation answer in answers)
        {
            string time = ContainerProcess.Milliseconds(answer.After);
            process.Print(Invariant($"{answer.Bytes} bytes from {answer.From}: seq={answer.Sequence - 1} ttl={answer.Ttl} time={time} ms"));
        }

        foreach (Observation refused in exchange.Observations.Where(o => o.Kind is OutcomeKind.NetworkUnreachable or OutcomeKind.MessageTooLong).Take(1))
            process.Complain("ping: sendto: " + (refused.Kind == OutcomeKind.MessageTooLong ? "Message too long" : "Network unreachable"));
        int lost = 100 * (probe.Count - answers.Length) / probe.Count;
        process.Print(Invariant($"\n--- {host} ping statistics ---"));
        process.Print(Invariant($"{probe.Count} packets transmitted, {answers.Length} packets received, {lost}% packet loss"));
        if (answers.Length > 0) process.Print($"round-trip min/avg/max = {string.Join('/', Spread(answers).Take(3))} ms");
    }

    private static void PrintIputils(ContainerProcess process, string host, EchoProbe probe, Exchange exchange)
    {
        process.Print(probe.Destination.Family == IpFamily.V4
            ? Invariant($"PING {host} ({probe.Destination}) {probe.DataBytes}({probe.DataBytes + 28}) bytes of data.")
            : Invariant($"PING {host}({probe.Destination}) {probe.DataBytes} data bytes"));
        foreach (Observation seen in exchange.Observations) process.Print(IputilsLine(seen));
        Observation[] answers = Answers(exchange);
        int errors = exchange.Observations.Count - answers.Length;
        string alsoErrors = errors > 0 ? Invariant($", +{errors} errors") : "";
        double lost = 100.0 * (probe.Count - answers.Length) / probe.Count;
        int time = (int)((probe.Count - 1) * probe.Interval * 1000);
        process.Print($"\n--- {host} ping statistics ---");
        process.Print(Invariant($"{probe.Count} packets transmitted, {answers.Length} received{alsoErrors}, {lost:0.####}% packet loss, time {time}ms"));
        if (answers.Length > 0) process.Print($"rtt min/avg/max/mdev = {string.Join('/', Spread(answers))} ms");
    }

    private static string IputilsLine(Observation seen) => seen.Kind switch
    {
        OutcomeKind.Answered => Invariant(
            $"{seen.Bytes} bytes from {seen.From}: icmp_seq={seen.Sequence} ttl={seen.Ttl} time={ThreeDigits(seen.After.TotalMilliseconds)} ms"),
        OutcomeKind.MessageTooLong => Invariant($"ping: local error: message too long, mtu{(seen.From.Family == IpFamily.V4 ? "=" : ": ")}{seen.Mtu}"),
        OutcomeKind.NetworkUnreachable => "ping: connect: Network is unreachable",
        _ => Invariant($"From {seen.From} icmp_seq={seen.Sequence} {IcmpText(seen)}"),
    };

    // iputils, ping/ping.c, print_icmp.
    private static string IcmpText(Observation seen) => seen.From.Family == IpFamily.V6 ? Icmpv6Text(seen) : (seen.IcmpType, seen.IcmpCode) switch
    {
        (3, 0) => "Destination Net Unreachable",
        (3, 3) => "Destination Port Unreachable",
        (3, 4) => Invariant($"Frag needed and DF set (mtu = {seen.Mtu})"),
        (3, 9) or (3, 10) or (3, 13) => seen.IcmpCode == 13 ? "Packet filtered" : seen.IcmpCode == 9 ? "Dest Net Prohibited" : "Destination Host Prohibited",
        (11, _) => "Time to live exceeded",
        _ => "Destination Host Unreachable",
    };

    // iputils, ping/ping6_common.c, print_icmp.
    private static string Icmpv6Text(Observation seen) => (seen.IcmpType, seen.IcmpCode) switch
    {
        (1, 0) => "Destination unreachable: No route",
        (1, 1) => "Destination unreachable: Administratively prohibited",
        (1, 3) => "Destination unreachable: Address unreachable",
        (1, 4) => "Destination unreachable: Port unreachable",
        (2, _) => Invariant($"Packet too big: mtu={seen.Mtu}"),
        (3, _) => "Time exceeded: Hop limit",
        _ => "Destination unreachable: Unknown code",
    };

    private static Observation[] Answers(Exchange exchange) => [.. exchange.Observations.Where(o => o.Kind == OutcomeKind.Answered)];

    private static IEnumerable<string> Spread(Observation[] answers)
    {
        double[] times = [.. answers.Select(a => a.After.TotalMilliseconds)];
        double mean = times.Average();
        double deviation = Math.Sqrt(Math.Max(0, times.Average(t => t * t) - mean * mean));
        return new[] { times.Min(), mean, times.Max(), deviation }.Select(t => t.ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static string ThreeDigits(double time) =>
        time.ToString(time >= 100 ? "0" : time >= 10 ? "0.0" : time >= 1 ? "0.00" : "0.000", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
