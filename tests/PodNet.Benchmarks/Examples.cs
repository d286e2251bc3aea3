namespace PodNet.Benchmarks;

internal static class Examples
{
    public static string Read(string name)
    {
        using StreamReader reader = new(typeof(Examples).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"no example {name}", name));
        return reader.ReadToEnd();
    }
}
