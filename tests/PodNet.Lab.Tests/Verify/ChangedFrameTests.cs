using CsCheck;
using PodNet.Datapath;
using PodNet.Lab.Captures;
using PodNet.Lab.Tests.Captures;
using PodNet.Lab.Tests.Journeys;
using PodNet.Lab.Verify;
using PodNet.Model.Collections;

namespace PodNet.Lab.Tests.Verify;

/// <summary>The verifier's conscience: a single wrong field in a single frame is not let pass.</summary>
public class ChangedFrameTests
{
    private const string Seed = "0000000000000001";

    [Theory]
    [MemberData(nameof(OwnCapturesTests.Recorded), MemberType = typeof(OwnCapturesTests))]
    public void One_changed_field_of_one_frame_is_a_difference(string name)
    {
        string cluster = OwnCaptures.Cluster(name);
        Capture capture = CaptureReader.Read(OwnCaptures.Probes(name));
        Changes(capture).Sample(
            change =>
            {
                StringWriter account = new();
                VerifyResult result = new VerifyCommand(ClusterBuilder.Load)
                    .Run(cluster, CaptureWriter.Write(new([], [change.Probe])), [], account, account);
                if (result.ExitCode != 1) Assert.Fail($"exit code {result.ExitCode}\n{account}");
            },
            seed: Seed, iter: 20, print: change => change.Item2);
    }

    /// <summary>Probes of the capture, each with one frame changed in one way that counts, and words for the change.</summary>
    private static Gen<(CapturedProbe Probe, string What)> Changes(Capture capture)
    {
        (CapturedProbe Probe, int Index)[] frames =
        [
            .. capture.Probes.SelectMany(p => Enumerable.Range(0, p.Frames.Count).Select(i => (p, i)))
                .Where(f => !Mutation.IsServersPureAck(f.p.Frames[f.i])),
        ];
        return Gen.Select(Gen.OneOf(frames), Gen.OneOf([.. Mutation.Compared]), (frame, mutation) =>
        {
            Frame old = frame.Probe.Frames[frame.Index];
            if (mutation.Change(old) is not { } changed || changed == old) return (frame.Probe, "");
            ValueList<Frame> others = frame.Probe.Frames.RemoveAt(frame.Index);
            CapturedProbe probe = frame.Probe with { Frames = others.Insert(frame.Index, changed) };
            return (probe, $"{frame.Probe.Name}: {mutation.Name} of frame {frame.Index} ({old})");
        }).Where(change => change.Item2.Length > 0);
    }
}
