using System.Runtime.CompilerServices;

namespace PodNet.Testing;

/// <summary>Expected texts in files beside the tests that a person can read; UPDATE_GOLDEN=1 writes them anew.</summary>
internal static class Golden
{
    /// <summary>Compares with the file <paramref name="name"/> in the folder Golden beside the calling test.</summary>
    public static void Check(string name, string actual, [CallerFilePath] string source = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(source)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"there is no golden {name}; make it with UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }
}
