using System.Text.RegularExpressions;
using PodNet.Model.Linux;

namespace PodNet.Printing.Tests;

/// <summary>Holds a namespace's printed tables against what the real tools printed there. The state was printed after traffic, with
/// kube-proxy's
/// rules: learned rows and those rules are left out.</summary>
internal static class StateComparison
{
    private static readonly string[] LineByLine =
        ["ip -d link", "ip addr", "ip route", "ip route show table local", "ip rule", "bridge -d link", "sysctl net.bridge"];

    /// <summary>One text per command that differs, with what is missing (-) and what is too much (+).</summary>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, string[]> state, NetworkNamespace ns)
    {
        foreach ((string command, string[] seen) in state)
        {
            if (Prepared(command) is not { } prepare) continue;
            CommandOutput output = NamespaceCommands.Run(NamespaceView.Cold(ns, SimulatedTime.Start), command.Split(' '));
            string[] expected = [.. prepare(seen)];
            string[] printed = [.. prepare(output.Text.Split('\n').Where(l => l.Length > 0))];
            if (expected.SequenceEqual(printed)) continue;
            yield return $"{ns.Id}$ {command}\n"
                + string.Concat(expected.Except(printed).Select(l => $"- {l}\n"))
                + string.Concat(printed.Except(expected).Select(l => $"+ {l}\n"))
                + (expected.ToHashSet().SetEquals(printed) ? "only the order or the number of equal lines differs\n" : "");
        }
    }

    private static Func<IEnumerable<string>, IEnumerable<string>>? Prepared(string command) => command switch
    {
        "ip neigh" => lines => lines.Where(l => l.EndsWith("PERMANENT ", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        "bridge fdb" => lines => lines.Where(l => l.EndsWith("permanent", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        "iptables-save" => OwnRules,
        // A web server's backlog is its own choice: only the kernel's sockets are compared.
        "ss -tlnu" => lines => lines.Any(l => l.StartsWith("tcp", StringComparison.Ordinal)) ? [] : lines,
        _ when command.StartsWith("sysctl net.ipv4", StringComparison.Ordinal) => lines => lines,
        _ when LineByLine.Contains(command) => lines => lines.Select(WithoutTimers),
        _ => null,
    };

    // How long the next collection is off, and for how long the port has been up: time, not configuration.
    private static string WithoutTimers(string line) => Regex.Replace(line, @"(gc_timer|forward_delay_timer) +[\d.]+", "$1");

    private static IEnumerable<string> OwnRules(IEnumerable<string> lines) => lines.Where(l =>
        !l.Contains("KUBE-", StringComparison.Ordinal)
        && (l.StartsWith("-A", StringComparison.Ordinal) || l.EndsWith(" - [0:0]", StringComparison.Ordinal)));
}
