using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using PodNet.Jupyter.Packages;
using PodNet.Magics.Scripting;

namespace PodNet.Jupyter.CSharp;

/// <summary>What cells can name without asking for it. Each assembly costs memory and makes each compilation a little slower, so the list holds what
/// a learner's first hundred cells need; <c>#r "System.Xml.ReaderWriter"</c> brings any other of the runtime's.</summary>
internal static class CellReferences
{
    private static readonly string[] Runtime =
    [
        "System.Private.CoreLib", "System.Runtime", "netstandard", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable",
        "System.ComponentModel.Primitives", "System.Console", "System.Linq", "System.Linq.Expressions", "System.Memory", "System.Net.Http",
        "System.Net.Primitives", "System.ObjectModel", "System.Private.Uri", "System.Runtime.Numerics", "System.Text.Json",
        "System.Text.RegularExpressions", "System.Threading", "System.Threading.Tasks.Parallel", "Microsoft.CSharp",
    ];

    private static readonly string[] Ours =
    [
        "PodNet.Model", "PodNet.Engine", "PodNet.Kubernetes", "PodNet.Datapath", "PodNet.Diagrams", "PodNet.Magics", "PodNet.Jupyter",
        "Microsoft.DotNet.Interactive.Formatting", "Microsoft.AspNetCore.Html.Abstractions",
    ];

    /// <summary>The options of a notebook's first cell; later cells inherit them.</summary>
    public static ScriptOptions Options(HostAssemblies host)
    {
        IEnumerable<MetadataReference> references = Runtime.Concat(Ours).Select(name => host[name]).OfType<string>().Select(Reference);
        return ScriptOptions.Default
            .WithReferences(references)
            .WithImports(CellGlobals.Usings)
            .WithMetadataResolver(new Resolver(host))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(Directory.GetCurrentDirectory()))
            .WithEmitDebugInformation(true)
            .WithFileEncoding(System.Text.Encoding.UTF8)
            .WithFilePath("cell");
    }

    /// <summary>A package's assembly to compile against. It has no path here: which file is run is the packages' affair.</summary>
    public static MetadataReference OfPackage(string file) =>
        AssemblyMetadata.CreateFromFile(file).GetReference(documentation: new XmlDocumentation(Path.ChangeExtension(file, ".xml")), display: file);

    private static PortableExecutableReference Reference(string file) =>
        MetadataReference.CreateFromFile(file, documentation: new XmlDocumentation(Path.ChangeExtension(file, ".xml")));

    /// <summary>Finds what <c>#r</c> names: a file, from the working directory on, or an assembly of the runtime by its name.</summary>
    private sealed class Resolver(HostAssemblies host) : MetadataReferenceResolver
    {
        public override ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties)
        {
            string file = Path.GetFullPath(reference);
            if (File.Exists(file)) return [Reference(file)];
            return host[reference] is { } found ? [Reference(found)] : [];
        }

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
