using System.Text;
using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>traceroute with ICMP echo requests: the routers on the way, by the errors they send back.</summary>
internal sealed class Traceroute : IProgram
{
    public ValueList<string> Names => ["traceroute", "traceroute6", "tracepath"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        Options options = Options.Read(arguments, "q N w m f s p", "n I 4 6 U T");
        if (options.Words.Count == 0)
        {
            process.Complain($"{name}: missing host");
            return 2;
        }

        string host = options.Words[0];
        if (process.Resolve(host) is not { } address)
        {
            process.Complain($"{name}: bad address '{host}'");
            return 1;
        }

        TracerouteProbe probe = new(
            address, MaxHops: (int)Math.Clamp(options.Number(30, "m"), 1, 255), Queries: (int)Math.Clamp(options.Number(3, "q"), 1, 10),
            Wait: Math.Clamp(options.Number(5, "w"), 1, 60), Simultaneous: 1);
        Exchange exchange = process.Trace(probe);
        string bytes = (process.Image.UsesBusybox, address.Family == IpFamily.V4) switch
        {
            (true, true) => "46 byte packets",
            (true, false) => "72 byte packets",
            (false, true) => "60 byte packets",
            (false, false) => "80 byte packets",
        };
        process.Print(FormattableString.Invariant($"traceroute to {host} ({address}), {probe.MaxHops} hops max, {bytes}"));
        foreach (string line in Lines(exchange, probe)) process.Print(line);
        return exchange.Observations.Any(o => o.Kind == OutcomeKind.Answered) ? 0 : 1;
    }

    // Probe k (from 1) of q per hop has TTL (k - 1) / q + 1.
    private static IEnumerable<string> Lines(Exchange exchange, TracerouteProbe probe)
    {
        Dictionary<int, Observation> byNumber = exchange.Observations.GroupBy(o => o.Sequence).ToDictionary(g => g.Key, g => g.First());
        int reached = exchange.Observations.Where(o => o.Kind == OutcomeKind.Answered).Select(o => (o.Sequence - 1) / probe.Queries + 1).DefaultIfEmpty(probe.MaxHops).Min();
        for (int ttl = 1; ttl <= reached; ttl++)
        {
            StringBuilder line = new(FormattableString.Invariant($"{ttl,2} "));
            IpAddress? last = null;
            for (int query = 1; query <= probe.Queries; query++)
            {
                if (!byNumber.TryGetValue((ttl - 1) * probe.Queries + query, out Observation? seen))
                {
                    line.Append(" *");
                    continue;
                }

                if (seen.From != last) line.Append(' ').Append(seen.From).Append(' ');
                last = seen.From;
                line.Append(' ').Append(ContainerProcess.Milliseconds(seen.After)).Append(" ms");
            }

            yield return line.ToString();
        }
    }
}
