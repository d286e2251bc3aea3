using System.Text;
using PodNet.Diagrams.Comparing;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!compare</c>: one packet under several CNIs.</summary>
internal sealed class CompareMagic : IMagic
{
    public string Name => "#!compare";

    public string Help => "Sends one packet through the cluster under several CNIs, side by side as a picture and a table";

    public ValueList<MagicParameter> Parameters { get; } =
    [
        .. TraceParameters.All(required: true).Where(p => p.Name != "--cold"),
        CniChoices.Parameter,
        Comparison.SortParameter,
        Comparison.ChartParameter,
        .. PictureStyle.Parameters,
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!cluster --nodes 2\n#!compare --from client1 --to web2 --port 80", "A web request under every CNI and mode"),
        new("#!cluster --nodes 2\n#!compare --from client1 --to web2 --cni bridge,flannel:vxlan --sort bytes", "Two of them, the fewest bytes on the wire first"),
        new("#!cluster --nodes 2\n#!compare --from client1 --to web2 --port 80 --chart bytes", "What a tunnel costs, as a chart"),
        new("#!cluster --nodes 1\n#!compare --from client1 --to web1 --cni flannel", "Within a node no mode makes a difference"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        PictureStyle style = PictureStyle.Of(call);
        ComparisonView view = Comparison.Run(
            state.RequiredCluster, TraceParameters.Given(call)!, CniChoices.Of(call.Text(CniChoices.Parameter.Name)), call.Text("--sort"),
            state.Clock, state.Seed);
        if (Comparison.ChartOf(call.Text(Comparison.ChartParameter.Name), view) is { } chart)
        {
            (SessionState after, OutputBundle output) = ChartOutput.Of(state, chart, style);
            return new(after, [output]);
        }

        Picture picture = Pictures.Compare(view, style);
        string html = $"{picture.ToImage()}\n{Table(ComparisonTable.Of(view))}";
        return new(state, [OutputBundle.Of(html, picture.Text)]);
    }

    private static string Table(ComparisonTable table)
    {
        StringBuilder html = new("<div style=\"overflow-x:auto\"><table>\n<tr>");
        foreach (string heading in ComparisonTable.Columns) html.Append("<th style=\"text-align:left\">").Append(Markup.Escape(heading)).Append("</th>");
        html.Append("</tr>\n");
        foreach (ComparisonRow row in table.Rows) Append(html, row);
        return html.Append("</table></div>").ToString();
    }

    private static void Append(StringBuilder html, ComparisonRow row)
    {
        html.Append("<tr>");
        foreach (string cell in row.Cells) html.Append("<td style=\"text-align:left;vertical-align:top\">").Append(Markup.Escape(cell)).Append("</td>");
        int rest = ComparisonTable.Columns.Count - row.Cells.Count;
        if (row.Refusal is { } refusal) Wide(html, rest, $"cannot be here: {refusal}");
        html.Append("</tr>\n");
        foreach (string note in row.Notes)
        {
            html.Append("<tr>");
            Wide(html, ComparisonTable.Columns.Count, $"{row.Cells[0]}: {note}");
            html.Append("</tr>\n");
        }
    }

    private static void Wide(StringBuilder html, int columns, string text) =>
        html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<td colspan=\"{columns}\" style=\"text-align:left\">{Markup.Escape(text)}</td>");
}
