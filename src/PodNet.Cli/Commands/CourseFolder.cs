namespace PodNet.Cli.Commands;

/// <summary>Where the lessons are.</summary>
/// <param name="Root">The folder that holds <c>notebooks</c>; results go to <c>artifacts</c> in it.</param>
/// <param name="Source">The folder to read the lessons from: the same, or the tool's own where no folder of the user's holds any.</param>
internal sealed record CourseFolder(string Root, string Source)
{
    /// <summary>The folder of the notebooks.</summary>
    public string Notebooks => Path.Combine(Source, "notebooks");

    /// <summary>The nearest folder upward that holds <c>notebooks</c>: from the current directory, else from the tool itself; an installed tool has the lessons
    /// with it, and then the current directory is the root.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static CourseFolder Find(Terminal terminal)
    {
        string tool = Path.TrimEndingDirectorySeparator(terminal.Machine.ToolFolder);
        bool isInstalled = HasLessons(tool);
        // Many folders are called so; the tool's own lessons are better than none.
        if (Upward(terminal.Directory, isInstalled ? HasLessons : HasFolder) is { } root) return new(root, root);
        string source = Upward(tool, HasFolder)
            ?? throw new BadInputException("there is no folder 'notebooks' here or above; go to the repository and try again");
        return new(source == tool ? terminal.Directory : source, source);
    }

    /// <summary>The same with the lessons in the user's folder, where they can be changed. What is there stays as it is.</summary>
    public CourseFolder Unpacked(Terminal terminal)
    {
        if (Root == Source) return this;
        foreach (string file in Directory.EnumerateFiles(Notebooks, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(Root, "notebooks", Path.GetRelativePath(Notebooks, file));
            if (File.Exists(target)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        terminal.Error.WriteLine($"the lessons are in {Path.Combine(Root, "notebooks")}");
        return this with { Source = Root };
    }

    private static string? Upward(string start, Func<string, bool> isIt)
    {
        for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
        {
            if (isIt(at.FullName)) return at.FullName;
        }

        return null;
    }

    private static bool HasFolder(string folder) => Directory.Exists(Path.Combine(folder, "notebooks"));

    private static bool HasLessons(string folder) =>
        HasFolder(folder) && Directory.EnumerateDirectories(Path.Combine(folder, "notebooks")).Any(d => File.Exists(Path.Combine(d, "lesson.ipynb")));
}
