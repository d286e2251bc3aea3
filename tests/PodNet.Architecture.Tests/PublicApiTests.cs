using System.Reflection;
using PublicApiGenerator;

namespace PodNet.Architecture.Tests;

/// <summary>What the libraries of the package PodNetKernel offer to code of others. A change shows in the file beside; where it takes something away, the next
/// version is a greater one.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Libraries => new(Closure("PodNet.Magics").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Is_as_it_was(string library)
    {
        ApiGeneratorOptions options = new() { IncludeAssemblyAttributes = false };
        Golden.Check(library + ".txt", Assembly.Load(library).GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n");
    }

    private static HashSet<string> Closure(string library)
    {
        HashSet<string> found = [library];
        Queue<string> open = new(found);
        while (open.TryDequeue(out string? name))
        {
            foreach (AssemblyName next in Assembly.Load(name).GetReferencedAssemblies().Where(r => r.Name!.StartsWith("PodNet.", StringComparison.Ordinal)))
            {
                if (found.Add(next.Name!)) open.Enqueue(next.Name!);
            }
        }

        return found;
    }
}
