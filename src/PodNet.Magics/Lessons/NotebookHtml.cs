using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PodNet.Magics.Lessons;

/// <summary>A page of the course, for links between pages.</summary>
/// <param name="Href">Relative to the page that links.</param>
public sealed record PageLink(string Title, string Href);

/// <summary>An executed notebook as one HTML file that needs nothing else: no script, no font, no picture from elsewhere, and a content
/// security policy that forbids them. Readable on light and dark pages, on telephones and in print.</summary>
public static partial class NotebookHtml
{
    /// <summary>The page.</summary>
    /// <param name="title">What the browser shows as its title.</param>
    /// <param name="links">Links above the text: the index, the lesson before, the next one.</param>
    public static string Page(Notebook notebook, string title, params ReadOnlySpan<PageLink> links)
    {
        StringBuilder body = new();
        foreach (NotebookCell cell in notebook.Cells) AppendCell(body, cell);
        return HtmlPage.Of(title, body.ToString(), links);
    }

    private static void AppendCell(StringBuilder body, NotebookCell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                body.Append("<section class=\"prose\">\n").Append(LessonMarkdown.ToHtml(cell.Source)).Append("</section>\n");
                break;
            case CellKind.Code when !string.IsNullOrWhiteSpace(cell.Source):
                AppendCode(body, cell);
                break;
        }
    }

    private static void AppendCode(StringBuilder body, NotebookCell cell)
    {
        string number = cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? " ";
        body.Append("<section class=\"cell\">\n<div class=\"number\">[").Append(number).Append("]</div>\n<pre class=\"code\"><code>");
        body.Append(Markup.Escape(cell.Source)).Append("</code></pre>\n");
        bool folded = cell.HidesOutputs && cell.Outputs.All(o => o.Type != "error");
        if (folded) body.Append("<details><summary>Answer</summary>\n");
        foreach (NotebookOutput output in cell.Outputs) AppendOutput(body, output);
        if (folded) body.Append("</details>\n");
        body.Append("</section>\n");
    }

    // The page lets no script run; a megabyte of plotly.js would only be carried around. What stands beside it says the same.
    [GeneratedRegex("<script\\b.*?</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();

    private static void AppendOutput(StringBuilder body, NotebookOutput output)
    {
        (string kind, string html) = output switch
        {
            { Type: "error", Text: { } error } => ("error", $"<pre>{Markup.Escape(error)}</pre>"),
            { Text: { } text } => ("output", $"<pre>{Markup.Escape(text)}</pre>"),
            _ when output[OutputBundle.Html] is { } rich => ("output", Scripts().Replace(rich, "")),
            _ when output[OutputBundle.Plain] is { } plain => ("output", $"<pre>{Markup.Escape(plain)}</pre>"),
            _ => ("output", ""),
        };
        if (html.Length > 0) body.Append("<div class=\"").Append(kind).Append("\">").Append(html).Append("</div>\n");
    }
}
