using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace PodNet.Magics.Lessons;

/// <summary>Markdown as HTML that can do no harm and needs nothing from elsewhere.</summary>
internal static class LessonMarkdown
{
    private static readonly Lazy<MarkdownPipeline> Pipeline = new(() => new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoIdentifiers().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build());

    public static string ToHtml(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline.Value);
        foreach (LinkInline link in document.Descendants<LinkInline>()) link.GetDynamicUrl = () => SafeUrl(link.Url, link.IsImage);
        using StringWriter writer = new() { NewLine = "\n" };
        HtmlRenderer renderer = new(writer);
        Pipeline.Value.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlBlockRenderer>(new SafeHtmlBlock());
        renderer.ObjectRenderers.Replace<HtmlInlineRenderer>(new SafeHtmlInline());
        renderer.ObjectRenderers.Replace<AutolinkInlineRenderer>(new SafeAutolink());
        renderer.Render(document);
        return writer.ToString();
    }

    /// <summary>The words alone, escaped for HTML: no links, no emphasis.</summary>
    public static string ToText(string markdown) => Markup.Escape(Markdown.ToPlainText(markdown, Pipeline.Value).Trim());

    /// <summary>Pictures only as data, links only to the web, to mail and to files of the course; notebooks become their HTML.</summary>
    private static string SafeUrl(string? url, bool isImage)
    {
        if (string.IsNullOrWhiteSpace(url)) return "#";
        if (isImage) return url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) ? url : "data:,";
        bool isAbsolute = url.IndexOf(':') is int colon and > 0 && !url.AsSpan(0, colon).ContainsAny("/?#");
        if (!isAbsolute) return url.StartsWith("//", StringComparison.Ordinal) ? "#" : NotebookToHtml(url);
        string[] allowed = ["https:", "http:", "mailto:"];
        return allowed.Any(a => url.StartsWith(a, StringComparison.OrdinalIgnoreCase)) ? url : "#";
    }

    private static string NotebookToHtml(string url)
    {
        int end = url.IndexOf('#') is >= 0 and int hash ? hash : url.Length;
        return url[..end].EndsWith(".ipynb", StringComparison.Ordinal) ? url[..(end - 6)] + ".html" + url[end..] : url;
    }

    private sealed class SafeHtmlBlock : HtmlObjectRenderer<HtmlBlock>
    {
        protected override void Write(HtmlRenderer renderer, HtmlBlock obj) =>
            renderer.WriteLine(FoldedAnswers.Sanitize(obj.Lines.ToString()));
    }

    private sealed class SafeHtmlInline : HtmlObjectRenderer<HtmlInline>
    {
        protected override void Write(HtmlRenderer renderer, HtmlInline obj) => renderer.Write(FoldedAnswers.Sanitize(obj.Tag));
    }

    private sealed class SafeAutolink : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
        {
            string url = SafeUrl(obj.IsEmail ? "mailto:" + obj.Url : obj.Url, isImage: false);
            renderer.Write($"<a href=\"{Markup.Escape(url)}\">{Markup.Escape(obj.Url)}</a>");
        }
    }
}
