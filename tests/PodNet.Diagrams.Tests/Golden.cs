using System.Runtime.CompilerServices;

namespace PodNet.Diagrams.Tests;

/// <summary>Compares texts with files a person can read; UPDATE_GOLDEN=1 rewrites them.</summary>
internal static class Golden
{
    public static void Compare(string name, string actual, [CallerFilePath] string caller = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"no golden file {name}; run with UPDATE_GOLDEN=1 to write it");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }
}
