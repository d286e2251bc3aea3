using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PodNet.Jupyter.Languages;

namespace PodNet.Jupyter.CSharp;

/// <summary>Compiler errors as a person reads them: where, what, the line itself and a mark under the place.</summary>
internal static class CompilerErrors
{
    private const int MostShown = 5;

    /// <summary>What a cell cannot do though a program can, and what to do instead.</summary>
    private static readonly Dictionary<string, string> WaysOut = new()
    {
        ["CS7021"] = "cells have no namespaces; leave it out",
        ["CS1109"] = "a cell's types lie within the cell, where extension methods cannot be; write an ordinary method",
        ["CS1106"] = "a cell's types lie within the cell, where extension methods cannot be; write an ordinary method",
        ["CS1069"] = "write that name into a line of its own, as #r \"System.Private.Xml\"",
        ["CS0006"] = "a path is relative to the notebook's folder",
    };

    /// <summary>The errors among the diagnostics as one error, or null when there are none.</summary>
    public static CodeError? Of(ImmutableArray<Diagnostic> diagnostics)
    {
        List<Diagnostic> errors = [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start)];
        if (errors.Count == 0) return null;
        IEnumerable<string> shown = errors.Take(MostShown).Select(Describe);
        if (errors.Count > MostShown) shown = shown.Append($"... and {errors.Count - MostShown} more");
        return new(errors[0].Id, string.Join('\n', shown));
    }

    private static string Describe(Diagnostic error)
    {
        string message = $"{error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} ({error.Id})";
        if (WaysOut.TryGetValue(error.Id, out string? wayOut)) message += $": {wayOut}";
        if (error.Location.SourceTree is not { } tree) return message;
        LinePosition start = error.Location.GetLineSpan().StartLinePosition;
        string line = tree.GetText().Lines[start.Line].ToString();
        string indent = new([.. line.Take(start.Character).Select(c => c == '\t' ? '\t' : ' ')]);
        int length = Math.Clamp(error.Location.SourceSpan.Length, 1, Math.Max(1, line.Length - start.Character));
        return $"line {start.Line + 1}: {message}\n  {line}\n  {indent}{new string('^', length)}";
    }
}
