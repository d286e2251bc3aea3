using System.Text;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!lsmagic</c>: what there is.</summary>
internal sealed class LsmagicMagic : IMagic
{
    public string Name => "#!lsmagic";

    public string Help => "Lists all magics";

    public ValueList<MagicParameter> Parameters => [];

    public ValueList<MagicExample> Examples => [new("#!lsmagic", "All magics with one line each")];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        StringBuilder html = new("<table><thead><tr><th>Magic</th><th>What it does</th></tr></thead><tbody>");
        StringBuilder text = new();
        ValueList<IMagic> all = state.Magics.All;
        int width = all.Select(m => m.Name.Length).Max();
        foreach (IMagic magic in all)
        {
            html.Append("<tr><td><code>").Append(Markup.Escape(magic.Name)).Append("</code></td><td>");
            html.Append(Markup.Escape(magic.Help)).Append("</td></tr>");
            text.Append(magic.Name.PadRight(width)).Append("  ").Append(magic.Help).Append('\n');
        }

        html.Append("</tbody></table><p><code>#!help NAME</code> shows one with its parameters and examples.</p>");
        text.Append("#!help NAME shows one with its parameters and examples.");
        return new(state, [OutputBundle.Of(html.ToString(), text.ToString())]);
    }
}
