using CsCheck;
using PodNet.Datapath;
using PodNet.Kubernetes.Presets;
using PodNet.Lab.Captures;
using PodNet.Lab.Tests.Captures;
using PodNet.Lab.Verify;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Lab.Tests.Verify;

/// <summary>What the kernel did does not hang on names and numbers: of a cluster that is called otherwise, the prediction is the capture
/// with the other names and numbers in it. A simulator that has learned its captures by heart fails here.</summary>
public class RenamedClusterTests
{
    private const string Seed = "0000000000000001";

    /// <summary>A renamed cluster's nodes have one network, of IPv4.</summary>
    public static TheoryData<string> OnOneSwitch =>
        new(OwnCaptures.Names.Where(name => ClusterBuilder.Load(OwnCaptures.Cluster(name)).Topology is { Underlay.Switches.Count: 1, PodSubnets.Count: 1 }));

    [Theory]
    [MemberData(nameof(OnOneSwitch))]
    public void A_renamed_cluster_gives_the_renamed_capture(string name) =>
        Check(OwnCaptures.Cluster(name), CaptureReader.Read(OwnCaptures.Probes(name)));

    [CasesTheory]
    [InlineData("kubenet")]
    [InlineData("flannel-host-gw")]
    [InlineData("flannel-vxlan")]
    public void A_renamed_reference_cluster_gives_the_renamed_capture(string variant)
    {
        Capture capture = CaptureReader.Read(Cases.Read("kernel", variant, "probes.json"));
        Check(
            ClusterPresets.Text($"reference-{variant}"),
            capture with { Probes = capture.Probes.Where(p => ReferenceClusterTests.IsWithoutService(p.Name)).ToValueList() });
    }

    // Without this the others could hold because everything is equal to everything.
    [Fact]
    public void What_is_not_renamed_differs()
    {
        Cluster before = ClusterBuilder.Load(OwnCaptures.Cluster("flannel-vxlan-two-nodes"));
        Capture capture = CaptureReader.Read(OwnCaptures.Probes("flannel-vxlan-two-nodes"));
        RenamedCluster.FilesLike(before).Sample(
            text =>
            {
                Renaming renaming = new(before, ClusterBuilder.Load(text));
                Assert.Equal(0, Verify(text, renaming.Of(capture)).ExitCode);
                Assert.Equal(1, Verify(text, renaming.NamesOnly(capture)).ExitCode);
                Assert.Equal(1, Verify(text, capture).ExitCode);
            },
            seed: Seed, iter: 1);
    }

    private static void Check(string file, Capture capture)
    {
        Cluster before = ClusterBuilder.Load(file);
        RenamedCluster.FilesLike(before).Sample(
            text =>
            {
                Renaming renaming = new(before, ClusterBuilder.Load(text));
                (int exitCode, string account) = Verify(text, renaming.Of(capture));
                if (exitCode != 0) Assert.Fail($"{text}\n{account}");
            },
            seed: Seed, iter: 4);
    }

    private static (int ExitCode, string Account) Verify(string cluster, Capture capture)
    {
        StringWriter account = new();
        VerifyResult result = new VerifyCommand(ClusterBuilder.Load).Run(cluster, CaptureWriter.Write(capture), [], account, account);
        return (result.ExitCode, account.ToString());
    }
}
