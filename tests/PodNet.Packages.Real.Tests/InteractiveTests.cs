using System.Text.Json;

namespace PodNet.Packages.Real.Tests;

/// <summary>The package in the real .NET Interactive: the lessons run unchanged, and show what they show in our own kernel.</summary>
public sealed class InteractiveTests(Packed packed)
{
    private const string Load = "#r \"nuget:PodNetKernel\"";

    [InteractiveFact]
    public void Every_lesson_shows_what_is_stored_in_it()
    {
        string home = Home("lessons");
        foreach (string lesson in Directory.EnumerateFiles(Path.Combine(Packed.Root, "notebooks"), "lesson.ipynb", SearchOption.AllDirectories).Order())
        {
            using InteractiveHost host = new(home);
            foreach ((string code, string[] stored) in Cells(lesson))
            {
                InteractiveHost.Answer answer = host.Run(code);
                Assert.True(answer.Error is null, $"{lesson}: {code}\n{answer.Error}");
                // What C# comes to is shown by the host's own formatters.
                if (code.StartsWith("#!", StringComparison.Ordinal)) Assert.Equal(stored, answer.Texts("text/plain"));
            }
        }
    }

    [InteractiveFact]
    public void CSharp_knows_the_cluster_and_values_show_as_ours()
    {
        using InteractiveHost host = new(Home("csharp"));
        Assert.Null(host.Run(Load).Error);
        Assert.Null(host.Run("#!cluster --nodes 2").Error);
        Assert.StartsWith("2 nodes, 4 pods\n", host.Run("cluster").Texts("text/plain").Single());
        Assert.Contains("<img src=\"data:image/svg+xml", host.Run("var trace = cluster.Trace(\"client1\", \"web2\", 80); trace").Texts("text/html").Single());
        Assert.Contains("<td", host.Run("trace.Figures").Texts("text/html").Single());
        Assert.Equal("no pod, node or address 'nobody' (the names are web1, client1, web2, client2, node1, node2, gw)", host.Run("cluster.Trace(\"nobody\", \"web1\")").Error);
        string[] charts = [.. host.Run("#!chart bytes --from client1 --to web2 --port 80").Texts("text/html"), .. host.Run("#!chart mtu").Texts("text/html")];
        Assert.Equal([true, false], charts.Select(c => c.Length > 1_000_000));
    }

    [InteractiveFact]
    public void The_extension_can_be_named_by_its_file()
    {
        // Where packing left it, with the libraries beside it.
        string file = Path.Combine(Packed.Root, "artifacts", "packing", "bin", "PodNet.Interactive", "release", "PodNet.Interactive.dll");
        using InteractiveHost host = new(Home("file"));
        Assert.Null(host.Run($"#r \"{file}\"").Error);
        Assert.Null(host.Run("PodNet.Interactive.PodNetExtension.Load(Microsoft.DotNet.Interactive.Kernel.Root);").Error);
        Assert.Null(host.Run("#!cluster --nodes 2").Error);
        Assert.StartsWith("2 nodes, 4 pods\n", host.Run("cluster").Texts("text/plain").Single());
    }

    [InteractiveFact]
    public void Failures_are_messages()
    {
        using InteractiveHost host = new(Home("failures"));
        Assert.Null(host.Run(Load).Error);
        Assert.Null(host.Run("#!cluster --nodes 1").Error);
        Assert.StartsWith("no pod, node or address 'x'", host.Run("#!trace --from x --to web1").Error);
        Assert.StartsWith("'node2' is one value too many", host.Run("#!node node1 node2").Error);
        Assert.Contains("malformed YAML", host.Run("#!cluster\nnodes: [").Error);
        Assert.Null(host.Run("#!trace --from client1 --to web1").Error);
    }

    private string Home(string name)
    {
        string home = packed.Empty($"interactive-{name}");
        string configuration = Path.Combine(Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet")).FullName, "NuGet.Config");
        // What the machine has restored is there for the rest: nothing is downloaded.
        File.WriteAllText(configuration, $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{packed.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{Shell.PackageCache}" /></fallbackPackageFolders>
            </configuration>
            """);
        return home;
    }

    private static IEnumerable<(string Code, string[] Stored)> Cells(string notebook)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(notebook));
        foreach (JsonElement cell in document.RootElement.GetProperty("cells").EnumerateArray())
        {
            if (cell.GetProperty("cell_type").GetString() != "code") continue;
            yield return (Text(cell.GetProperty("source")), [.. cell.GetProperty("outputs").EnumerateArray()
                .Where(o => o.TryGetProperty("data", out _)).Select(o => Text(o.GetProperty("data").GetProperty("text/plain")))]);
        }
    }

    private static string Text(JsonElement text) => text.ValueKind == JsonValueKind.String
        ? text.GetString()!
        : string.Concat(text.EnumerateArray().Select(l => l.GetString()));
}
