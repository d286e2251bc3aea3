using System.Text.RegularExpressions;

namespace PodNet.Printing.Tests;

/// <summary>Holds what the commands print in a namespace against what the real tools printed there: byte for byte, but for what time, chance or
/// another program decides. A recorded cluster may have had kube-proxy's rules and no Service of the API server: the rules of ours are left out then, and all
/// of kube-proxy's where the cluster here has none.</summary>
internal static class StateComparison
{
    // A dump in the order of a hash that is seeded at boot: rows are compared, not their order.
    private static readonly string[] AnyOrder = ["ip neigh", "ip -6 neigh", "conntrack -L", "conntrack -L -f ipv6", "ss -tlnu"];

    private static readonly string[] InOrder =
    [
        "ip -d link", "ip addr", "ip route", "ip route show table local", "ip route show table all", "ip rule", "bridge link", "bridge -d link",
        "bridge fdb", "iptables-save", "ip6tables-save", "ip -6 addr", "ip -6 route", "ip -6 route show table local", "ip -6 rule",
    ];

    /// <summary>One text per command that differs, with what is missing (-) and what is too much (+).</summary>
    /// <param name="view">With what its kernel learned; or cold, and then learned rows are left out.</param>
    /// <param name="learned">Whether learned rows are compared.</param>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, string[]> state, NamespaceView view, bool learned)
    {
        foreach ((string command, string[] seen) in state)
        {
            if (!Compared(command)) continue;
            CommandOutput output = NamespaceCommands.Run(view, command.Split(' '));
            string[] lines = [.. output.Text.Split('\n').Where(l => l.Length > 0)];
            bool others = seen.Any(IsOthers) && !lines.Any(IsOthers);
            string[] expected = [.. Prepare(command, seen, learned, others)];
            string[] printed = [.. Prepare(command, seen.Any(OfApiServer) ? lines : WithoutApiServer(lines), learned, others)];
            if (expected.SequenceEqual(printed)) continue;
            yield return $"{view.Config.Id}$ {command}\n"
                + string.Concat(expected.Except(printed).Select(l => $"- {l}\n"))
                + string.Concat(printed.Except(expected).Select(l => $"+ {l}\n"))
                + (expected.ToHashSet().SetEquals(printed) ? "only the order or the number of equal lines differs\n" : "");
        }
    }

    private static bool OfApiServer(string line) => line.Contains("default/kubernetes:https", StringComparison.Ordinal);

    private static IEnumerable<string> WithoutApiServer(string[] lines)
    {
        HashSet<string> chains = [.. lines.Where(OfApiServer).Select(l => l.Split(' ')[1]).Where(c => c.StartsWith("KUBE-S", StringComparison.Ordinal) && c != "KUBE-SERVICES")];
        return lines.Where(l => !OfApiServer(l) && !chains.Contains(l.Split(' ')[0].TrimStart(':')));
    }

    private static bool Compared(string command) =>
        InOrder.Contains(command) || AnyOrder.Contains(command) || command.StartsWith("sysctl net.", StringComparison.Ordinal);

    private static IEnumerable<string> Prepare(string command, IEnumerable<string> lines, bool learned, bool others)
    {
        lines = lines.Where(l => (learned || !IsLearned(command, l)) && (!others || IsOwnRule(l))).Select(l => Masked(command, l));
        if (command == "bridge fdb") lines = GroupsInOrder([.. lines]);
        if (command.Contains("route", StringComparison.Ordinal)) lines = lines.OrderBy(OfEachDevice, StringComparer.Ordinal);
        return AnyOrder.Contains(command) ? lines.Order(StringComparer.Ordinal) : lines;
    }

    // The routes that each device brings in IPv6 stand in the order in which the devices got their carrier, which is the builder's.
    private static string OfEachDevice(string line) => line.Contains("fe80::", StringComparison.Ordinal) || line.Contains("ff00::/8", StringComparison.Ordinal) ? line : "";

    // The groups of a device's IPv6 addresses are joined by a worker in the kernel, while the device comes up and joins others: who is first differs
    // from recording to recording. They are compared behind those others.
    private static IEnumerable<string> GroupsInOrder(string[] lines)
    {
        for (int i = 0; i < lines.Length;)
        {
            int end = i + 1;
            while (IsGroup(lines[i]) && end < lines.Length && IsGroup(lines[end]) && DeviceOf(lines[end]) == DeviceOf(lines[i])) end++;
            foreach (string line in lines[i..end].OrderBy(l => IsOfAddress(l) ? l : "", StringComparer.Ordinal)) yield return line;
            i = end;
        }
    }

    private static bool IsGroup(string line) => line.StartsWith("33:33:", StringComparison.Ordinal) || line.StartsWith("01:00:5e:", StringComparison.Ordinal);

    private static bool IsOfAddress(string line) => line.StartsWith("33:33:ff:", StringComparison.Ordinal);

    private static string DeviceOf(string line) => line.Split(' ')[2];

    private static bool IsLearned(string command, string line) => command switch
    {
        "ip neigh" or "ip -6 neigh" => !line.EndsWith("PERMANENT ", StringComparison.Ordinal),
        "bridge fdb" => line.EndsWith(' '),
        "conntrack -L" or "conntrack -L -f ipv6" => true,
        _ => false,
    };

    private static bool IsOthers(string line) => line.Contains("KUBE-", StringComparison.Ordinal);

    // kube-proxy makes tables and built-in chains, too: where it was there, only rules and chains of others are compared.
    private static bool IsOwnRule(string line) =>
        !IsOthers(line) && (line.StartsWith("-A", StringComparison.Ordinal) || line.EndsWith(" - [0:0]", StringComparison.Ordinal));

    // The line without what is chance.
    private static string Masked(string command, string line) => command switch
    {
        // How long the next collection is off, and for how long the port has been up.
        "ip -d link" => Regex.Replace(line, @"(gc_timer|forward_delay_timer) +[\d.]+", "$1"),
        "iptables-save" or "ip6tables-save" => Rule(line),
        // An address that is used is proved again now and then: which of these it is depends on the moment.
        "ip neigh" or "ip -6 neigh" => Regex.Replace(line, "(REACHABLE|STALE|DELAY|PROBE) $", "known "),
        "conntrack -L" or "conntrack -L -f ipv6" => Connection(line),
        "ss -tlnu" => line.StartsWith("tcp", StringComparison.Ordinal) ? Server(line) : line,
        _ => line,
    };

    // A server's backlog is its own choice, and whether its "any" is IPv4's alone.
    private static string Server(string line) =>
        Regex.Replace(Regex.Replace(line, @"^(tcp +LISTEN +\d+ +)\d+", "$1"), " +", " ").Replace("0.0.0.0:", "*:", StringComparison.Ordinal);

    // Counters, and when it was printed.
    private static string Rule(string line) => Regex.Replace(Regex.Replace(line, @"\[\d+:\d+\]$", "[]"), @"^(# .*) on .*", "$1");

    /// <summary>A row of <c>conntrack -L</c> without the seconds it has left, ports that the kernel picked, and echo identifiers.</summary>
    public static string Connection(string line)
    {
        string masked = Regex.Replace(line, @"^(\w+ +\d+) \d+ ", "$1 T ");
        masked = Regex.Replace(masked, @"\bid=\d+", "id=E");
        return Regex.Replace(masked, @"\b(sport|dport)=(\d+)", m => IsPicked(int.Parse(m.Groups[2].Value)) ? $"{m.Groups[1].Value}=P" : m.Value);
    }

    // From net.ipv4.ip_local_port_range, or by --random-fully; servers listen elsewhere.
    private static bool IsPicked(int port) => port >= 1024 && port is not (4789 or 6443 or 7070 or 8080 or 8081 or 8472 or 9090 or 9999);
}
