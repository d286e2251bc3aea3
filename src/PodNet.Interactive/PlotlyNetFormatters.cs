using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;
using PodNet.Magics;
using PodNet.Magics.Scripting;

namespace PodNet.Interactive;

/// <summary>Makes charts of Plotly.NET show offline. The host finds formatters by type, and the type is there only once a learner has brought the
/// library, so this waits for it.</summary>
internal sealed class PlotlyNetFormatters(Session session)
{
    private const string Library = "Plotly.NET";

    /// <summary>From now on, as soon as the library is loaded.</summary>
    public void Attach()
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Register(loaded.LoadedAssembly);
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies()) Register(assembly);
    }

    private void Register(Assembly assembly)
    {
        if (assembly.GetName().Name != Library || assembly.GetType(PlotlyNetCharts.TypeName) is not { } chart) return;
        Formatter.Register(chart, (value, writer) => writer.Write(PlotlyNetCharts.TryFormat(value, session)?[OutputBundle.Html]), OutputBundle.Html);
        Formatter.Register(chart, (value, writer) => writer.Write(PlotlyNetCharts.TryDescribe(value)), OutputBundle.Plain);
        Formatter.SetPreferredMimeTypesFor(chart, OutputBundle.Html, OutputBundle.Plain);
    }
}
