using System.Security.Cryptography;
using System.Text;

namespace PodNet.Charts;

/// <summary>A chart as HTML: what is readable without scripts, and a script that puts plotly's chart in its place where scripts run. Nothing is fetched: the
/// script waits for the bundle that one output of the document carries, and if none comes, what is there stays.</summary>
/// <param name="Still">HTML that needs no script: one element, hidden (or folded, a <c>details</c>) when the chart is drawn.</param>
/// <param name="Below">HTML below it that always stays.</param>
/// <param name="Figure">What to draw, as JSON with data and layout, and for ours a heading.</param>
/// <param name="Bundles">Names of the bundles that can draw it, the best first.</param>
public sealed record ChartHtml(string Still, string Below, string Figure, IReadOnlyList<string> Bundles)
{
    private const string Draw = """
        (function(id,bundles,figure){
        var w=window,p=w.podnetPlotly||(w.podnetPlotly={lib:{},waiting:[]});
        function add(to,style,text,before){var e=document.createElement('div');e.style.cssText=style;if(text)e.textContent=text;to.insertBefore(e,before||null);return e}
        function put(lib,host){
        if(host.hasAttribute('data-drawn'))return;host.setAttribute('data-drawn','');
        var still=host.firstElementChild,card=add(host,figure.card||'max-width:100%;overflow-x:auto','',still);
        (figure.heading||[]).forEach(function(h){add(card,h[0],h[1])});
        function failed(){card.remove()}
        function drawn(){if(still.tagName==='DETAILS')still.open=false;else still.style.display='none'}
        try{lib.newPlot(add(card,''),figure.data,figure.layout,Object.assign({responsive:true,displaylogo:false},figure.config)).then(drawn,failed)}catch(e){failed()}}
        function draw(){var lib=bundles.map(function(b){return p.lib[b]}).filter(Boolean)[0];if(!lib)return false;
        Array.prototype.forEach.call(document.querySelectorAll('[data-podnet-chart="'+id+'"]'),function(host){put(lib,host)});return true}
        if(!draw())p.waiting.push(draw)})
        """;

    /// <summary>The HTML.</summary>
    /// <param name="carried">The bundle that this output carries for the whole document, or null.</param>
    public string Write(PlotlyScript? carried)
    {
        string id = Identity(Figure);
        StringBuilder html = new();
        html.Append("<div data-podnet-chart=\"").Append(id).Append("\">").Append(Still).Append("</div>\n").Append(Below);
        if (carried is not null) html.Append(carried.ToHtml()).Append('\n');
        html.Append("<script>").Append(Draw.ReplaceLineEndings("\n")).Append("(\"").Append(id).Append("\",[");
        html.AppendJoin(',', Bundles.Select(b => $"\"{b}\"")).Append("],").Append(Figure).Append(");</script>");
        return html.ToString();
    }

    // From the content: the same chart has the same, another one another.
    private static string Identity(string figure) => "c" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figure)))[..16];
}
