using PodNet.Model.Collections;

namespace PodNet.Magics;

/// <summary>What a host shows of a command or a cell: outputs in order, then the error if there is one.</summary>
/// <param name="Error">One clear message, or null when all went well.</param>
public sealed record MagicResult(ValueList<OutputBundle> Outputs, string? Error = null)
{
    /// <summary>Whether all went well.</summary>
    public bool Succeeded => Error is null;

    /// <summary>The error with nothing in it that a front end would obey: terminals' escape sequences may stand in names.</summary>
    public string? PrintableError => Error is null ? null : Printable(Error);

    /// <summary>A message with nothing in it that a front end would obey.</summary>
    public static string Printable(string message) =>
        string.Join('\n', message.ReplaceLineEndings("\n").Split('\n').Select(Model.Text.Printable.Line));
}
