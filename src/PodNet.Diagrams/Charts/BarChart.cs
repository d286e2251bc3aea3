using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Charts;

/// <summary>A chart of a packet's hops as data: a horizontal bar for each hop, put together of one piece for each series. Whoever draws it, as SVG or with a
/// chart library, draws these numbers.</summary>
/// <param name="Title">What is charted, in a few words.</param>
/// <param name="Subtitle">Of what: from whom to whom, over what.</param>
/// <param name="Axis">What the bars' length means, with its unit.</param>
/// <param name="Bars">In the order of the way; empty when nothing was sent.</param>
/// <param name="Remark">One sentence about the whole, or null.</param>
public sealed record BarChart(string Title, string Subtitle, string Axis, ValueList<BarSeries> Series, ValueList<Bar> Bars, string? Remark)
{
    /// <summary>The longest bar.</summary>
    public int Longest => Bars.Select(b => b.Values.Sum()).DefaultIfEmpty().Max();
}

/// <summary>One kind of piece.</summary>
/// <param name="Name">As the legend has it.</param>
/// <param name="Role">What it means, and so how it looks.</param>
public sealed record BarSeries(string Name, Role Role);

/// <summary>One hop's bar.</summary>
/// <param name="Hop">The number the trace gives it.</param>
/// <param name="Where">Name of the pod, node or switch.</param>
/// <param name="Values">One for each series; 0: no piece.</param>
/// <param name="Note">The numbers in words.</param>
/// <param name="Label">The number that counts, where there is no room for the note.</param>
public sealed record Bar(int Hop, string Where, string Device, ValueList<int> Values, string Note, string Label);
