using System.Runtime.CompilerServices;

namespace PodNet.Testing;

/// <summary>Expected texts in files beside the tests that a person can read; UPDATE_GOLDEN=1 writes them anew.</summary>
internal static class Golden
{
    /// <summary>Compares with the file <paramref name="name"/> in the folder Golden beside the calling test.</summary>
    public static void Check(string name, string actual, [CallerFilePath] string source = "") =>
        CheckFile(Path.Combine(Path.GetDirectoryName(source)!, "Golden", name), actual);

    /// <summary>Compares with a file of the repository, for example one of its documentation.</summary>
    /// <param name="path">From the repository's root.</param>
    public static void CheckInRepository(string path, string actual) => CheckFile(InRepository(path), actual);

    /// <summary>The full path of a file of the repository.</summary>
    /// <param name="path">From the repository's root.</param>
    public static string InRepository(string path) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", path));

    // Of this file itself, wherever the caller's is.
    private static string Here([CallerFilePath] string source = "") => source;

    private static void CheckFile(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"there is no golden {Path.GetFileName(file)}; make it with UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }
}
