using PodNet.Jupyter;
using PodNet.Magics;
using PodNet.Magics.Lessons;

namespace PodNet.Cli.Commands;

/// <summary>Reads, runs and writes notebook files, with a progress bar on standard error.</summary>
internal static class NotebookFiles
{
    /// <summary>Reads a notebook.</summary>
    /// <exception cref="BadInputException">It cannot be read; the message names it.</exception>
    public static Notebook Read(Terminal terminal, string file)
    {
        try
        {
            return Notebook.Parse(SharedOptions.ReadText(terminal, file));
        }
        catch (NotebookFormatException wrong)
        {
            throw new BadInputException($"{file} cannot be read: {wrong.Message}");
        }
    }

    /// <summary>Runs notebooks one after another; each has a progress bar.</summary>
    public static List<NotebookRun> Run(Terminal terminal, IReadOnlyList<(string Name, Notebook Notebook)> notebooks)
    {
        NotebookRunner runner = new(static () => new NotebookCells(MagicRegistry.Default));
        List<NotebookRun> runs = [];
        List<Work> pieces = [.. notebooks.Select(n => new Work(n.Name, n.Notebook.Cells.Count))];
        Progress.Over(terminal, pieces, (i, report) => runs.Add(runner.Run(notebooks[i].Notebook, report)));
        return runs;
    }

    /// <summary>Writes a file, making its folder.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Says which notebooks failed, one line each on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Terminal terminal, IEnumerable<(string Name, NotebookRun Run)> runs)
    {
        int code = ExitCodes.Yes;
        foreach ((string name, NotebookRun run) in runs)
        {
            if (run.Failure is not { } failure) continue;
            terminal.Refuse($"{name}, {failure}");
            code = ExitCodes.No;
        }

        return code;
    }
}
