using System.Globalization;
using System.IO.Enumeration;
using PodNet.Lab.Captures;
using PodNet.Lab.Journeys;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Lab.Verify;

/// <summary>What a verification came to.</summary>
/// <param name="ExitCode">0: everything is equal; 1: something differs or is unsupported; 2: the input cannot be used.</param>
/// <param name="Predicted">The prediction as a capture file's text, without unsupported probes; null with exit code 2.</param>
public sealed record VerifyResult(int ExitCode, string? Predicted);

/// <summary>What of two journeys has to be the same.</summary>
public enum Comparison
{
    /// <summary>Everything that a capture shows and that is not left to chance.</summary>
    All,

    /// <summary>The way only, as <see cref="JourneyPath"/> has it: for captures of a stand-in that is built of other parts.</summary>
    Path,
}

/// <summary><c>podnet verify</c>: replays a capture file's probes on the simulated cluster, each from cold, and compares journeys.
/// N in the last line counts the journeys that the capture or the prediction has, so E = N exactly when neither side has anything of its
/// own;
/// the captured journeys of a probe that cannot be replayed count in N and not in E.</summary>
/// <param name="compile">Builds the cluster from its file's text; whatever it throws is reported as invalid input.</param>
public sealed class VerifyCommand(Func<string, Cluster> compile)
{
    private const int AllEqual = 0;
    private const int SomethingDiffers = 1;
    private const int InvalidInput = 2;

    /// <summary>Verifies; the account goes to <paramref name="output"/>, problems with the input to <paramref name="errors"/>.</summary>
    /// <param name="clusterText">Text of the cluster file.</param>
    /// <param name="captureText">Text of the capture file.</param>
    /// <param name="globs">Names of probes, with <c>*</c> and <c>?</c>; empty: all.</param>
    /// <param name="compare">What has to be the same.</param>
    /// <param name="progress">Told before each probe how many are done and how many there are.</param>
    public VerifyResult Run(
        string clusterText,
        string captureText,
        IReadOnlyList<string> globs,
        TextWriter output,
        TextWriter errors,
        Comparison compare = Comparison.All,
        Action<int, int>? progress = null)
    {
        try
        {
            Capture capture = CaptureReader.Read(captureText);
            List<CapturedProbe> probes = Select(capture.Probes, globs, errors);
            return Verify(TunnelAddresses.Adopt(compile(clusterText), capture.Interfaces), probes, output, compare, progress);
        }
        catch (Exception problem)
        {
            errors.Write($"error: {Printable.Escape(problem.Message)}\n");
            return new(InvalidInput, null);
        }
    }

    private static List<CapturedProbe> Select(ValueList<CapturedProbe> probes, IReadOnlyList<string> globs, TextWriter errors)
    {
        foreach (string glob in globs.Where(g => !probes.Any(p => Matches(g, p))))
            errors.Write($"warning: no probe is called \"{Printable.Escape(glob)}\"\n");
        List<CapturedProbe> selected = [.. probes.Where(p => globs.Count == 0 || globs.Any(g => Matches(g, p)))];
        if (selected.Count > 0 || globs.Count == 0) return selected;
        throw new CaptureFormatException($"none of the {probes.Count.ToString(CultureInfo.InvariantCulture)} probes is selected");
    }

    private static bool Matches(string glob, CapturedProbe probe) =>
        FileSystemName.MatchesSimpleExpression(glob, probe.Name, ignoreCase: false);

    private static bool HasChecksums(CapturedProbe probe) =>
        probe.Frames.Any(f => f.Content.Ip is { Inner: not null, UdpChecksum: not null });

    private static VerifyResult Verify(Cluster cluster, List<CapturedProbe> probes, TextWriter output, Comparison compare, Action<int, int>? progress)
    {
        ProbeReplay replay = new(cluster);
        Func<CapturedJourney, CapturedJourney> view = compare == Comparison.Path
            ? new JourneyPath(cluster.Topology.Pods.Select(p => p.Id.Name).ToHashSet(), probes.Exists(HasChecksums)).Of : journey => journey;
        List<CapturedProbe> predicted = [];
        (int equal, int total, int unsupported) = (0, 0, 0);
        for (int i = 0; i < probes.Count; i++)
        {
            progress?.Invoke(i, probes.Count);
            ValueList<CapturedJourney> seen = JourneyGrouping.Group(probes[i].Frames);
            ReplayResult result = replay.Run(probes[i]);
            if (result.Predicted is not { } prediction)
            {
                (total, unsupported) = (total + seen.Count, unsupported + 1);
                output.Write($"UNSUPPORTED {Printable.Escape(probes[i].Name)}: {Printable.Escape(result.Unsupported!)}\n");
                continue;
            }

            predicted.Add(prediction);
            JourneyComparison comparison = JourneyComparison.Compare(
                [.. JourneyGrouping.Group(prediction.Frames).Select(view)], [.. seen.Select(view)]);
            (equal, total) = (equal + comparison.Equal, total + comparison.Total);
            DifferenceReport.Write(output, probes[i].Name, comparison);
        }

        progress?.Invoke(probes.Count, probes.Count);
        output.Write(string.Create(
            CultureInfo.InvariantCulture, $"journeys: {equal} of {total} equal, {unsupported} probes unsupported\n"));
        string text = CaptureWriter.Write(new(replay.Interfaces(), predicted.ToValueList()));
        return new(equal == total && unsupported == 0 ? AllEqual : SomethingDiffers, text);
    }
}
