using PodNet.Datapath;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Printing.Tests;

public class StateTests
{
    private const string Calico = "calico-bgp";

    [CasesFact]
    public void The_hand_built_cluster_prints_what_the_real_tools_printed() =>
        Compare(ReferenceHosts.Variants, variant => name => ReferenceHosts.Build(variant, name));

    [CasesFact]
    public void The_compiled_cluster_prints_what_the_real_tools_printed() => Compare([.. ReferenceHosts.Variants, Calico], variant =>
    {
        Cluster cluster = ClusterBuilder.Load(File.ReadAllText(Example(variant)));
        return name => cluster.Namespace(new(name));
    });

    private static void Compare(string[] variants, Func<string, Func<string, NetworkNamespace>> clusterOf)
    {
        List<string> differences = [];
        int compared = 0;
        foreach (string variant in variants)
        {
            Func<string, NetworkNamespace> build = clusterOf(variant);
            foreach (string name in ReferenceHosts.Names)
            {
                Dictionary<string, string[]> state = Cases.State(variant, name);

                // There the rules were written by hand: without felix's hashes, and only the chain that masquerades.
                if (variant == Calico) state.Remove("iptables-save");
                compared += state.Count;
                NamespaceView view = NamespaceView.Cold(build(name), SimulatedTime.Start);
                differences.AddRange(StateComparison.Differences(state, view, learned: false).Select(d => $"{variant} {d}"));
            }
        }

        Assert.True(compared > 300, $"only {compared} outputs were found");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static string Example(string variant) => Golden.InRepository($"examples/reference-{variant}.yaml");
}
