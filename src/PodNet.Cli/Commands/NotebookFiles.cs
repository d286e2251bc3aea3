using PodNet.Magics;
using PodNet.Magics.Lessons;
using Spectre.Console;

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

    /// <summary>Runs notebooks one after another; each gets a line with a bar.</summary>
    public static List<NotebookRun> Run(Terminal terminal, IReadOnlyList<(string Name, Notebook Notebook)> notebooks)
    {
        NotebookRunner runner = new(MagicRegistry.Default);
        List<NotebookRun> runs = [];
        Progress.Of(terminal).Start(progress =>
        {
            List<ProgressTask> bars = [.. notebooks.Select(n => progress.AddTask(
                n.Name.EscapeMarkup(), maxValue: Math.Max(1, n.Notebook.Cells.Count)))];
            foreach (((string _, Notebook notebook), ProgressTask bar) in notebooks.Zip(bars))
            {
                runs.Add(runner.Run(notebook, done => bar.Value = done));
                bar.Value = bar.MaxValue;
            }
        });
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
            terminal.Error.WriteLine($"podnet: {name}, {failure}");
            code = ExitCodes.No;
        }

        return code;
    }
}
