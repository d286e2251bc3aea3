using System.Reflection;
using System.Runtime.CompilerServices;

namespace PodNet.Architecture.Tests;

/// <summary>House rules that a compiler does not know.</summary>
public class TypeTests
{
    private static readonly string[] Assemblies =
        ["PodNet.Model", "PodNet.Engine", "PodNet.Kubernetes", "PodNet.Datapath", "PodNet.Printing", "PodNet.Diagrams", "PodNet.Magics", "PodNet.Lab", "PodNet.Jupyter", "podnet"];

    private static IEnumerable<Type> Types => Assemblies.SelectMany(a => Assembly.Load(a).GetTypes())
        .Where(t => t.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !t.Name.Contains('<', StringComparison.Ordinal));

    [Fact]
    public void No_static_field_can_change()
    {
        string[] mutable = [.. Types.SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => !f.IsInitOnly && !f.IsLiteral && f.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(f => $"{f.DeclaringType!.FullName}.{f.Name}")
            .Where(n => !n.Contains("<>", StringComparison.Ordinal) && !n.Contains("__", StringComparison.Ordinal))];

        // The console is the process's, whoever uses it.
        Assert.Equal(["PodNet.Jupyter.CSharp.CurrentCell._ours"], mutable);
    }

    [Fact]
    public void No_type_is_called_by_what_it_might_do()
    {
        string[] vague = ["Manager", "Helper", "Util", "Utils", "Info", "NetworkElement"];
        Assert.Empty(Types.Where(t => vague.Any(v => t.Name.EndsWith(v, StringComparison.Ordinal))).Select(t => t.FullName));
    }

    [Fact]
    public void A_closed_hierarchy_has_only_sealed_kinds()
    {
        string[] open = [.. Types.Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false } && t.BaseType is { IsAbstract: true } && t.BaseType != typeof(Attribute)
            && t.Namespace!.StartsWith("PodNet.", StringComparison.Ordinal) && (t.Namespace.StartsWith("PodNet.Model", StringComparison.Ordinal) || t.Namespace.StartsWith("PodNet.Engine", StringComparison.Ordinal)))
            .Select(t => t.FullName!)];
        Assert.Empty(open);
    }
}
