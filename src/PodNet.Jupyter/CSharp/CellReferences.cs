using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

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

    private static readonly string[] Usings =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading.Tasks",
        "PodNet.Engine.Tracing", "PodNet.Magics", "PodNet.Magics.Scripting", "PodNet.Model.Addressing", "PodNet.Model.Collections",
        "PodNet.Model.Packets", "PodNet.Model.Topology",
    ];

    /// <summary>The options of a notebook's first cell; later cells inherit them.</summary>
    public static ScriptOptions Options()
    {
        Dictionary<string, string> files = RuntimeFiles();
        IEnumerable<MetadataReference> references = Runtime.Concat(Ours).Where(files.ContainsKey).Select(name => Reference(files[name]));
        return ScriptOptions.Default
            .WithReferences(references)
            .WithImports(Usings)
            .WithMetadataResolver(new Resolver(files))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(Directory.GetCurrentDirectory()))
            .WithEmitDebugInformation(true)
            .WithFileEncoding(System.Text.Encoding.UTF8)
            .WithFilePath("cell");
    }

    /// <summary>Files of the assemblies this process was started with, by name without extension.</summary>
    private static Dictionary<string, string> RuntimeFiles()
    {
        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);
        foreach (string file in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            files.TryAdd(Path.GetFileNameWithoutExtension(file), file);
        return files;
    }

    private static PortableExecutableReference Reference(string file) =>
        MetadataReference.CreateFromFile(file, documentation: new XmlDocumentation(Path.ChangeExtension(file, ".xml")));

    /// <summary>Finds what <c>#r</c> names: a file, from the working directory on, or an assembly of the runtime by its name.</summary>
    private sealed class Resolver(Dictionary<string, string> runtime) : MetadataReferenceResolver
    {
        public override ImmutableArray<PortableExecutableReference> ResolveReference(
            string reference, string? baseFilePath, MetadataReferenceProperties properties)
        {
            string file = Path.GetFullPath(reference);
            if (File.Exists(file)) return [Reference(file)];
            return runtime.TryGetValue(reference, out string? found) ? [Reference(found)] : [];
        }

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
