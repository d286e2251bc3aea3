using PodNet.Datapath;
using PodNet.Lab.Recording;
using PodNet.Lab.Verify;
using PodNet.Model.Topology;

namespace PodNet.Real.Tests;

/// <summary>A cluster recorded this very moment is what the simulator predicts.</summary>
public sealed class FreshRecordingTests
{
    private const string File = """
        nodes:
          - {name: east, address: 10.3.0.7}
          - {name: west, address: 10.3.0.8}
        networking:
          podSubnet: 10.60.0.0/20
          nodeCidrMaskSize: 24
          cni: {name: flannel, mode: vxlan}
        underlay:
          subnet: 10.3.0.0/24
        pods:
          - {name: ask, node: east, ports: [8080]}
          - {name: near, node: east, ports: [80]}
          - {name: far, node: west, ports: [9090]}
        """;

    [Fact]
    public void Each_journey_is_as_predicted()
    {
        Cluster cluster = ClusterBuilder.Load(File);
        IReadOnlyList<ProbeRequest> probes = DefaultProbes.Of(cluster);
        RealParts.Need(LabRecorder.Missing(probes));
        LabRecording recording = new LabRecorder(TextWriter.Null).Record(cluster, probes, TestContext.Current.CancellationToken);
        StringWriter account = new();
        VerifyResult result = new VerifyCommand(ClusterBuilder.Load).Run(File, recording.Probes, [], account, account);
        Assert.True(result.ExitCode == 0, account.ToString());
        Assert.Equal(11, probes.Count);
    }
}
