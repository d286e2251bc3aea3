using System.Diagnostics;
using PodNet.Jupyter.Languages;
using PodNet.Magics;

namespace PodNet.Jupyter.CSharp;

/// <summary>Exceptions as a person reads them: what happened and at which line of the cell, without a stack trace.</summary>
internal static class RuntimeErrors
{
    /// <summary>How the compiler names the class that a cell becomes; a number follows.</summary>
    private const string CellClass = "Submission#";

    private const int DeepestCause = 5;

    /// <summary>What is said of an exception that ended a cell.</summary>
    /// <param name="cell">Name of the class the cell was compiled to; tells its lines from those of earlier cells.</param>
    public static CodeError Of(Exception exception, string cell)
    {
        Exception first = Unwrap(exception);
        string message = Describe(first);
        return new(first.GetType().Name, Place(first, cell) is { } place ? $"{message}\n{place}" : message);
    }

    /// <summary>"TypeName: message", and the same of what caused it.</summary>
    public static string Describe(Exception exception)
    {
        List<string> lines = [];
        for (Exception? e = Unwrap(exception); e is not null && lines.Count < DeepestCause; e = e.InnerException is null ? null : Unwrap(e.InnerException))
            lines.Add((lines.Count == 0 ? "" : "because of ") + Name(e));
        return string.Join('\n', lines);
    }

    // A refusal of ours is written for people; its type says nothing more.
    private static string Name(Exception e) => e switch
    {
        MagicException => e.Message,
        InsufficientExecutionStackException => $"{e.GetType().Name}: functions call each other too deep. Does one call itself without an end?",
        _ => $"{e.GetType().Name}: {e.Message}",
    };

    private static Exception Unwrap(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: 1, InnerException: { } only } => Unwrap(only),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        _ => exception,
    };

    private static string? Place(Exception exception, string cell)
    {
        (int Line, bool Here)[] frames =
        [
            .. from frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames()
               let outermost = Outermost(frame.GetMethod()?.DeclaringType)?.Name
               where frame.GetFileLineNumber() > 0 && outermost?.StartsWith(CellClass, StringComparison.Ordinal) == true
               select (frame.GetFileLineNumber(), outermost == cell),
        ];
        if (frames.Length == 0) return null;
        if (frames[0].Here) return $"line {frames[0].Line} of the cell";
        int caller = Array.FindIndex(frames, f => f.Here);
        string called = caller < 0 ? "" : $", called from line {frames[caller].Line} of this one";
        return $"line {frames[0].Line} of an earlier cell{called}";
    }

    private static Type? Outermost(Type? type)
    {
        while (type?.DeclaringType is { } outer) type = outer;
        return type;
    }
}
