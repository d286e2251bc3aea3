using PodNet.Magics;
using PodNet.Magics.Scripting;

namespace PodNet.Jupyter.Formatting;

/// <summary>Formatters written for .NET Interactive: registered in a cell or by a library, or named by an attribute of the value's type. That library is
/// loaded when a cell or a value's type names it, never before.</summary>
internal static class InteractiveFormatters
{
    private const string Library = "Microsoft.DotNet.Interactive.Formatting";
    private const string SourceAttribute = "TypeFormatterSourceAttribute";
    private const string HtmlContent = "Microsoft.AspNetCore.Html.IHtmlContent";

    /// <summary>What such a formatter makes of the value, or null when there is none for it.</summary>
    public static OutputBundle? TryFormat(object value)
    {
        Type type = value.GetType();
        // What shows itself names formatters for other hosts; Plotly.NET's own name a script that is somewhere else.
        bool named = value is not IShowable && !PlotlyNetCharts.IsChart(type) && NamesFormatters(type);
        return named || IsLoaded() ? InteractiveBridge.TryFormat(value, all: named || type.GetInterfaces().Any(i => i.FullName == HtmlContent)) : null;
    }

    private static bool IsLoaded() => AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name == Library);

    // By name: a library can carry an attribute of its own with that name and know nothing of .NET Interactive.
    private static bool NamesFormatters(Type type) => Lineage(type).Any(t => t.GetCustomAttributesData().Any(a => a.AttributeType.Name == SourceAttribute));

    private static IEnumerable<Type> Lineage(Type type)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType) yield return t;
    }
}
