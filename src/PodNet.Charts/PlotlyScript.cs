using System.Reflection;

namespace PodNet.Charts;

/// <summary>plotly.js, to be carried by one output of a document. It is kept under a name of our own: neither a module loader of the page (require.js in
/// the classic notebook) nor another plotly.js in it is touched.</summary>
/// <param name="Name">The bundle: "basic" draws bars, lines and pies; "full" draws everything.</param>
/// <param name="Text">The script.</param>
public sealed record PlotlyScript(string Name, string Text)
{
    /// <summary>Name of the bundle with bars, lines and pies.</summary>
    public const string BasicName = "basic";

    /// <summary>Name of the bundle with every kind of chart.</summary>
    public const string FullName = "full";

    /// <summary>The small bundle, which this assembly holds.</summary>
    public static PlotlyScript Basic() => new(BasicName, Resource(typeof(PlotlyScript).Assembly, "plotly-basic.min.js"));

    /// <summary>The script element: loads the bundle unless the page has it, and draws the charts that wait for it.</summary>
    public string ToHtml() => string.Concat(
        "<script>(function(w){var p=w.podnetPlotly||(w.podnetPlotly={lib:{},waiting:[]});if(p.lib.", Name, ")return;var m={exports:{}},had=w.Plotly;\n",
        "(function(module,exports,define,require){\n", Harmless(Text), "\n}).call(w,m,m.exports);\n",
        "p.lib." + Name, "=m.exports;w.Plotly=had;p.waiting=p.waiting.filter(function(draw){return!draw()})})(window);</script>");

    /// <exception cref="InvalidOperationException">The assembly holds no such resource.</exception>
    internal static string Resource(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{assembly.GetName().Name} holds no {name}");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    // In a string of the script these mean the same, and end no script element. Looked for first: to search megabytes is fast, to copy them is not.
    private static string Harmless(string script)
    {
        if (script.Contains("</script", StringComparison.OrdinalIgnoreCase)) script = script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
        return script.Contains("<!--", StringComparison.Ordinal) ? script.Replace("<!--", "<\\!--", StringComparison.Ordinal) : script;
    }
}
