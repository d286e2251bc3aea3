using System.Globalization;
using PodNet.Kubernetes.Planning;

namespace PodNet.Datapath.Cni.Weave;

/// <summary>Weave Net as weave-kube starts it, without its network policy controller: all pods of a cluster are on one Ethernet. Between the nodes frames go
/// through an Open vSwitch datapath and a VXLAN tunnel (fastdp), or are carried by the program weaver itself (sleeve; WEAVE_NO_FASTDP). Archived since 2024.</summary>
public sealed class WeavePlugin : ICniPlugin
{
    /// <summary>CONN_LIMIT of weave-kube's launch.sh: with more, peers relay for each other, which is not modelled.</summary>
    private const int ConnectionLimit = 200;

    /// <inheritdoc/>
    public string Name => "weave";

    /// <inheritdoc/>
    public IReadOnlyList<string> Modes => ["fastdp", "sleeve"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings(string mode) => mode == "fastdp" ? ["df", "udpcsum"] : [];

    /// <inheritdoc/>
    public string? RoutedUnderlayProblem(string mode) => null;

    /// <inheritdoc/>
    public string? SizeProblem(int nodes) => nodes <= ConnectionLimit + 1 ? null : string.Create(
        CultureInfo.InvariantCulture, $"a weave peer is connected to at most {ConnectionLimit} others (CONN_LIMIT), and there are {nodes} nodes; use flannel");

    /// <inheritdoc/>
    public PodAddressing Addressing(string mode) => WeaveAddressing.Ring;

    /// <inheritdoc/>
    public ICniDatapath Configure(ClusterPlan plan, string mode) =>
        new WeaveDatapath(plan, mode, mode == "fastdp" ? new FastDatapath(plan) : new Sleeve(plan));
}
