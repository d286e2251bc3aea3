using PodNet.Kubectl.Flags;

namespace PodNet.Kubectl.Verbs;

/// <summary>All commands, and which of them words mean.</summary>
internal static class VerbTable
{
    // cobra suggests what this many edits make of the word typed.
    private const int SuggestionDistance = 2;

    /// <summary>All commands in order of their names.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        .. typeof(VerbTable).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Verb)) && t.GetConstructor([]) is not null)
            .Select(t => (Verb)Activator.CreateInstance(t)!).Concat(UnservedVerb.All).OrderBy(v => v.Name, StringComparer.Ordinal),
    ];

    /// <summary>The command that words mean, and the words without its name.</summary>
    /// <returns>No command where there are no words but flags.</returns>
    /// <exception cref="KubectlException">There is no such command.</exception>
    public static (Verb? Verb, IReadOnlyList<string> Words) Find(IReadOnlyList<string> words)
    {
        Verb? found = null;
        List<string> rest = [.. words];
        string path = "";
        while (NextWord(rest, found) is var at and >= 0 && Find(path, rest[at]) is { } verb)
        {
            (found, path) = (verb, verb.Name + " ");
            rest.RemoveAt(at);
        }

        if (found is not null || NextWord(rest, null) is not (var unknown and >= 0)) return (found, rest);
        throw new KubectlException($"unknown command {GoText.Quote(rest[unknown])} for \"kubectl\"{Suggestions(rest[unknown])}");
    }

    private static Verb? Find(string path, string word) => All.FirstOrDefault(v =>
        v.Name == path + word || (v.Name.StartsWith(path, StringComparison.Ordinal) && !v.Name[path.Length..].Contains(' ', StringComparison.Ordinal)
            && v.Aliases.Contains(word)));

    // The first word that is neither a flag nor a flag's value.
    private static int NextWord(List<string> words, Verb? verb)
    {
        IEnumerable<Flag> flags = [.. CommonFlags.Global, .. verb?.Flags ?? []];
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (word == "--") return -1;
            if (word.Length == 0 || word[0] != '-') return i;
            if (word.Contains('=', StringComparison.Ordinal)) continue;
            Flag? flag = word.StartsWith("--", StringComparison.Ordinal)
                ? flags.FirstOrDefault(f => f.Name == word[2..])
                : flags.FirstOrDefault(f => word.Length == 2 && f.Shorthand == word[1]);
            if (flag is { WithoutValue: null }) i++;
        }

        return -1;
    }

    private static string Suggestions(string word)
    {
        IEnumerable<string> near = All.Where(v => !v.Name.Contains(' ', StringComparison.Ordinal)).Where(v =>
                Edits(word.ToLowerInvariant(), v.Name) <= SuggestionDistance
                || v.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || v.SuggestedFor.Contains(word, StringComparer.OrdinalIgnoreCase))
            .Select(v => v.Name);
        string list = string.Concat(near.Select(n => $"\t{n}\n"));
        return list.Length == 0 ? "" : "\n\nDid you mean this?\n" + list;
    }

    // Levenshtein's distance, a row at a time.
    private static int Edits(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > SuggestionDistance) return SuggestionDistance + 1;
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            above = row;
        }

        return above[^1];
    }
}
