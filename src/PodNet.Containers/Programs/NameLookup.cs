using PodNet.Engine.Programs;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>nslookup, dig and getent: they ask the cluster's DNS Service, whose address is the tenth of the service subnet. Nobody answers there
/// as long as the cluster has no Services.</summary>
internal sealed class NameLookup : IProgram
{
    public ValueList<string> Names => ["nslookup", "dig", "getent"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        string[] words = [.. arguments.Where(a => a.Length > 0 && a[0] is not ('-' or '+'))];
        if (name == "getent") words = [.. words.SkipWhile(w => w is "hosts" or "ahosts" or "ahostsv4")];
        if (words.Length == 0)
        {
            process.Complain($"{name}: which name? {name} {(name == "getent" ? "hosts " : "")}NAME");
            return 1;
        }

        return name == "getent" ? GetEntry(process, words[0]) : Query(process, name, words);
    }

    private static int GetEntry(ContainerProcess process, string host)
    {
        if (process.Resolve(host) is not { } address) return 2;
        process.Print($"{address,-15} {host}");
        return 0;
    }

    private static int Query(ContainerProcess process, string name, string[] words)
    {
        string? server = words.Skip(1).FirstOrDefault() ?? words.FirstOrDefault(w => w[0] == '@')?[1..];
        if (server is not null && !IpAddress.TryParse(server, out _))
        {
            process.Complain($"{name}: bad address '{server}'");
            return 1;
        }

        IpAddress asked = server is null ? PodFiles.NameServer(process.Runtime.Cluster) : IpAddress.Parse(server);
        Exchange exchange = process.Trace(new UdpProbe(asked, 53, DataBytes: 18 + Math.Min(words[0].Length, 253)));
        process.Print(";; connection timed out; no servers could be reached");
        if (exchange.Outcome == OutcomeKind.ConnectionRefused) process.Complain($"\nnslookup: write to '{asked}': Connection refused");
        else process.Out.Append('\n');
        return 1;
    }
}
