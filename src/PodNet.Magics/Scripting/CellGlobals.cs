using System.Diagnostics.CodeAnalysis;
using System.Text;
using PodNet.Model.Collections;

namespace PodNet.Magics.Scripting;

/// <summary>What every C# cell can use without declaring it.</summary>
public sealed class CellGlobals(Session session, ICellHost host)
{
    /// <summary>Namespaces whose names every C# cell can use, in any host.</summary>
    public static ValueList<string> Usings { get; } =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks",
        "PodNet.Engine.Tracing", "PodNet.Magics", "PodNet.Magics.Scripting", "PodNet.Model.Addressing", "PodNet.Model.Collections",
        "PodNet.Model.Packets", "PodNet.Model.Topology",
    ];

    /// <summary>The cluster of this notebook: <c>cluster.Trace("client1", "web2", 80)</c>, <c>cluster.Pods</c>.</summary>
    [SuppressMessage("Style", "IDE1006", Justification = "It reads as a variable of the notebook.")]
    [SuppressMessage("Naming", "CA1709", Justification = "It reads as a variable of the notebook.")]
    public SessionCluster cluster { get; } = new(session);

    /// <summary>Cancelled when the running cell is interrupted; hand it to what can stop by itself.</summary>
    public CancellationToken Cancel => host.Cancel;

    /// <summary>Shows a value now. What comes back can replace it.</summary>
    public DisplayedOutput Display(object? value) => value as DisplayedOutput ?? Show(host.Format(value));

    /// <summary>Shows HTML.</summary>
    public DisplayedOutput Html(string html) => Show(new([new(OutputBundle.Html, html), new(OutputBundle.Plain, html)]));

    /// <summary>Shows an SVG picture, as an image of its own that no style of the page touches.</summary>
    public DisplayedOutput Svg(string svg)
    {
        string data = Convert.ToBase64String(Encoding.UTF8.GetBytes(svg));
        return Show(OutputBundle.Of($"<img src=\"data:image/svg+xml;base64,{data}\" alt=\"picture\" style=\"max-width:100%;height:auto\">", "(a picture)"));
    }

    /// <summary>Shows Markdown.</summary>
    public DisplayedOutput Markdown(string markdown) => Show(new([new("text/markdown", markdown), new(OutputBundle.Plain, markdown)]));

    private DisplayedOutput Show(OutputBundle output) => new(host, host.Display(output));
}

/// <summary>Something that was shown.</summary>
public sealed class DisplayedOutput
{
    private readonly ICellHost _host;
    private readonly string _displayId;

    internal DisplayedOutput(ICellHost host, string displayId) => (_host, _displayId) = (host, displayId);

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? value) => _host.Update(_host.Format(value), _displayId);
}
