using System.Globalization;
using System.Text.RegularExpressions;
using PodNet.Datapath;
using PodNet.Lab.Verify;
using PodNet.Model.Linux;
using PodNet.Model.Topology;
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
            Match last = Regex.Match(Verify(name).Account, @"^journeys: (\d+) of (\d+) equal, 0 probes unsupported$", RegexOptions.Multiline);
            Assert.True(last.Success, $"{name} has probes that cannot be replayed");
            (clusters, equal, total) = (clusters + 1, equal + Number(last, 1), total + Number(last, 2));
        }

        Golden.Check("proven.golden", string.Create(
            CultureInfo.InvariantCulture, $"{clusters} recorded clusters, {equal} of {total} journeys equal\n"));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Each_table_is_as_the_tools_printed_it(string name)
    {
        Cluster cluster = ClusterBuilder.Load(OwnCaptures.Cluster(name));
        NamespaceId[] namespaces = [.. HeardAddresses.Namespaces(cluster.Topology).Order()];
        (string Namespace, string Text)[] states = [.. OwnCaptures.States(name)];
        Assert.Equal(namespaces.Select(n => n.Name), states.Select(s => s.Namespace));
        string[] differences =
        [
            .. states.SelectMany(s => StateComparison.Differences(Tables(s.Text), cluster.Namespace(new(s.Namespace)))),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
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
