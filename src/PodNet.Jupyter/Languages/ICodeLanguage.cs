using PodNet.Magics;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Languages;

/// <summary>Runs the code of cells and keeps what they declare. One cell at a time; the other members may be called while a cell runs.</summary>
public interface ICodeLanguage
{
    /// <summary>Runs one piece of code to its end on the calling thread.</summary>
    /// <param name="interrupt">Cancelled when the user interrupts: the code is then ended, and the result is an error that says so.</param>
    CodeOutcome Run(string code, ICellOutput output, CancellationToken interrupt);

    /// <summary>What can stand at the cursor.</summary>
    /// <param name="cursor">Offset in UTF-16 code units.</param>
    CodeCompletions Complete(string code, int cursor);

    /// <summary>What is known of the name at the cursor (offset in UTF-16 code units), or null.</summary>
    OutputBundle? Inspect(string code, int cursor);

    /// <summary>Whether a front end should run the code or let the user go on typing.</summary>
    Completeness CompletenessOf(string code);

    /// <summary>Loads what the first cell would have to wait for. Called on a thread of low priority.</summary>
    void WarmUp();
}

/// <summary>Takes what a running cell shows, in order. Safe to call from any thread.</summary>
public interface ICellOutput
{
    /// <summary>Text printed by the program.</summary>
    void Print(string text, bool toStandardError = false);

    /// <summary>Shows an output.</summary>
    /// <param name="displayId">Names the output so that it can be replaced, or null.</param>
    void Display(OutputBundle output, string? displayId = null);

    /// <summary>Replaces an output shown under this id.</summary>
    void Update(OutputBundle output, string displayId);
}

/// <summary>How a piece of code ended.</summary>
/// <param name="Value">The last expression's value as it is shown, or null when there is none.</param>
/// <param name="Error">Null when all went well.</param>
public sealed record CodeOutcome(OutputBundle? Value = null, CodeError? Error = null);

/// <summary>What went wrong, for people.</summary>
/// <param name="Name">Short kind: an exception's type name, a compiler error's number, or "Interrupted".</param>
/// <param name="Message">What and where, in one or a few lines; no stack trace.</param>
public sealed record CodeError(string Name, string Message);

/// <summary>Completions for the text from <paramref name="Start"/> to <paramref name="End"/> (UTF-16 code units).</summary>
public sealed record CodeCompletions(ValueList<CodeCompletion> Items, int Start, int End);

/// <summary>One completion.</summary>
/// <param name="Kind">What it is, in a front end's words: "method", "property", "keyword", "magic", "value", ...</param>
public sealed record CodeCompletion(string Text, string Kind);

/// <summary>Answer to is_complete_request.</summary>
public enum Completeness
{
    /// <summary>Can run.</summary>
    Complete,

    /// <summary>Something has to follow.</summary>
    Incomplete,

    /// <summary>Cannot become right by going on.</summary>
    Invalid,
}
