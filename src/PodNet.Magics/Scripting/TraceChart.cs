using PodNet.Diagrams.Charts;
using PodNet.Magics.Scripting.Formatters;
using PodNet.Magics.Simulation;

namespace PodNet.Magics.Scripting;

/// <summary>A chart of a packet's way. The first one in a document carries plotly.js for all of them.</summary>
[TypeFormatterSource(typeof(ShowableFormatterSource), PreferredMimeTypes = [OutputBundle.Html, OutputBundle.Plain])]
public sealed class TraceChart : IShowable
{
    private readonly Session _session;
    private readonly PictureStyle _style;

    internal TraceChart(Session session, BarChart chart, PictureStyle style) => (_session, Chart, _style) = (session, chart, style);

    /// <summary>The numbers and the names of what is drawn.</summary>
    public BarChart Chart { get; }

    /// <inheritdoc/>
    string IShowable.PlainText => ToString();

    /// <inheritdoc/>
    public OutputBundle Show() => _session.Note(state => ChartOutput.Of(state, Chart, _style));

    /// <inheritdoc/>
    public override string ToString() => ChartOutput.TextOf(Chart);
}
