using System.Diagnostics.CodeAnalysis;

namespace PodNet.Printing.Commands;

/// <summary>The arguments of one command, taken from left to right; keywords may be shortened as iproute2's matches() allows.</summary>
internal sealed class Arguments(IReadOnlyList<string> argv)
{
    private int _next;

    /// <summary>All have been taken.</summary>
    public bool AtEnd => _next >= argv.Count;

    /// <summary>Takes the next argument.</summary>
    public bool TryTake([NotNullWhen(true)] out string? argument)
    {
        argument = _next < argv.Count ? argv[_next++] : null;
        return argument is not null;
    }

    /// <summary>Takes the value behind the keyword that was just taken.</summary>
    /// <exception cref="CommandFailure">There is none.</exception>
    public string Value() =>
        TryTake(out string? value) ? value : throw new CommandFailure("Command line is not complete. Try option \"help\"", 255);

    /// <summary>Takes the next argument if it is one of <paramref name="words"/>, or the beginning of one.</summary>
    public bool Skip(params ReadOnlySpan<string> words)
    {
        if (AtEnd || !Matches(argv[_next], words)) return false;
        _next++;
        return true;
    }

    /// <summary>The first of <paramref name="words"/> that begins with <paramref name="text"/>, or null.</summary>
    public static string? Expand(string text, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (text.Length > 0 && word.StartsWith(text, StringComparison.Ordinal)) return word;
        }

        return null;
    }

    private static bool Matches(string text, ReadOnlySpan<string> words) => Expand(text, words) is not null;
}
