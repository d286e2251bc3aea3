using PodNet.Model.Collections;

namespace PodNet.Magics;

/// <summary>How a parameter stands on a magic's line.</summary>
public enum ParameterKind
{
    /// <summary><c>--name value</c></summary>
    Named,

    /// <summary><c>--name</c>, present or not.</summary>
    Flag,

    /// <summary><c>value</c> or <c>--name value</c>; at most one of a magic's parameters may be this.</summary>
    Implicit,
}

/// <summary>One parameter of a magic.</summary>
/// <param name="Name">With its dashes, for example "--from".</param>
/// <param name="Help">One line: what it means, its unit and its default.</param>
/// <param name="Value">What the value is, in capitals, for usage lines ("POD"); empty for a flag.</param>
public sealed record MagicParameter(string Name, string Help, string Value = "", ParameterKind Kind = ParameterKind.Named)
{
    /// <summary>Whether the line is refused without it.</summary>
    public bool Required { get; init; }

    /// <summary>Values to offer while typing; a value that is not among them is not refused for that.</summary>
    public Func<SessionState, IEnumerable<string>> Completions { get; init; } = static _ => [];

    /// <summary>The <see cref="Completions"/> as they are typed: in double quotes where they hold blanks.</summary>
    public IEnumerable<string> Offers(SessionState state) =>
        Completions(state).Select(v => v.StartsWith('"') || !v.Any(char.IsWhiteSpace) ? v : $"\"{v}\"");

    /// <summary>Values with a line about each, for the magic's help; mostly none.</summary>
    public ValueList<(string Value, string Help)> Explained { get; init; } = [];

    /// <summary>As it stands in a usage line: "--from POD", "[--cold]", "[POD]".</summary>
    public string Usage
    {
        get
        {
            string form = Kind switch
            {
                ParameterKind.Flag => Name,
                ParameterKind.Implicit => Value,
                _ => $"{Name} {Value}",
            };
            return Required ? form : $"[{form}]";
        }
    }
}
