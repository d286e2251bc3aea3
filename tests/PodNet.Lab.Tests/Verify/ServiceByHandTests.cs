using PodNet.Datapath;
using PodNet.Datapath.Tests.KernelFacts;
using PodNet.Lab.Verify;
using PodNet.Model.Addressing;
using PodNet.Model.Topology;

namespace PodNet.Lab.Tests.Verify;

/// <summary>The reference clusters with a Service's rules put in by hand, against what the real kernel did with kube-proxy's: where the NAT is
/// seen, hairpin, node ports, and what becomes of an address without endpoints.</summary>
public class ServiceByHandTests
{
    private static readonly IpAddress Service = IpAddress.Parse("10.96.0.80");
    private static readonly IpAddress Empty = IpAddress.Parse("10.96.0.99");

    [CasesTheory]
    [InlineData("kubenet", "p12", "10.244.1.3")]
    [InlineData("kubenet", "p21", "10.244.2.2")]
    [InlineData("flannel-host-gw", "p12", "10.244.1.3")]
    [InlineData("flannel-host-gw", "p21", "10.244.2.2")]
    [InlineData("flannel-vxlan", "p12", "10.244.1.3")]
    [InlineData("flannel-vxlan", "p21", "10.244.2.2")]
    public void Each_journey_to_an_endpoint_is_as_the_kernel_showed_it(string variant, string pod, string address) =>
        Verify(variant, $"2*--to-{pod}", new ServiceByHand(Service, IpAddress.Parse(address)).In);

    [CasesTheory]
    [InlineData("kubenet")]
    [InlineData("flannel-host-gw")]
    [InlineData("flannel-vxlan")]
    public void An_address_without_endpoints_refuses_as_the_kernel_did(string variant) =>
        Verify(variant, "31-*", cluster => ServiceByHand.WithoutEndpoints(cluster, Empty, first: true));

    private static void Verify(string variant, string probes, Func<Cluster, Cluster> edit)
    {
        string file = File.ReadAllText(Golden.InRepository($"examples/reference-{variant}.yaml"))
            .Replace("proxy: iptables", "proxy: none", StringComparison.Ordinal);
        StringWriter account = new();
        VerifyResult result = new VerifyCommand(text => edit(ClusterBuilder.Load(text)))
            .Run(file, Cases.Read("kernel", variant, "probes.json"), [probes], account, account);
        if (result.ExitCode != 0) Assert.Fail(account.ToString());
    }
}
