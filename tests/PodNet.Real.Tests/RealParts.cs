namespace PodNet.Real.Tests;

/// <summary>Decides what happens where a part of the real world is not there: the test is skipped with one line, or fails where
/// PODNET_REQUIRE_REAL=1 says that everything must be there.</summary>
internal static class RealParts
{
    /// <summary>Goes on only when nothing is missing.</summary>
    public static void Need(IReadOnlyList<string> missing)
    {
        if (missing.Count == 0) return;
        string line = string.Join("; ", missing);
        if (Environment.GetEnvironmentVariable("PODNET_REQUIRE_REAL") == "1") Assert.Fail(line);
        Assert.Skip(line);
    }
}
