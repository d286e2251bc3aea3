using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PodNet.Magics.Lessons;

namespace PodNet.Jupyter.Real.Tests.Browser;

/// <summary>Executed lessons as people see them: in the classic notebook in a browser, before and after they trust them. What the pages look like is
/// left in artifacts/notebook-pages.</summary>
public sealed class ClassicNotebookTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    private const string CountPictures =
        "return Array.from(document.querySelectorAll('.output img')).filter(i => i.complete && i.naturalWidth > 100 && i.getBoundingClientRect().width > 100).length";

    private const string CountCharts =
        "return Array.from(document.querySelectorAll('.output .js-plotly-plot .bars path')).length > 0 ? document.querySelectorAll('.output .js-plotly-plot').length : 0";

    private const string ChartMark = "data-podnet-chart=";

    private static readonly string Repository = Path.GetFullPath("../../..", Path.GetDirectoryName(ThisFile())!);

    [Fact]
    public void Every_picture_of_every_lesson_is_seen_trusted_or_not()
    {
        RealParts.Need(ChromiumBrowser.Missing);
        string python = kernel.PythonWith("notebook", "nbconvert");
        string[] lessons = [.. Directory.EnumerateFiles(Path.Combine(Repository, "notebooks"), "lesson.ipynb", SearchOption.AllDirectories)
            .Where(f => !f.Contains(".ipynb_checkpoints")).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Order()];
        Assert.NotEmpty(lessons);
        string served = Path.Combine(kernel.PathOf("served"));
        foreach (string lesson in lessons) Execute(python, served, lesson);

        using NotebookServer server = new(kernel, python, served);
        using ChromiumBrowser browser = new(1100, 1400);
        foreach (string lesson in lessons) Look(browser, server, served, lesson, trusted: false);
        // A signature counts for a content, wherever it lies: only now.
        foreach (string lesson in lessons) kernel.Run(python, "-m", "nbformat.sign", Path.Combine(served, "trusted", lesson, "lesson.ipynb"));
        foreach (string lesson in lessons) Look(browser, server, served, lesson, trusted: true);
    }

    // Two copies, for an open page may save its own over the one that was just signed.
    private void Execute(string python, string served, string lesson)
    {
        string first = Path.Combine(served, "untrusted", lesson), second = Path.Combine(served, "trusted", lesson);
        kernel.Run(python, "-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "--output-dir", first,
            Path.Combine(Repository, "notebooks", lesson, "lesson.ipynb"));
        Directory.CreateDirectory(second);
        File.Copy(Path.Combine(first, "lesson.ipynb"), Path.Combine(second, "lesson.ipynb"));
    }

    private static void Look(ChromiumBrowser browser, NotebookServer server, string served, string lesson, bool trusted)
    {
        string folder = trusted ? "trusted" : "untrusted";
        string[] outputs = [.. Notebook.Parse(File.ReadAllText(Path.Combine(served, folder, lesson, "lesson.ipynb"))).Cells.SelectMany(c => c.Outputs)
            .Select(o => o["text/html"] ?? "")];
        int expected = outputs.Count(o => o.Contains("<img ", StringComparison.Ordinal));
        Assert.NotEqual(0, expected);
        browser.Open($"{server.Url}/notebooks/{folder}/{lesson}/lesson.ipynb");
        Wait.Until($"{lesson} is open", () => browser.Run("return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded)").ValueKind == JsonValueKind.True);

        Assert.Equal(trusted, browser.Run("return Jupyter.notebook.trusted").GetBoolean());
        browser.Run("Jupyter.notebook.get_cells().forEach(c => c.expand_output && c.expand_output())");
        // Where scripts run, a chart that can be pointed at takes the place of its picture.
        int charts = trusted ? outputs.Count(o => o.Contains(ChartMark, StringComparison.Ordinal)) : 0;
        Wait.Until(string.Create(CultureInfo.InvariantCulture, $"{lesson} ({folder}) shows {expected - charts} pictures and {charts} charts"),
            () => browser.Run(CountPictures).GetInt32() == expected - charts && browser.Run(CountCharts).GetInt32() == charts);
        string pages = Directory.CreateDirectory(Path.Combine(Repository, "artifacts", "notebook-pages")).FullName;
        for (int page = 0; page < 3; page++)
        {
            browser.Run($"document.getElementById('site').scrollTo(0, {page * 1200 + 500})");
            Keep(page + 1);
        }

        if (browser.Run("const c = document.querySelector('[data-podnet-chart]'); if (c) c.scrollIntoView(); return !!c").ValueKind == JsonValueKind.True) Keep("charts");

        void Keep(object part) => File.WriteAllBytes(
            Path.Combine(pages, string.Create(CultureInfo.InvariantCulture, $"{lesson}-{folder}-{part}.png")), browser.Screenshot());
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
