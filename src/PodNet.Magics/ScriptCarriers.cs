namespace PodNet.Magics;

/// <summary>Which output of the document carries which bundle of plotly.js: a document has each once. The first output that needs one carries it; when that
/// output is made again it carries it again, for the new one takes the old one's place.</summary>
public sealed record ScriptCarriers
{
    /// <summary>No output yet.</summary>
    public static ScriptCarriers None { get; } = new();

    private (string? Output, bool Done) Basic { get; init; }

    private (string? Output, bool Done) Full { get; init; }

    /// <summary>The cell that runs, by its text; null where the host does not tell: an output is then known by its own words.</summary>
    private string? Cell { get; init; }

    /// <summary>Whether some output carries the bundle with every kind of chart.</summary>
    public bool HasFull => Full.Output is not null;

    /// <summary>A cell begins.</summary>
    /// <param name="text">What is written in it.</param>
    public ScriptCarriers InCell(string text) => this with { Cell = text, Basic = (Basic.Output, false), Full = (Full.Output, false) };

    /// <summary>Whether an output is to carry the small bundle, and the state after that.</summary>
    /// <param name="words">What the output shows: the same words are the same output.</param>
    public (ScriptCarriers After, bool Carries) ForBasic(string words)
    {
        ((string?, bool) after, bool carries) = Next(Basic, words);
        return (this with { Basic = after }, carries);
    }

    /// <summary>The same for the bundle with every kind of chart.</summary>
    public (ScriptCarriers After, bool Carries) ForFull(string words)
    {
        ((string?, bool) after, bool carries) = Next(Full, words);
        return (this with { Full = after }, carries);
    }

    private ((string?, bool) After, bool Carries) Next((string? Output, bool Done) carrier, string words)
    {
        string output = Cell is { } cell ? $"cell {cell}" : $"output {words}";
        bool carries = carrier.Output is null || (carrier.Output == output && !(carrier.Done && Cell is not null));
        return carries ? ((output, true), true) : (carrier, false);
    }
}
