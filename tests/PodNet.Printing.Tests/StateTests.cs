namespace PodNet.Printing.Tests;

public class StateTests
{
    [CasesFact]
    public void The_hand_built_cluster_prints_what_the_real_tools_printed()
    {
        List<string> differences = [];
        int compared = 0;
        foreach (string variant in ReferenceHosts.Variants)
        {
            foreach (string name in ReferenceHosts.Names)
            {
                Dictionary<string, string[]> state = Cases.State(variant, name);
                compared += state.Count;
                differences.AddRange(StateComparison.Differences(state, ReferenceHosts.Build(variant, name)).Select(d => $"{variant} {d}"));
            }
        }

        Assert.True(compared > 300, $"only {compared} outputs were found");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
