using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodNet.Charts;

/// <summary>A chart made with Plotly.NET, read by name: nothing here refers to that library, so it is there only where a learner brought it.</summary>
/// <param name="Figure">Data, layout and config as plotly.js takes them.</param>
/// <param name="Json">The same as JSON that is safe within a script element.</param>
public sealed record PlotlyNetChart(JsonObject Figure, string Json)
{
    /// <summary>Full name of the type that all charts of Plotly.NET have.</summary>
    public const string TypeName = "Plotly.NET.GenericChart";

    private readonly Assembly? _library;

    private PlotlyNetChart(JsonObject figure, Assembly library)
        : this(figure, figure.ToJsonString()) => _library = library;

    /// <summary>The chart, or null when the value is none.</summary>
    /// <exception cref="InvalidOperationException">A version of Plotly.NET that gives no figure as JSON.</exception>
    public static PlotlyNetChart? Of(object value)
    {
        if (GenericChart(value.GetType()) is not { } type) return null;
        MethodInfo toJson = type.GetMethod("toJson", BindingFlags.Public | BindingFlags.Static, [type]) ?? throw NoFigure(type, null);
        try
        {
            // Nodes are written with everything escaped that HTML could obey.
            JsonNode? figure = JsonNode.Parse((string)toJson.Invoke(null, [value])!);
            return figure is JsonObject and { } whole && whole["data"] is JsonArray ? new(whole, type.Assembly) : throw NoFigure(type, null);
        }
        catch (JsonException e)
        {
            throw NoFigure(type, e);
        }
    }

    /// <summary>plotly.js as this version of Plotly.NET brings it.</summary>
    /// <exception cref="InvalidOperationException">It brings none.</exception>
    public PlotlyScript Script()
    {
        string name = _library?.GetManifestResourceNames().FirstOrDefault(IsBundle) ?? throw new InvalidOperationException("Plotly.NET brings no plotly.js");
        return new(PlotlyScript.FullName, PlotlyScript.Resource(_library, name));
    }

    private static bool IsBundle(string name) => name.Contains("plotly", StringComparison.Ordinal) && name.EndsWith(".min.js", StringComparison.Ordinal);

    private static Type? GenericChart(Type? type)
    {
        while (type is not null && type.FullName != TypeName) type = type.BaseType;
        return type;
    }

    private static InvalidOperationException NoFigure(Type type, Exception? inner) =>
        new($"{type.Assembly.GetName().Name} {type.Assembly.GetName().Version} gives no figure as JSON (GenericChart.toJson)", inner);
}
