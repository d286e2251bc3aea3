using PodNet.Magics;

namespace PodNet.Jupyter.Languages;

/// <summary>Stands in where there is no language: cells of magics run, code is refused.</summary>
public sealed class NullLanguage : ICodeLanguage
{
    /// <inheritdoc/>
    public CodeOutcome Run(string code, ICellOutput output, CancellationToken interrupt) =>
        new(Error: new("PodNet", "this kernel runs magics only, no C#; #!lsmagic lists them"));

    /// <inheritdoc/>
    public CodeCompletions Complete(string code, int cursor) => new([], cursor, cursor);

    /// <inheritdoc/>
    public OutputBundle? Inspect(string code, int cursor) => null;

    /// <inheritdoc/>
    public Completeness CompletenessOf(string code) => Completeness.Complete;

    /// <inheritdoc/>
    public void WarmUp()
    {
    }
}
