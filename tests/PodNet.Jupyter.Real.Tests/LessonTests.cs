using System.Runtime.CompilerServices;
using PodNet.Magics.Lessons;

namespace PodNet.Jupyter.Real.Tests;

/// <summary>The lessons, run by nbconvert as anybody's notebook is, say what is stored in them.</summary>
public sealed class LessonTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    private static readonly string Notebooks = Path.GetFullPath("../../notebooks", Path.GetDirectoryName(ThisFile())!);

    public static TheoryData<string> Lessons => new(Directory.EnumerateFiles(Notebooks, "lesson.ipynb", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Notebooks, f).Replace('\\', '/')).Where(f => !f.Contains(".ipynb_checkpoints")).Order());

    [Theory]
    [MemberData(nameof(Lessons))]
    public void A_lesson_says_what_is_stored_in_it(string lesson)
    {
        string folder = kernel.PathOf("executed/" + Path.GetDirectoryName(lesson));
        kernel.Python(
            ["nbconvert"],
            "-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "--output-dir", folder, Path.Combine(Notebooks, lesson));
        string[] stored = Texts(Path.Combine(Notebooks, lesson)), executed = Texts(Path.Combine(folder, "lesson.ipynb"));
        Assert.NotEmpty(stored);
        Assert.Equal(stored, executed);
    }

    private static string[] Texts(string file)
    {
        Notebook notebook = Notebook.Parse(File.ReadAllText(file));
        return [.. notebook.Cells.SelectMany((c, i) => c.Outputs.Select(o => $"cell {i + 1}, {o.Type}: {o["text/plain"] ?? o.Text}"))];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
