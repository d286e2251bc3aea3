using PodNet.Charts;
using PodNet.Diagrams;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Svg;

namespace PodNet.Magics.Simulation;

/// <summary>Charts as outputs: plotly's where scripts run, our own picture of the same numbers elsewhere, and a table.</summary>
public static class ChartOutput
{
    private static readonly string[] Bundles = [PlotlyScript.BasicName, PlotlyScript.FullName];

    /// <summary>The chart's forms, and the session that knows which output carries plotly.js.</summary>
    public static (SessionState After, OutputBundle Output) Of(SessionState state, BarChart chart, PictureStyle style)
    {
        Picture picture = Pictures.Chart(chart, style);
        if (chart.Bars.Count == 0) return (state, picture.ToOutput("In words"));
        bool carries = false;
        if (!state.Scripts.HasFull)
        {
            (ScriptCarriers after, carries) = state.Scripts.ForBasic($"{chart.Title}, {chart.Subtitle}");
            state = state with { Scripts = after };
        }

        string figure = BarFigure.Json(chart, ChartColors.Of(style.Dark ? Theme.Dark : Theme.Light), style.Scale);
        ChartHtml html = new(picture.ToImage(), picture.ToDetails("The numbers") + "\n", figure, Bundles);
        return (state, OutputBundle.Of(html.Write(carries ? PlotlyScript.Basic() : null), picture.Text));
    }

    /// <summary>The chart in plain text.</summary>
    public static string TextOf(BarChart chart) => TraceChartDiagram.Describe(chart);
}
