using System.Text;

namespace PodNet.Magics.Lessons;

/// <summary>The frame that all pages of the course share.</summary>
internal static class HtmlPage
{
    private const string Style = """
        :root { color-scheme: light dark; --page: #fbfcfe; --ink: #1b2333; --muted: #4a5568; --line: #d5dce8; --card: #fff; --code: #f1f4f9;
          --link: #0a5c9e; --bad: #b3261e; --bad-page: #fdecea; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #12161f; --ink: #e7ebf3; --muted: #a9b4c6; --line: #323b4c; --card: #1a202c; --code: #1d2431;
            --link: #7cc0f5; --bad: #ff9d94; --bad-page: #35191a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 17px/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
        nav, main { max-width: 980px; margin: 0 auto; padding: 0 20px; }
        nav { display: flex; flex-wrap: wrap; gap: 6px 22px; padding-top: 18px; font-size: 15px; }
        main { padding-bottom: 80px; }
        a { color: var(--link); }
        h1, h2, h3 { line-height: 1.25; margin: 1.6em 0 .5em; }
        h1 { font-size: 2em; margin-top: .8em; }
        .prose > :not(table, pre, details) { max-width: 46em; }
        table { border-collapse: collapse; display: block; overflow-x: auto; margin: 1em 0; font-size: 15px; }
        th, td { border-bottom: 1px solid var(--line); padding: 6px 12px 6px 0; text-align: left; vertical-align: top; }
        code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .88em; }
        :not(pre) > code { background: var(--code); border-radius: 4px; padding: 1px 5px; }
        pre { background: var(--code); border-radius: 8px; padding: 12px 14px; overflow-x: auto; line-height: 1.45; margin: .6em 0; }
        .cell { margin: 1.4em 0; position: relative; }
        .number { color: var(--muted); font: 12px ui-monospace, monospace; margin-bottom: -4px; }
        .code { border-left: 3px solid var(--link); }
        .output img { display: block; max-width: 100%; height: auto; margin: .6em 0; }
        .error pre { background: var(--bad-page); color: var(--bad); white-space: pre-wrap; }
        details { border: 1px solid var(--line); border-radius: 8px; background: var(--card); padding: 8px 14px; margin: .8em 0; }
        summary { cursor: pointer; font-weight: 600; }
        .lessons { list-style: none; padding: 0; display: grid; gap: 14px; }
        .lessons a { display: block; border: 1px solid var(--line); border-radius: 12px; background: var(--card); padding: 16px 20px;
          text-decoration: none; color: inherit; }
        .lessons a:hover, .lessons a:focus { border-color: var(--link); }
        .lessons strong { color: var(--link); font-size: 1.1em; }
        .lessons span { display: block; color: var(--muted); font-size: 15px; }
        .lessons .bad { color: var(--bad); }
        @media print { nav { display: none; } body { font-size: 11pt; } pre { white-space: pre-wrap; } .cell { break-inside: avoid; } }
        """;

    /// <summary>A whole page. <paramref name="body"/> is HTML; title and links are text.</summary>
    public static string Of(string title, string body, ReadOnlySpan<PageLink> links)
    {
        StringBuilder page = new(body.Length + 4096);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" ");
        page.Append("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Append(Markup.Escape(title));
        page.Append("</title>\n<style>\n").Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n");
        if (links.Length > 0) page.Append("<nav>");
        foreach (PageLink link in links)
            page.Append("<a href=\"").Append(Markup.Escape(link.Href)).Append("\">").Append(Markup.Escape(link.Title)).Append("</a>");
        if (links.Length > 0) page.Append("</nav>\n");
        return page.Append("<main>\n").Append(body).Append("</main>\n</body>\n</html>\n").ToString();
    }
}
