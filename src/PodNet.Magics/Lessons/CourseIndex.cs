using System.Text;

namespace PodNet.Magics.Lessons;

/// <summary>A lesson as the index of the course shows it.</summary>
/// <param name="Href">Its page, relative to the index.</param>
/// <param name="Summary">The first paragraph of its prose.</param>
/// <param name="Failure">The error it stopped at, or null.</param>
public sealed record CourseEntry(string Title, string Href, string Summary, string? Failure)
{
    /// <summary>An entry for an executed notebook; <paramref name="name"/> is its title when it has no heading.</summary>
    public static CourseEntry Of(NotebookRun run, string name, string href) =>
        new(run.Notebook.Title ?? name, href, FirstParagraph(run.Notebook), run.Failure?.ToString());

    private static string FirstParagraph(Notebook notebook)
    {
        IEnumerable<string> paragraphs = notebook.Cells
            .Where(c => c.Kind == CellKind.Markdown)
            .SelectMany(c => c.Source.Split("\n\n"))
            .Select(p => string.Join(' ', p.Split('\n').Where(l => !l.StartsWith('#'))).Trim());
        return paragraphs.FirstOrDefault(p => p.Length > 0) ?? "";
    }
}

/// <summary>The first page of the course: a list of its lessons.</summary>
public static class CourseIndex
{
    /// <summary>The page.</summary>
    public static string Page(string title, IEnumerable<CourseEntry> lessons)
    {
        StringBuilder body = new();
        body.Append("<h1>").Append(Markup.Escape(title)).Append("</h1>\n<ol class=\"lessons\">\n");
        foreach (CourseEntry lesson in lessons)
        {
            body.Append("<li><a href=\"").Append(Markup.Escape(lesson.Href)).Append("\"><strong>").Append(Markup.Escape(lesson.Title));
            body.Append("</strong><span>").Append(LessonMarkdown.ToText(lesson.Summary)).Append("</span>");
            if (lesson.Failure is { } failure)
                body.Append("<span class=\"bad\">Stopped at ").Append(Markup.Escape(failure)).Append("</span>");
            body.Append("</a></li>\n");
        }

        return HtmlPage.Of(title, body.Append("</ol>\n").ToString(), []);
    }
}
