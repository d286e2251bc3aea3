using System.Diagnostics;
using PodNet.Magics.Lessons;

namespace PodNet.Real.Tests;

/// <summary>The dev container's set-up script on a Debian that has nothing else: the kernel it installs runs the first lesson, and says what is
/// stored in it.</summary>
public sealed class CleanDebianTests : IDisposable
{
    private const int PartIsMissing = 77;

    private static readonly string Root = Golden.InRepository("");

    private readonly string _folder = Directory.CreateTempSubdirectory("podnet-debian-").FullName;

    [Fact]
    public async Task The_set_up_script_makes_a_clean_Debian_ready_for_the_course()
    {
        RealParts.Need(OperatingSystem.IsLinux() ? [] : ["a clean Debian needs Linux"]);
        ProcessStartInfo start = new("bash", [Path.Combine(Root, ".ci", "clean-debian"), _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        CancellationToken stop = TestContext.Current.CancellationToken;
        Task<string> reading = process.StandardError.ReadToEndAsync(stop);
        string output = await process.StandardOutput.ReadToEndAsync(stop), error = await reading;
        await process.WaitForExitAsync(stop);
        if (process.ExitCode == PartIsMissing) RealParts.Need([error.Trim().Split('\n')[^1]]);
        Assert.True(process.ExitCode == 0, output + error);

        string stored = Path.Combine(Root, "notebooks", "01-apartment-analogy", "lesson.ipynb");
        string[] expected = Texts(stored);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Texts(Path.Combine(_folder, "lesson.ipynb")));
        TestContext.Current.TestOutputHelper?.WriteLine(output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Texts(string file) =>
        [.. Notebook.Parse(File.ReadAllText(file)).Cells.SelectMany((c, i) => c.Outputs.Select(o => $"cell {i + 1}, {o.Type}: {o["text/plain"] ?? o.Text}"))];
}
