using System.Globalization;
using PodNet.Kubernetes.Validation;

namespace PodNet.Magics;

/// <summary>A magic with the values of one use of it.</summary>
public sealed class MagicCall
{
    private readonly IReadOnlyDictionary<string, string> _values;

    /// <summary>Checks what was given against what the magic declares.</summary>
    /// <param name="magic">The magic that is called.</param>
    /// <param name="values">Values by parameter name ("--from"); a flag that is present has an empty one.</param>
    /// <param name="body">The lines below, or null. A magic without a body refuses any.</param>
    /// <exception cref="MagicException">A required parameter is missing, a parameter is not known, or a body is not taken.</exception>
    public MagicCall(IMagic magic, IReadOnlyDictionary<string, string> values, string? body = null)
    {
        foreach (MagicParameter parameter in magic.Parameters)
        {
            if (parameter.Required && !values.ContainsKey(parameter.Name))
                throw new MagicException($"{magic.Name} needs {parameter.Usage} ({parameter.Help}); usage: {MagicUsage.Of(magic)}");
        }

        foreach (string name in values.Keys)
        {
            if (magic.Parameters.All(p => p.Name != name)) throw MagicUsage.Unknown(magic, name);
        }

        if (body is not null && magic.BodyHelp is null)
            throw new MagicException($"{magic.Name} takes no lines below it; put them into a cell of their own");
        (Magic, _values, Body) = (magic, values, body);
    }

    /// <summary>The magic that is called.</summary>
    public IMagic Magic { get; }

    /// <summary>The lines below the magic's line, or null. Blank lines stand before them so that each has its number in the cell.</summary>
    public string? Body { get; }

    /// <summary>Whether the parameter was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value, or null when it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>The value of a required parameter.</summary>
    public string Required(string name) => _values[name];

    /// <summary>The whole number, or null when it was not given.</summary>
    /// <exception cref="MagicException">Not a number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } text) return null;
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return isNumber && number >= least && number <= most
            ? number
            : throw new MagicException($"{name} is '{text}'; it has to be a whole number from {least} to {most}");
    }

    /// <summary>The value if it is one of <paramref name="allowed"/>, or null when it was not given.</summary>
    /// <exception cref="MagicException">None of them; the nearest is suggested.</exception>
    public string? OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        if (Text(name) is not { } text || allowed.Contains(text)) return Text(name);
        string[] all = allowed.ToArray();
        throw new MagicException($"{name} is '{text}'; it has to be one of {string.Join(", ", all)}{NearestName.Suggestion(text, all)}");
    }
}
