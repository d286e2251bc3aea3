using System.IO.Enumeration;
using PodNet.Datapath;
using PodNet.Lab.Verify;

namespace PodNet.Lab.Tests.Verify;

/// <summary>The reference clusters the project ships against what the real kernel did on them.</summary>
public class ReferenceClusterTests
{
    // Probes without a Service.
    private static readonly string[] Probes =
        ["01-*", "02-*", "03-*", "04-*", "05-*", "06-*", "07-*", "08-*", "09-*", "10-*", "11-*", "32-*", "34-*", "40-*", "42-*", "45-*"];

    /// <summary>Whether a probe of the reference clusters' captures is one of those.</summary>
    internal static bool IsWithoutService(string probe) => Probes.Any(glob => FileSystemName.MatchesSimpleExpression(glob, probe));

    [CasesFact]
    public void Kubenet_does_what_the_kernel_did() => Verify("kubenet");

    [CasesFact]
    public void Flannel_host_gw_does_what_the_kernel_did() => Verify("flannel-host-gw");

    [CasesFact]
    public void Flannel_vxlan_does_what_the_kernel_did() => Verify("flannel-vxlan");

    [CasesFact]
    public void Calico_bgp_does_what_the_kernel_did() => Verify("calico-bgp");

    private static void Verify(string variant)
    {
        string cluster = File.ReadAllText(Golden.InRepository($"examples/reference-{variant}.yaml"));
        string captures = File.ReadAllText(Path.Combine(Cases.Folder!, "kernel", variant, "probes.json"));
        StringWriter account = new();
        VerifyResult result = new VerifyCommand(ClusterBuilder.Load).Run(cluster, captures, [], account, account);
        if (result.ExitCode != 0) Assert.Fail(account.ToString());
    }
}
