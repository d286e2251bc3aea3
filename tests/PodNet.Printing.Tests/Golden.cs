using System.Runtime.CompilerServices;

namespace PodNet.Printing.Tests;

/// <summary>Expected texts in files beside the tests; UPDATE_GOLDEN=1 writes them anew.</summary>
internal static class Golden
{
    public static void Check(string name, string actual, [CallerFilePath] string source = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(source)!, "Goldens", $"{name}.golden");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"there is no golden {name}; make it with UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
