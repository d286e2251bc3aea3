namespace PodNet.Cli.Tests;

/// <summary>Runs the tool within the test, in a folder of its own.</summary>
internal sealed class CommandLine : IDisposable
{
    public const string TwoNodes =
        "nodes: 2\npods:\n- {name: client, node: node1, image: busybox}\n- {name: web, node: node2, image: nginx}\n";

    public CommandLine() => Write("cluster.yaml", TwoNodes);

    public string Folder { get; } = Directory.CreateTempSubdirectory("podnet-test-").FullName;

    public (int Code, string Out, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = PodnetCommandLine.Run(arguments, new(output, error, Folder));
        return (code, output.ToString(), error.ToString());
    }

    public void Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public bool Has(string name) => File.Exists(Path.Combine(Folder, name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A notebook file with one code cell.</summary>
    public static string Notebook(string source) =>
        "{\"cells\": [{\"cell_type\": \"markdown\", \"id\": \"m\", \"metadata\": {}, \"source\": \"# Lesson\"}, "
        + "{\"cell_type\": \"code\", \"execution_count\": null, \"id\": \"c\", \"metadata\": {}, \"outputs\": [], \"source\": \""
        + source.Replace("\"", "\\\"").Replace("\n", "\\n") + "\"}], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}";
}
