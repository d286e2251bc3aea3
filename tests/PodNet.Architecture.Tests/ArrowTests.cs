using System.Reflection;

namespace PodNet.Architecture.Tests;

/// <summary>References point down only (docs/adr/0008-arrows.md). Read from the compiled assemblies, so an unused project reference is no arrow and a used
/// one cannot hide.</summary>
public class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["PodNet.Model"] = [],
        ["PodNet.Engine"] = ["PodNet.Model"],
        ["PodNet.Kubernetes"] = ["PodNet.Model"],
        ["PodNet.Datapath"] = ["PodNet.Model", "PodNet.Kubernetes"],
        ["PodNet.Printing"] = ["PodNet.Model"],
        ["PodNet.Kubectl"] = ["PodNet.Model", "PodNet.Kubernetes"],
        ["PodNet.Containers"] = ["PodNet.Model", "PodNet.Engine", "PodNet.Kubernetes", "PodNet.Printing", "PodNet.Kubectl"],
        ["PodNet.Diagrams"] = ["PodNet.Model", "PodNet.Engine", "PodNet.Printing"],
        ["PodNet.Charts"] = ["PodNet.Model", "PodNet.Diagrams"],
        ["PodNet.Magics"] = ["PodNet.Model", "PodNet.Engine", "PodNet.Kubernetes", "PodNet.Datapath", "PodNet.Printing", "PodNet.Kubectl", "PodNet.Containers", "PodNet.Diagrams", "PodNet.Charts"],
        ["PodNet.Lab"] = ["PodNet.Model", "PodNet.Engine", "PodNet.Kubernetes", "PodNet.Datapath", "PodNet.Printing", "PodNet.Kubectl", "PodNet.Diagrams", "PodNet.Magics"],
        ["PodNet.Jupyter"] =
        [
            "PodNet.Model", "PodNet.Engine", "PodNet.Kubernetes", "PodNet.Datapath", "PodNet.Printing", "PodNet.Kubectl", "PodNet.Containers", "PodNet.Diagrams", "PodNet.Magics",
        ],
        ["PodNet.Interactive"] = ["PodNet.Model", "PodNet.Magics"],
        ["podnet"] =
        [
            "PodNet.Model", "PodNet.Engine", "PodNet.Kubernetes", "PodNet.Datapath", "PodNet.Printing", "PodNet.Kubectl", "PodNet.Containers", "PodNet.Diagrams",
            "PodNet.Magics", "PodNet.Lab", "PodNet.Jupyter",
        ],
    };

    /// <summary>The libraries each project may use besides the base class library.</summary>
    private static readonly Dictionary<string, string[]> Libraries = new()
    {
        ["PodNet.Kubernetes"] = ["YamlDotNet"],
        ["PodNet.Kubectl"] = ["YamlDotNet"],
        ["PodNet.Magics"] = ["Markdig"],
        ["PodNet.Jupyter"] =
        [
            "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Scripting", "Microsoft.CodeAnalysis.CSharp.Scripting",
            "Microsoft.DotNet.Interactive.Formatting",
        ],
        // The contract assemblies of src/contracts by the real ones' names.
        ["PodNet.Interactive"] = ["Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Formatting"],
        ["podnet"] = ["System.CommandLine", "Spectre.Console", "Spectre.Console.Ansi"],
    };

    public static TheoryData<string> Projects => new(Arrows.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_below_it(string project)
    {
        string[] ours = [.. References(project).Where(r => r.StartsWith("PodNet.", StringComparison.Ordinal))];
        Assert.Empty(ours.Except(Arrows[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_the_libraries_that_were_decided_on(string project)
    {
        string[] foreign = [.. References(project).Where(r =>
            !r.StartsWith("PodNet.", StringComparison.Ordinal) && !r.StartsWith("System.", StringComparison.Ordinal)
            && r is not ("netstandard" or "mscorlib" or "Microsoft.Win32.Primitives"))];
        Assert.Empty(foreign.Except(Libraries.GetValueOrDefault(project, [])));
    }

    [Fact]
    public void Every_project_has_its_arrows_listed()
    {
        string[] found = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "PodNet.*.dll").Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(n => !n.EndsWith(".Tests", StringComparison.Ordinal))];
        Assert.Empty(found.Except(Arrows.Keys));
    }

    [Fact]
    public void The_engine_names_no_plugin()
    {
        string[] words = ["flannel", "kubenet", "calico", "cilium", "weave", "cbr0", "cni0"];
        Assembly engine = Assembly.Load("PodNet.Engine");
        IEnumerable<string> names = engine.GetTypes().SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Select(m => m.Name).Append(t.FullName ?? ""));
        Assert.DoesNotContain(names, n => words.Any(w => n.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> References(string project) =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, project + ".dll")).GetReferencedAssemblies().Select(r => r.Name!);
}
