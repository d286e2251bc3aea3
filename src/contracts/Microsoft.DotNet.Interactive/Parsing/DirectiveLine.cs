using Microsoft.DotNet.Interactive.Directives;

namespace Microsoft.DotNet.Interactive.Parsing;

/// <summary>A directive's line as the host reads it.</summary>
/// <param name="Values">What each parameter is bound to; a flag that is there, to an empty text. A parameter that is given in a way that binds nothing is
/// not there, and no error tells: that is how the host is.</param>
/// <param name="Errors">"DNI103: ...", in the order of the line.</param>
internal sealed record DirectiveLine(KernelActionDirective Directive, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Errors)
{
    /// <summary>Reads a line by the rules of the host's parser: words between blanks, <c>"quotes"</c> without escapes, JSON in braces or brackets.</summary>
    /// <param name="line">The line without its end.</param>
    public static DirectiveLine Of(string line, KernelActionDirective directive)
    {
        List<(string? Name, string? Value)> given = [];
        bool afterFlag = false; // A bare value after a flag belongs to nothing, from there on.
        DirectiveWords words = new(line, directive.Name.Length);
        while (words.Next() is { } word)
        {
            if (!word.StartsWith('-'))
            {
                if (!afterFlag) given.Add((null, word));
                continue;
            }

            KernelDirectiveParameter? parameter = directive.Parameters.FirstOrDefault(p => p.Name == word);
            afterFlag = parameter?.Flag ?? afterFlag;
            given.Add((word, afterFlag || words.NextIsName ? null : words.Next()));
        }

        return new(directive, Bind(directive, given), [.. Wrong(directive, given)]);
    }

    private static Dictionary<string, string> Bind(KernelActionDirective directive, List<(string? Name, string? Value)> given)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (KernelDirectiveParameter parameter in directive.Parameters)
        {
            List<(string? Name, string? Value)> fitting = [.. given.Where(g => g.Name is null ? parameter.AllowImplicitName : g.Name == parameter.Name)];
            if (fitting.Count != 1) continue; // Given twice, it is bound to neither.
            if (parameter.Flag) values[parameter.Name] = "";
            if (fitting[0].Value is { } value) values[parameter.Name] = value.StartsWith('"') ? value.Trim('"') : value;
        }

        return values;
    }

    private static IEnumerable<string> Wrong(KernelActionDirective directive, List<(string? Name, string? Value)> given)
    {
        foreach ((string? name, string? value) in given)
        {
            if (name is not null && directive.Parameters.All(p => p.Name != name)) yield return $"DNI103: Unrecognized parameter name '{name}'";
            if (name is not null && given.Count(g => g.Name == name) > 1) yield return $"DNI105: A maximum of 1 occurrences are allowed for named parameter '{name}'";
            if (value is ['{' or '[', ..] && !DirectiveWords.IsJson(value)) yield return $"DNI106: Invalid JSON: {value}";
            if (value is ['@', ..]) yield return $"DNI202: No variable '{value[1..]}' here";
        }

        foreach (KernelDirectiveParameter parameter in directive.Parameters.Where(p => p.Required))
        {
            bool found = given.Any(g => (g.Name is null ? parameter.AllowImplicitName : g.Name == parameter.Name) && g.Value is not null);
            if (!found) yield return $"DNI104: Missing required parameter '{parameter.Name}'";
        }
    }
}
