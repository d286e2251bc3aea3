using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using PodNet.Magics.Scripting;

namespace PodNet.Jupyter.CSharp;

/// <summary>The cells run so far, each compiled as a continuation of the one before.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The loader lives as long as the process; what it loaded cannot be unloaded.")]
internal sealed class SubmissionChain(ScriptOptions options, CellGlobals globals)
{
    private readonly InteractiveAssemblyLoader _loader = new();

    private volatile ScriptState<object>? _last;
    private ImmutableArray<MetadataReference> _fresh = [];

    /// <summary>The code as the next cell; nothing is kept of it. May be called while a cell runs.</summary>
    public Script<object> Next(string code)
    {
        ImmutableArray<MetadataReference> fresh = _fresh;
        if (_last is not { } last) return CSharpScript.Create<object>(code, options.AddReferences(fresh), typeof(CellGlobals), _loader);

        // Without options: those of the cell before are inherited. Given again, they would cost a megabyte per cell.
        return last.Script.ContinueWith<object>(code, fresh.IsEmpty ? null : last.Script.Options.WithReferences(fresh).WithImports());
    }

    /// <summary>The next cell, and with it all later ones, knows these libraries too.</summary>
    /// <param name="references">What the compiler has to know.</param>
    /// <param name="loaded">What is run for them.</param>
    public void Refer(IEnumerable<MetadataReference> references, IEnumerable<Assembly> loaded)
    {
        foreach (Assembly assembly in loaded) _loader.RegisterDependency(assembly);
        _fresh = [.. _fresh, .. references];
    }

    /// <summary>The compiler's view of the code as the next cell, for completion and the like.</summary>
    public (SyntaxTree Tree, SemanticModel Model) Analyze(string code)
    {
        Compilation compilation = Next(code).GetCompilation();
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        return (tree, compilation.GetSemanticModel(tree));
    }

    /// <summary>The compiler's view of a parsed next cell.</summary>
    public SemanticModel Meaning(SyntaxTree tree)
    {
        Compilation compilation = Next("").GetCompilation();
        return compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Last(), tree).GetSemanticModel(tree);
    }

    /// <summary>Runs it. An exception that it throws is in the state that comes back.</summary>
    public Task<ScriptState<object>> Run(Script<object> script) => _last is { } last
        ? script.RunFromAsync(last, static _ => true)
        : script.RunAsync(globals, static _ => true);

    /// <summary>What this state declared is there for the next cell.</summary>
    public void Keep(ScriptState<object> state)
    {
        _last = state;
        _fresh = [];
    }
}
