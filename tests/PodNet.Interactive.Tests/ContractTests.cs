using System.Reflection;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace PodNet.Interactive.Tests;

/// <summary>The contract assemblies hold nothing that the real ones do not. <c>real-members.txt</c> is the public surface of the final version's types that
/// are used, read off its assemblies.</summary>
public class ContractTests
{
    private static readonly Assembly[] Contracts = [typeof(Kernel).Assembly, typeof(Formatter).Assembly];

    [Fact]
    public void EveryPublicMemberIsARealOne()
    {
        string[] real = File.ReadAllLines(Golden.InRepository("tests/PodNet.Interactive.Tests/real-members.txt"));
        string[] ours = [.. Contracts.SelectMany(a => a.GetExportedTypes()).SelectMany(Members)];

        Assert.Equal("", string.Join('\n', ours.Except(real).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void TheAssembliesHaveTheRealNamesAndNoHigherVersion() => Assert.All(
        Contracts, a => Assert.Equal((a.GetName().Name!.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal), new Version(1, 0, 0, 0)), (true, a.GetName().Version)));

    [Fact]
    public void TheAssembliesHaveTheRealPublicKey() =>
        Assert.All(Contracts, a => Assert.Equal("31bf3856ad364e35", Convert.ToHexStringLower(a.GetName().GetPublicKeyToken()!)));

    [Fact]
    public void TheExtensionReferencesNothingElseOfTheHost() => Assert.Equal(
        ["Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Formatting"],
        typeof(PodNetExtension).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && !n.StartsWith("PodNet.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        string kind = type.IsAbstract && type.IsSealed ? " static" : type.IsAbstract ? " abstract" : "";
        yield return $"T {type.FullName}{(type.BaseType is { } b ? $" : {b}" : "")}{kind}";
        foreach (ConstructorInfo made in type.GetConstructors(Declared).Where(c => !c.IsStatic && IsVisible(c))) yield return $"{type.FullName}::.ctor({Types(made)})";
        foreach (MethodInfo method in type.GetMethods(Declared).Where(IsVisible).Where(m => !m.IsPrivate && !m.Name.Contains('.')))
        {
            // By its assembly too: the runtime finds a member by its whole signature.
            string init = string.Concat(method.ReturnParameter.GetRequiredCustomModifiers().Select(m => $" modreq([{m.Assembly.GetName().Name}]{m.Name})"));
            yield return $"{type.FullName}::{(method.IsStatic ? "static " : "")}{method.Name}({Types(method)}) -> {method.ReturnType}{init}";
        }
    }

    private static bool IsVisible(MethodBase member) => member.IsPublic || member.IsFamily || member.IsFamilyOrAssembly;

    private static string Types(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => p.ParameterType.ToString()));
}
