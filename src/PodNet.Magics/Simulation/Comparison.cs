using PodNet.Datapath;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Comparing;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Magics.Simulation;

/// <summary>Sends one packet through one cluster under several CNIs. Each cluster is made for it and forgotten afterwards.</summary>
public static class Comparison
{
    /// <summary>The parameter that orders the rows.</summary>
    public static MagicParameter SortParameter { get; } =
        new("--sort", $"order of the rows, one of {string.Join(", ", ComparisonTable.SortKeys)}; as given by default", "COLUMN")
        {
            Completions = static _ => ComparisonTable.SortKeys,
        };

    /// <summary>The parameter that asks for a chart instead of picture and table.</summary>
    public static MagicParameter ChartParameter { get; } =
        new("--chart", $"a chart instead of the picture and the table: {string.Join(" or ", ComparisonCharts.Names)}", "SUBJECT")
        {
            Completions = static _ => ComparisonCharts.Names,
        };

    /// <summary>The chart that is asked for, or null.</summary>
    /// <exception cref="MagicException">No such chart; the nearest is suggested.</exception>
    public static BarChart? ChartOf(string? name, ComparisonView view)
    {
        if (name is null) return null;
        return ComparisonCharts.Names.Contains(name) ? ComparisonCharts.Of(view, name) : throw new MagicException(
            $"--chart is '{name}'; it has to be one of {string.Join(", ", ComparisonCharts.Names)}{NearestName.Suggestion(name, ComparisonCharts.Names)}");
    }

    /// <summary>Runs it.</summary>
    /// <param name="cluster">The cluster that the others are made after.</param>
    /// <param name="sort">One of <see cref="ComparisonTable.SortKeys"/>, or null: the order of <paramref name="choices"/>.</param>
    /// <exception cref="MagicException">A name is unknown in the cluster, or the request makes no sense.</exception>
    public static ComparisonView Run(
        Cluster cluster, TraceRequest request, IEnumerable<CniChoice> choices, string? sort, SimulatedTime at, ulong seed)
    {
        if (sort is not null && !ComparisonTable.SortKeys.Contains(sort))
        {
            throw new MagicException(
                $"--sort is '{sort}'; it has to be one of {string.Join(", ", ComparisonTable.SortKeys)}{NearestName.Suggestion(sort, ComparisonTable.SortKeys)}");
        }

        // An address says which of its owner's is meant.
        IpFamily? family = IpAddress.TryParse(request.To, out IpAddress to) ? to.Family : request.Family;
        TraceRequest byName = request with { From = NameOf(cluster, request.From), To = NameOf(cluster, request.To), Family = family };
        ClusterNames.Place(cluster, byName.From);
        ClusterNames.Address(cluster, byName.To);
        ValueList<ComparedRun> runs = choices.Select(c => Run(cluster, byName, c, at, seed)).ToValueList();
        string port = request.Port is { } number ? $":{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : "";
        return new($"{byName.From} → {byName.To}{port}", sort is null ? runs : ComparisonTable.Sorted(runs, sort), seed);
    }

    private static ComparedRun Run(Cluster cluster, TraceRequest request, CniChoice choice, SimulatedTime at, ulong seed)
    {
        try
        {
            RebuiltCluster rebuilt = cluster.WithCni(choice.Plugin, choice.Mode);
            Exchange exchange = request.Run(rebuilt.Cluster, KernelState.Cold, at, seed).Exchange;
            return new(choice.Label, rebuilt.Derived.Select(d => $"{d} are not as the file gives them: this CNI cannot have those").ToValueList())
            {
                Cluster = rebuilt.Cluster,
                Exchange = exchange,
            };
        }
        catch (ClusterFileException refused)
        {
            return new(choice.Label, []) { Refusal = refused.Problems[0].Message };
        }
    }

    // Under another CNI a pod may have another address.
    private static string NameOf(Cluster cluster, string place) =>
        IpAddress.TryParse(place, out IpAddress address) && cluster.Topology.OwnerOf(address) is { } owner && cluster.Topology.Pod(owner) is { } pod
            ? pod.DisplayName
            : place;
}
