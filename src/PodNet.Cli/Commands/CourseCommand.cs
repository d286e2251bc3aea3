using System.CommandLine;
using PodNet.Magics.Lessons;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet course</c>: runs every notebook of the course and writes it as a small web site.</summary>
internal static class CourseCommand
{
    private const string Title = "Kubernetes pod networking";

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder for the results; artifacts/course beside the lessons by default.",
        HelpName = "DIR",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new ExampleCommand(
            "course", "Runs every notebook of the course, and writes notebooks, HTML pages and an index. Exit code 1: a cell failed.",
            "course", "course --out site")
        {
            Out,
        };
        command.SetAction(parsed =>
        {
            CourseFolder course = CourseFolder.Find(terminal);
            string folder = parsed.GetValue(Out) is { } written ? terminal.PathOf(written) : Path.Combine(course.Root, "artifacts", "course");
            return Run(terminal, course.Notebooks, folder);
        });
        return command;
    }

    private static int Run(Terminal terminal, string notebooks, string folder)
    {
        List<string> names = [.. Directory.EnumerateFiles(notebooks, "*.ipynb", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(notebooks, f).Replace('\\', '/'))
            .Where(f => !f.Contains(".ipynb_checkpoints/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        if (names.Count == 0) throw new BadInputException($"there is no notebook in {notebooks}");
        List<NotebookRun> runs = NotebookFiles.Run(
            terminal, [.. names.Select(n => (n[..^".ipynb".Length], NotebookFiles.Read(terminal, Path.Combine(notebooks, n))))]);
        for (int i = 0; i < names.Count; i++) WriteLesson(folder, names, runs, i);
        string index = Path.Combine(folder, "index.html");
        NotebookFiles.Write(index, CourseIndex.Page(Title, names.Zip(runs, (name, run) => CourseEntry.Of(run, name, PageOf(name)))));
        terminal.Out.WriteLine(index);
        return NotebookFiles.Report(terminal, names.Select(n => "notebooks/" + n).Zip(runs));
    }

    private static void WriteLesson(string folder, List<string> names, List<NotebookRun> runs, int i)
    {
        string up = string.Concat(Enumerable.Repeat("../", names[i].Count(c => c == '/')));
        List<PageLink> links = [new("All lessons", up + "index.html")];
        if (i > 0) links.Add(new("← " + TitleOf(i - 1), up + PageOf(names[i - 1])));
        if (i + 1 < names.Count) links.Add(new(TitleOf(i + 1) + " →", up + PageOf(names[i + 1])));
        NotebookFiles.Write(Path.Combine(folder, names[i]), runs[i].Notebook.ToJson());
        NotebookFiles.Write(Path.Combine(folder, PageOf(names[i])), NotebookHtml.Page(runs[i].Notebook, TitleOf(i), [.. links]));

        string TitleOf(int lesson) => runs[lesson].Notebook.Title ?? names[lesson];
    }

    private static string PageOf(string name) => Path.ChangeExtension(name, ".html");
}
