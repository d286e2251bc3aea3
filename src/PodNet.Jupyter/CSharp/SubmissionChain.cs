using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using PodNet.Magics.Scripting;

namespace PodNet.Jupyter.CSharp;

/// <summary>The cells run so far, each compiled as a continuation of the one before.</summary>
internal sealed class SubmissionChain(ScriptOptions options, CellGlobals globals)
{
    private volatile ScriptState<object>? _last;

    /// <summary>The code as the next cell; nothing is kept of it. May be called while a cell runs.</summary>
    public Script<object> Next(string code) => _last is { } last
        // Without options: those of the cell before are inherited. Given again, they would cost a megabyte per cell.
        ? last.Script.ContinueWith<object>(code)
        : CSharpScript.Create<object>(code, options, typeof(CellGlobals));

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
    public void Keep(ScriptState<object> state) => _last = state;
}
