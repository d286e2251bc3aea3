using CsCheck;
using PodNet.Lab.Captures;
using PodNet.Lab.Journeys;
using PodNet.Model.Collections;

namespace PodNet.Lab.Tests.Journeys;

public class MutationTests
{
    private const string Seed = "0000000000000001";

    [Fact]
    public void Each_change_of_a_compared_property_is_noticed()
    {
        ValueList<Frame> frames = SampleCapture.Everything();
        foreach (Mutation mutation in Mutation.Compared)
            Assert.True(CountNoticed(frames, mutation, expected: true) > 0, $"no frame has {mutation.Name}");
    }

    [Fact]
    public void No_change_of_another_property_is_noticed()
    {
        ValueList<Frame> frames = SampleCapture.Everything();
        foreach (Mutation mutation in Mutation.NotCompared)
            Assert.True(CountNoticed(frames, mutation, expected: false) > 0, $"no frame has {mutation.Name}");
    }

    [CasesFact]
    public void The_same_holds_in_the_real_kernels_captures()
    {
        CapturedProbe[] probes = [.. KernelProbes().Where(EveryFrameCounts)];
        Gen.Select(Gen.Int[0, probes.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, Mutation.Compared.Count + Mutation.NotCompared.Count - 1])
            .Sample(
                (p, f, m) =>
                {
                    ValueList<Frame> frames = probes[p].Frames;
                    bool compared = m < Mutation.Compared.Count;
                    Mutation mutation = compared ? Mutation.Compared[m] : Mutation.NotCompared[m - Mutation.Compared.Count];
                    Check(frames, f % frames.Count, mutation, compared);
                },
                seed: Seed, iter: 2000);
    }

    [CasesFact]
    public void Each_capture_equals_itself()
    {
        foreach (CapturedProbe probe in KernelProbes()) Assert.Empty(Differences(probe.Frames, probe.Frames));
    }

    private static IEnumerable<CapturedProbe> KernelProbes() =>
        Cases.KernelVariants().SelectMany(v => CaptureReader.Read(File.ReadAllText(Path.Combine(v, "probes.json"))).Probes);

    private static int CountNoticed(ValueList<Frame> frames, Mutation mutation, bool expected) =>
        Enumerable.Range(0, frames.Count).Count(i => Check(frames, i, mutation, expected));

    private static bool Check(ValueList<Frame> frames, int index, Mutation mutation, bool expected)
    {
        if (expected && Mutation.IsServersPureAck(frames[index])) return false;
        if (mutation.Change(frames[index]) is not { } changed) return false;
        ValueList<Frame> mutated = frames.RemoveAt(index).Insert(index, changed);
        bool noticed = Differences(mutated, frames).Count > 0;
        if (noticed != expected) Assert.Fail($"{mutation.Name} of frame {index} ({frames[index]}) {(noticed ? "was" : "was not")} noticed");
        return true;
    }

    // Where a SYN was lost, what follows is not compared at all.
    private static bool EveryFrameCounts(CapturedProbe probe) =>
        probe.Frames.Count > 0 && probe.Frames.Count(f => f.Content.Ip?.Flags == "S" && f.Namespace == probe.From) < 2;

    private static ValueList<JourneyDifference> Differences(ValueList<Frame> predicted, ValueList<Frame> seen) =>
        JourneyComparison.Compare(JourneyGrouping.Group(predicted), JourneyGrouping.Group(seen)).Differences;
}
