using PodNet.Kubernetes.Validation;
using PodNet.Magics;

namespace PodNet.Jupyter.Cells;

/// <summary>Recognises lines that stand among C# and are none: a command of a shell, a magic without its mark. The compiler would only say that a
/// semicolon is missing.</summary>
internal static class Misplaced
{
    private const string Kubectl = "#!kubectl";

    /// <summary>What the line seems to be and the way out, or null when it may well be C#.</summary>
    /// <param name="number">Its number in the cell, from 1.</param>
    public static string? Of(string line, int number, MagicRegistry magics)
    {
        string text = line.Trim();
        if (IsKubectl(text))
        {
            return magics.All.Any(m => m.Name == Kubectl)
                ? $"line {number} looks like a kubectl command; begin the cell with {Kubectl}"
                : $"line {number} looks like a kubectl command, and there is no kubectl here; #!lsmagic lists what there is";
        }

        return MagicWithoutMark(text, magics) is { } name ? $"line {number} looks like a magic without its mark, did you mean \"{name}\"?" : null;
    }

    private static bool IsKubectl(string text)
    {
        if (text.StartsWith('$')) text = text[1..].TrimStart();
        if (!text.StartsWith("kubectl", StringComparison.Ordinal)) return false;
        string rest = text["kubectl".Length..];
        // "kubectl = ...", "kubectl.Run()" and "kubectl x;" can be C#.
        return rest.Length == 0 || (rest[0] is ' ' or '\t' && rest.TrimStart() is [(>= 'a' and <= 'z') or '-', ..] && !text.EndsWith(';'));
    }

    private static string? MagicWithoutMark(string text, MagicRegistry magics)
    {
        int marks = text.StartsWith("%%", StringComparison.Ordinal) ? 2 : text is ['#' or '%' or '!', ..] ? 1 : 0;
        if (marks == 0) return null;
        string word = text[marks..].Split([' ', '\t'], 2)[0];
        string[] names = [.. magics.All.Select(m => m.Name)];
        // No C# begins with %; with the other two something else could be meant, so the name has to be right.
        return text[0] == '%'
            ? NearestName.Of("#!" + word, names)
            : names.FirstOrDefault(n => n.AsSpan(2).Equals(word, StringComparison.OrdinalIgnoreCase));
    }
}
