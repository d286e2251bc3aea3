using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PodNet.Jupyter;
using PodNet.Magics;
using PodNet.Magics.Lessons;
using PodNet.Model.Collections;

namespace PodNet.Notebooks.Tests;

/// <summary>The script of the live demo: its cells run from top to bottom in one session, and what it says is on the screen is.</summary>
public class LiveDemoTests
{
    private static readonly string Page = File.ReadAllText(Golden.InRepository("docs/live-demo.md")).ReplaceLineEndings("\n");

    // Text, cell, text, cell, ..., text.
    private static readonly string[] Parts = Regex.Split(Page, "^```\n(.*?)\n```\n", RegexOptions.Singleline | RegexOptions.Multiline);

    [Fact]
    public void Every_cell_shows_what_is_said_to_be_on_the_screen()
    {
        NotebookCells cells = new(MagicRegistry.Default);
        int promised = 0;
        for (int i = 1; i < Parts.Length; i += 2)
        {
            CellRun run = cells.Run(Parts[i], i);
            Assert.True(run.Error is null, $"{Parts[i]}: {run.Error}");
            string shown = string.Concat(run.Outputs.Select(o => o["text/plain"] + Picture(o["text/html"] ?? "")));
            foreach (string words in OnScreen(Parts[i + 1]))
            {
                Assert.Contains(words, shown, StringComparison.Ordinal);
                promised++;
            }
        }

        Assert.InRange(promised, 15, 100);
    }

    [Fact]
    public void It_takes_20_minutes()
    {
        int minute = 0;
        foreach (Match heading in Regex.Matches(Page, @"^## (\d+):(\d\d) .*\((\d+) minutes?\)$", RegexOptions.Multiline))
        {
            Assert.Equal(minute, int.Parse(heading.Groups[1].Value) * 60 + int.Parse(heading.Groups[2].Value));
            minute += int.Parse(heading.Groups[3].Value);
        }

        Assert.Equal(20, minute);
        string[] numbers = ["ten", "eleven", "twelve", "thirteen"];
        Assert.Contains($"{numbers[(Parts.Length / 2) - 10]} cells", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_picture_has_large_type() => Assert.All(
        Parts.Where((_, i) => i % 2 == 1).SelectMany(p => p.Split('\n')).Where(l => l.StartsWith("#!trace", StringComparison.Ordinal)),
        line => Assert.EndsWith("--scale 2", line, StringComparison.Ordinal));

    [Fact]
    public void The_notebook_has_the_same_cells() => Golden.CheckInRepository("docs/live-demo.ipynb", Demo().ToJson());

    private static Notebook Demo()
    {
        List<NotebookCell> cells = [];
        for (int i = 0; i < Parts.Length; i++)
        {
            CellKind kind = i % 2 == 0 ? CellKind.Markdown : CellKind.Code;
            cells.Add(new(kind, Parts[i].Trim('\n')) { Id = string.Create(CultureInfo.InvariantCulture, $"cell-{i + 1}") });
        }

        JsonNode lesson = JsonNode.Parse(File.ReadAllText(Golden.InRepository("notebooks/01-apartment-analogy/lesson.ipynb")))!;
        return new(cells.ToValueList(), (JsonObject)lesson["metadata"]!.DeepClone());
    }

    private static string Picture(string html) => string.Concat(
        Regex.Matches(html, "data:image/svg\\+xml;base64,([^\"]+)").Select(m => Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value))));

    // The words in backticks of the sentences that begin with "On screen", up to the next bold word.
    private static IEnumerable<string> OnScreen(string text) =>
        from Match sentence in Regex.Matches(text, @"\*\*On screen:\*\*(.*?)(?=\*\*|\n\n|\z)", RegexOptions.Singleline)
        from Match words in Regex.Matches(sentence.Groups[1].Value, "`([^`]+)`")
        select words.Groups[1].Value;
}
