using System.Globalization;
using System.Text.RegularExpressions;
using PodNet.Kubectl.Shell;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Check;

/// <summary>Runs the sessions of a file in order on one cluster and compares each command. The real scheduler chooses at random among equal nodes: a
/// session agrees if it does for one of some seeds.</summary>
internal sealed class SessionCheck(string name, SessionsFile file, Func<string, string?> readFile, ValueList<string> sessions, Regex? only)
{
    private const int Seeds = 64;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Between two commands of a session.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>The account of all sessions.</summary>
    public CheckReport Run()
    {
        CheckReport report = CheckReport.Empty;
        ControlPlane cluster = RecordedCluster.Of(file, Start);
        DateTimeOffset now = Start.AddMinutes(10);
        foreach (RecordedSession session in file.Sessions)
        {
            bool isJudged = sessions.Count == 0 || sessions.Contains(session.Name);
            Outcome best = Best(session, cluster, now, isJudged);
            report += best.Report;
            (cluster, now) = (best.Cluster, best.Now);
        }

        return report;
    }

    private Outcome Best(RecordedSession session, ControlPlane cluster, DateTimeOffset now, bool isJudged)
    {
        Outcome best = Run(session, cluster, now, isJudged, 0);
        for (ulong seed = 1; seed < Seeds && best.Report.Failures.Count > 0; seed++)
        {
            Outcome other = Run(session, cluster, now, isJudged, seed);
            if (other.Report.Failures.Count < best.Report.Failures.Count) best = other;
        }

        return best;
    }

    private Outcome Run(RecordedSession session, ControlPlane cluster, DateTimeOffset now, bool isJudged, ulong seed)
    {
        Correspondence known = new(file);
        int passed = 0, notJudged = 0;
        List<string> failures = [];
        for (int i = 0; i < session.Steps.Count; i++)
        {
            RecordedStep step = session.Steps[i];
            now += Pace;
            ApiRequest request = new(now, unchecked((seed * 1_000_003) + (ulong)i));
            if (step.Command is null)
            {
                now += 10 * Pace;
                cluster = cluster.Settled(request with { Now = now });
                continue;
            }

            (cluster, string? difference) = Run(step, cluster, request, known);
            if (!isJudged || only?.IsMatch(step.Command) == false) continue;
            if (step.NotJudged is not null) notJudged++;
            else if (difference is null) passed++;
            else failures.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {session.Name} step {i + 1}: {Escaped(step.Command)}: {difference}"));
        }

        return new(new(passed, failures.ToValueList(), notJudged), cluster, now);
    }

    private (ControlPlane Cluster, string? Difference) Run(RecordedStep step, ControlPlane cluster, ApiRequest request, Correspondence known)
    {
        ValueList<string> words;
        try
        {
            words = ShellLexer.Words(step.Command!);
        }
        catch (ShellException wrong)
        {
            return (cluster, "cannot be run: " + wrong.Message);
        }

        if (words.Count == 0 || words[0] != "kubectl") return (cluster, "cannot be run: it is no kubectl command");
        KubectlResult result = KubectlCommand.Run(words.RemoveAt(0), new(cluster, new NoContainers(), request) { ReadFile = readFile });
        TextComparison comparison = new(known, words.Contains("get"));
        string? difference = result.ExitCode == step.ExitCode
            ? comparison.Difference(step.Out, result.Out, "stdout") ?? comparison.Difference(step.Error, result.Error, "stderr")
            : string.Create(CultureInfo.InvariantCulture, $"exit code: expected {step.ExitCode} got {result.ExitCode} ({Escaped(result.Error)})");
        return (result.Cluster, difference);
    }

    private static string Escaped(string text) => GoText.Quote(text)[1..^1];

    private sealed record Outcome(CheckReport Report, ControlPlane Cluster, DateTimeOffset Now);
}
