namespace PodNet.Magics.Parsing;

/// <summary>One word of a magic's line.</summary>
/// <param name="Quoted">Whether it stood in double quotes, which are gone.</param>
internal readonly record struct MagicToken(string Text, bool Quoted);

/// <summary>Cuts a magic's line into words as .NET Interactive's parser does, so that a line means the same in every host: words are
/// separated by blanks, double quotes hold a word together, nothing is escaped. What that parser reads otherwise, or drops without a word,
/// is refused here.</summary>
internal static class MagicTokens
{
    /// <exception cref="MagicException">A form that not all hosts read alike; the message shows the right one.</exception>
    public static List<MagicToken> Of(string line)
    {
        List<MagicToken> tokens = [];
        int at = 0;
        while (true)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at])) at++;
            if (at == line.Length) return tokens;
            tokens.Add(line[at] == '"' ? Quoted(line, ref at) : Bare(line, ref at));
        }
    }

    private static MagicToken Quoted(string line, ref int at)
    {
        int end = line.IndexOf('"', at + 1);
        if (end < 0) throw new MagicException($"the double quote in column {at + 1} is not closed");
        if (end + 1 < line.Length && !char.IsWhiteSpace(line[end + 1]))
        {
            throw new MagicException(
                $"a blank has to follow the closing double quote in column {end + 1}; "
                + "a quoted value is \"like this\" and holds no double quotes, not even with a backslash");
        }

        MagicToken token = new(line[(at + 1)..end], Quoted: true);
        at = end + 1;
        return token;
    }

    private static MagicToken Bare(string line, ref int at)
    {
        int end = at;
        while (end < line.Length && !char.IsWhiteSpace(line[end])) end++;
        string word = line[at..end];
        at = end;
        return word switch
        {
            ['\'', ..] => throw new MagicException(
                $"single quotes do not quote here: {word}; write \"{word.Trim('\'')}\" in double quotes"),
            ['@', ..] or ['{', ..] or ['[', ..] => throw new MagicException(
                $"a value that begins with {word[0]} has to be quoted: \"{word}\""),
            ['#', ..] when at > word.Length => throw Comment(),
            ['/', '/', ..] => throw Comment(),
            _ when word.Contains('"') => throw new MagicException(
                $"double quotes enclose a whole value: {word}; write \"{word.Replace("\"", "")}\""),
            _ => new(word, Quoted: false),
        };
    }

    private static MagicException Comment() => new("a comment cannot stand on a magic's line; put it on a line of its own, after //");
}
