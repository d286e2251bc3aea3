using PodNet.Kubernetes.Planning;

namespace PodNet.Datapath.Cni.AwsVpc;

/// <summary>The AWS VPC CNI (amazon-vpc-cni-k8s): pods have addresses of the nodes' own network, and the network itself knows at which node
/// each is, so that there is no tunnel and no route from node to node.</summary>
public sealed class AwsVpcPlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string Name => "aws-vpc";

    /// <inheritdoc/>
    public IReadOnlyList<string> Modes => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) => [];

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) =>
        "aws-vpc gives pods addresses of the one network that all nodes are in; here that is one Ethernet";

    /// <inheritdoc/>
    public PodAddressing Addressing(string mode) => AwsVpcAddressing.Instance;

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) => new AwsVpcDatapath(plan);
}
