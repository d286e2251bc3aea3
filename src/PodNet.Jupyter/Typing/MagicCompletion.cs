using PodNet.Jupyter.Languages;
using PodNet.Magics;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Typing;

/// <summary>What can stand at the cursor on a magic's line.</summary>
internal static class MagicCompletion
{
    /// <summary>Completions at the end of <paramref name="before"/>.</summary>
    /// <param name="before">The line up to the cursor.</param>
    /// <param name="start">Offset of the line in the cell.</param>
    public static CodeCompletions At(string before, int start, SessionState state)
    {
        List<(int Start, string Text)> words = Words(before);
        (int wordStart, string word) = words[^1];
        IEnumerable<CodeCompletion> items = words.Count == 1
            ? Of(state.Magics.All.Select(m => m.Name), "magic")
            : Arguments([.. words.Select(w => w.Text)], word, state);
        return new(items.Where(i => Fits(i.Text, word)).DistinctBy(i => i.Text).ToValueList(), start + wordStart, start + before.Length);
    }

    /// <summary>Completions at the end of <paramref name="before"/>, a line below a magic.</summary>
    /// <param name="name">The magic's name.</param>
    public static CodeCompletions InBody(string name, string before, int start, SessionState state)
    {
        int wordStart = before.LastIndexOfAny([' ', '\t']) + 1;
        IMagic? magic = state.Magics.All.FirstOrDefault(m => m.Name == name);
        IEnumerable<CodeCompletion> items = Of(magic?.BodyCompletions(before, state) ?? [], "value");
        return new(items.Where(i => Fits(i.Text, before[wordStart..])).DistinctBy(i => i.Text).ToValueList(), start + wordStart, start + before.Length);
    }

    /// <summary>The words of a line, with their quotes; the last one is being typed and may be empty.</summary>
    public static List<(int Start, string Text)> Words(string line)
    {
        List<(int Start, string Text)> words = [];
        int at = 0;
        while (true)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at])) at++;
            int start = at;
            char end = at < line.Length && line[at] == '"' ? line[at++] : ' ';
            while (at < line.Length && (end == '"' ? line[at] != '"' : !char.IsWhiteSpace(line[at]))) at++;
            bool isClosed = at < line.Length;
            if (isClosed && end == '"') at++;
            words.Add((start, line[start..at]));
            if (!isClosed) return words;
        }
    }

    private static IEnumerable<CodeCompletion> Arguments(string[] words, string word, SessionState state)
    {
        IMagic? magic = state.Magics.All.FirstOrDefault(m => m.Name == words[0]);
        if (magic is null) return [];
        MagicParameter? before = magic.Parameters.FirstOrDefault(p => p.Name == words[^2] && p.Kind != ParameterKind.Flag);
        if (before is not null) return Values(before, state);
        string[] given = words[1..^1];
        IEnumerable<CodeCompletion> names = Of(magic.Parameters.Select(p => p.Name).Except(given), "parameter");
        MagicParameter? bare = magic.Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Implicit && !given.Contains(p.Name));
        return bare is null || word.StartsWith('-') || HasBareValue(given, magic) ? names : Values(bare, state).Concat(names);
    }

    private static bool HasBareValue(string[] given, IMagic magic)
    {
        for (int i = 0; i < given.Length; i++)
        {
            MagicParameter? named = magic.Parameters.FirstOrDefault(p => p.Name == given[i]);
            if (named is null) return true;
            if (named.Kind != ParameterKind.Flag) i++;
        }

        return false;
    }

    private static IEnumerable<CodeCompletion> Values(MagicParameter parameter, SessionState state) =>
        Of(parameter.Offers(state), "value");

    private static IEnumerable<CodeCompletion> Of(IEnumerable<string> texts, string kind) => texts.Select(t => new CodeCompletion(t, kind));

    // Whoever begins a quoted value with its first letter, or any value with a quote, is helped too.
    private static bool Fits(string text, string typed) =>
        text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        || (text.StartsWith('"') != typed.StartsWith('"') && text.Trim('"').StartsWith(typed.Trim('"'), StringComparison.OrdinalIgnoreCase));
}
