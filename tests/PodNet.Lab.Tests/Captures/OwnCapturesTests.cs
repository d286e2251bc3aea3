using System.Globalization;
using System.Text.RegularExpressions;
using PodNet.Datapath;
using PodNet.Lab.Captures;
using PodNet.Lab.Verify;
using PodNet.Printing;
using PodNet.Printing.Tests;

namespace PodNet.Lab.Tests.Captures;

/// <summary>The simulator against what the real kernel did in the clusters the project recorded.</summary>
public class OwnCapturesTests
{
    public static TheoryData<string> Recorded { get; } = [.. OwnCaptures.Names];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Each_journey_is_as_the_kernel_showed_it(string name)
    {
        (int exitCode, string account) = Verify(name);
        if (exitCode != 0) Assert.Fail(account);
    }

    // The line the README quotes: how much is proven.
    [Fact]
    public void What_is_proven_is_counted()
    {
        (int clusters, int equal, int total) = (0, 0, 0);
        foreach (string name in OwnCaptures.Names)
        {
            Match last = Regex.Match(Verify(name).Account, @"\njourneys: (\d+) of (\d+) equal, 0 probes unsupported\n$");
            Assert.True(last.Success, $"{name} has probes that cannot be replayed");
            (clusters, equal, total) = (clusters + 1, equal + Number(last, 1), total + Number(last, 2));
        }

        Golden.Check("proven.golden", string.Create(
            CultureInfo.InvariantCulture, $"{clusters} recorded clusters, {equal} of {total} journeys equal\n"));
    }

    // Printed once, after the last probe: with what it left behind.
    [Theory]
    [MemberData(nameof(Recorded))]
    public void Each_table_is_as_the_tools_printed_it(string name)
    {
        RecordedTables recorded = new(name);
        (string Namespace, string Text)[] states = [.. OwnCaptures.States(name)];
        Assert.Equal(recorded.Namespaces.Order().Select(n => n.Name), states.Select(s => s.Namespace));
        Func<string, NamespaceView> after = recorded.After(recorded.Capture.Probes[^1]);
        string[] differences = [.. states.SelectMany(s => StateComparison.Differences(Tables(s.Text), after(s.Namespace), learned: true))];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    // Noted after each probe.
    [Theory]
    [MemberData(nameof(Recorded))]
    public void Each_connection_is_tracked_as_conntrack_printed_it(string name)
    {
        RecordedTables recorded = new(name);
        string[] differences = [.. recorded.Capture.Probes.SelectMany(p => Differences(recorded, p))];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    private static IEnumerable<string> Differences(RecordedTables recorded, CapturedProbe probe)
    {
        Func<string, NamespaceView> after = recorded.After(probe);
        string[] seen = Regex.Split(probe.Conntrack!, @"^== \S+\n", RegexOptions.Multiline)[1..];
        foreach ((string node, string text) in recorded.Nodes.Zip(seen))
        {
            // Each time a SYN is tried again it has another flow hash, and the tunnel another connection; how often is not compared.
            bool answered = probe.ExitCode == 0;
            string[] expected = Connections(Regex.Replace(text, @"^ipv[46] +\d+ ", "", RegexOptions.Multiline), answered);
            string[] printed = Connections(NamespaceCommands.Run(after(node), ["conntrack", "-L"]).Text, answered);
            if (expected.SequenceEqual(printed)) continue;
            yield return $"{probe.Name}: {node}$ conntrack -L\n"
                + string.Concat(expected.Select(l => $"- {l}\n")) + string.Concat(printed.Select(l => $"+ {l}\n"));
        }
    }

    // A host that joins a multicast group says so by IGMP in its own time.
    private static string[] Connections(string text, bool counted)
    {
        IEnumerable<string> rows = text.Split('\n').Where(l => l.Length > 0 && !l.Contains("dst=224.0.0.22 ", StringComparison.Ordinal))
            .Select(StateComparison.Connection).Order(StringComparer.Ordinal);
        return [.. counted ? rows : rows.Distinct()];
    }

    private static Dictionary<string, string[]> Tables(string text)
    {
        Dictionary<string, string[]> tables = Cases.StateOf(text);
        foreach (string command in (string[])["ip route", "ip route show table local", "ip rule", "ip neigh", "bridge fdb"])
            Assert.True(tables.ContainsKey(command), $"{command} was not recorded");
        return tables;
    }

    private static (int ExitCode, string Account) Verify(string name)
    {
        StringWriter account = new();
        VerifyResult result = new VerifyCommand(ClusterBuilder.Load)
            .Run(OwnCaptures.Cluster(name), OwnCaptures.Probes(name), [], account, account);
        return (result.ExitCode, account.ToString());
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
}
