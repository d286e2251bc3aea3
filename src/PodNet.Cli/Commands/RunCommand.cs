using System.CommandLine;
using PodNet.Magics.Lessons;

namespace PodNet.Cli.Commands;

/// <summary><c>podnet run</c>: runs notebooks; exit code 1 when a cell failed.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Files = new("NOTEBOOK")
    {
        Description = "Notebook files (.ipynb).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for the executed notebooks and their HTML.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("artifacts", "run"),
    };

    private static readonly Option<bool> InPlace = new("--in-place")
    {
        Description = "Store the outputs in the notebooks themselves instead, and write no HTML. A notebook that fails stays as it was.",
    };

    public static Command Create(Terminal terminal)
    {
        Command command = new ExampleCommand(
            "run", "Runs notebooks of magics, and writes them with their outputs and as HTML. Exit code 1: a cell failed.",
            "run notebooks/02-three-scenarios/lesson.ipynb", "run my.ipynb --out results", "run --in-place my.ipynb")
        {
            Files, Out, InPlace,
        };
        command.SetAction(parsed =>
        {
            string[] files = parsed.GetRequiredValue(Files);
            List<NotebookRun> runs = NotebookFiles.Run(terminal, [.. files.Select(f => (f, NotebookFiles.Read(terminal, f)))]);
            if (parsed.GetValue(InPlace)) StoreInPlace(terminal, files, runs);
            else WriteAll(terminal, files, runs, terminal.PathOf(parsed.GetRequiredValue(Out)));
            return NotebookFiles.Report(terminal, files.Zip(runs));
        });
        return command;
    }

    private static void StoreInPlace(Terminal terminal, string[] files, List<NotebookRun> runs)
    {
        foreach ((string file, NotebookRun run) in files.Zip(runs))
        {
            if (run.Failure is null) NotebookFiles.Write(terminal.PathOf(file), run.Notebook.ToJson());
        }
    }

    private static void WriteAll(Terminal terminal, string[] files, List<NotebookRun> runs, string folder)
    {
        foreach ((string name, NotebookRun run) in NamesOf(terminal, files).Zip(runs))
        {
            string path = Path.Combine(folder, name);
            NotebookFiles.Write(path + ".ipynb", run.Notebook.ToJson());
            NotebookFiles.Write(path + ".html", NotebookHtml.Page(run.Notebook, run.Notebook.Title ?? name));
            terminal.Out.WriteLine(path + ".html");
        }
    }

    /// <summary>Names for the results: the file's own, after its folder's where two files have the same.</summary>
    private static List<string> NamesOf(Terminal terminal, string[] files)
    {
        List<string> names = [.. files.Select(f => Path.GetFileNameWithoutExtension(f))];
        if (names.Distinct(StringComparer.Ordinal).Count() == names.Count) return names;
        names = [.. files.Select((f, i) => Path.Combine(Path.GetFileName(Path.GetDirectoryName(terminal.PathOf(f))) ?? "", names[i]))];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count
            ? names
            : throw new BadInputException("two of the notebooks have the same folder and name; run them apart, each with its own --out");
    }
}
