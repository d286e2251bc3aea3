using System.CommandLine;
using PodNet.Cli.Notebooks;
using PodNet.Kubernetes.Validation;
using PodNet.Magics.Lessons;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet notebook</c>: opens a lesson where it can be changed and run.</summary>
internal static class NotebookCommand
{
    private static readonly Argument<string?> Lesson = new("LESSON")
    {
        Description = "Number or beginning of a lesson's name; without it, the lessons are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Open no browser, print addresses only." };

    public static Command Create(Terminal terminal)
    {
        Command command = new ExampleCommand(
            "notebook", "Opens a lesson in JupyterLab or Jupyter Notebook; where there is neither, its page.", "notebook", "notebook 02", "notebook three")
        {
            Lesson, NoBrowser,
        };
        command.SetAction(parsed =>
        {
            CourseFolder course = CourseFolder.Find(terminal);
            string[] lessons = [.. Lessons(course.Source)];
            if (parsed.GetValue(Lesson) is not { } wanted) return List(terminal, course.Source, lessons);
            string lesson = Choose(wanted, lessons);
            return Open(terminal, course.Unpacked(terminal).Root, lesson, !parsed.GetValue(NoBrowser));
        });
        return command;
    }

    /// <summary>Names of the lessons' folders, in the course's order.</summary>
    private static IEnumerable<string> Lessons(string root) => Directory.EnumerateDirectories(Path.Combine(root, "notebooks"))
        .Where(d => File.Exists(Path.Combine(d, "lesson.ipynb"))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    private static int List(Terminal terminal, string root, string[] lessons)
    {
        foreach (string lesson in lessons)
            terminal.Out.WriteLine($"{lesson}  {Printable.Clean(NotebookFiles.Read(terminal, FileOf(root, lesson)).Title ?? "")}".TrimEnd());
        terminal.Error.WriteLine("podnet notebook LESSON opens one, for example: podnet notebook " + (lessons.FirstOrDefault() ?? "01")[..2]);
        return ExitCodes.Yes;
    }

    private static string Choose(string wanted, string[] lessons)
    {
        string number = wanted.All(char.IsAsciiDigit) ? wanted.PadLeft(2, '0') : wanted;
        string[] found = [.. lessons.Where(l => Begins(l, number) || Begins(WithoutNumber(l), wanted))];
        if (found.Contains(wanted)) return wanted;
        if (found is [var one]) return one;
        if (found.Length > 1) throw new BadInputException($"'{wanted}' may be {string.Join(" or ", found)}");
        string hint = NearestName.Suggestion(wanted, lessons.Select(WithoutNumber));
        throw new BadInputException($"there is no lesson '{wanted}'{hint} (the lessons are {string.Join(", ", lessons)})");
    }

    private static bool Begins(string name, string with) => name.StartsWith(with, StringComparison.OrdinalIgnoreCase);

    private static string WithoutNumber(string lesson) => lesson.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimStart('-');

    private static string FileOf(string root, string lesson) => Path.Combine(root, "notebooks", lesson, "lesson.ipynb");

    private static int Open(Terminal terminal, string root, string lesson, bool browser)
    {
        Machine machine = terminal.Machine;
        string file = FileOf(root, lesson);
        if ((machine.Find("jupyter-lab") ?? machine.Find("jupyter-notebook")) is not { } jupyter) return OpenPage(terminal, root, lesson, browser);
        KernelSpec spec = KernelSpec.OfUser(machine);
        if (!spec.IsInstalled)
        {
            spec.Install();
            terminal.Error.WriteLine($"installed the kernel in {spec.Folder}");
        }

        // Jupyter does not start for root unless told to; in a container there is nobody else.
        string[] arguments = [.. browser ? Array.Empty<string>() : ["--no-browser"], .. machine.IsRoot ? ["--allow-root"] : Array.Empty<string>(), file];
        return machine.Start(new(jupyter, arguments, root, Waits: true)) == 0 ? ExitCodes.Yes : ExitCodes.No;
    }

    private static int OpenPage(Terminal terminal, string root, string lesson, bool browser)
    {
        terminal.Error.WriteLine("There is no JupyterLab and no Jupyter Notebook on the PATH. Ways to get one:");
        terminal.Error.WriteLine("  pip install jupyterlab                    (then this command again)");
        terminal.Error.WriteLine("  VS Code with its Jupyter extension        (podnet jupyter install, then open the lesson and choose \"C# (PodNet)\")");
        terminal.Error.WriteLine($"The lesson is {FileOf(root, lesson)}; this is it as a page, with its answers:");
        string page = Path.Combine(root, "artifacts", "course", lesson, "lesson.html");
        NotebookRun run = NotebookFiles.Run(terminal, [(lesson, NotebookFiles.Read(terminal, FileOf(root, lesson)))])[0];
        string index = Path.Combine(root, "artifacts", "course", "index.html");
        PageLink[] links = File.Exists(index) ? [new("All lessons", "../index.html")] : [];
        NotebookFiles.Write(page, NotebookHtml.Page(run.Notebook, run.Notebook.Title ?? lesson, links));
        terminal.Out.WriteLine(page);
        if (browser) OpenInBrowser(terminal.Machine, page, root);
        return NotebookFiles.Report(terminal, [(lesson, run)]);
    }

    private static void OpenInBrowser(Machine machine, string page, string folder)
    {
        string opener = machine.System switch { SystemKind.Windows => "explorer", SystemKind.MacOs => "open", _ => "xdg-open" };
        if (machine.Find(opener) is { } found) machine.Start(new(found, [page], folder, Waits: false));
    }
}
