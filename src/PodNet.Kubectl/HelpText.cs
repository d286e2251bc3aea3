using System.Text;
using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Verbs;

namespace PodNet.Kubectl;

/// <summary>Help, short: what is served here.</summary>
internal static class HelpText
{
    /// <summary>Help of a command, or the list of all commands.</summary>
    public static string Of(Verb? verb) => verb is null ? OfAll() : OfOne(verb);

    private static string OfAll()
    {
        StringBuilder text = new("kubectl controls the simulated cluster.\n\nCommands:\n");
        foreach (Verb verb in VerbTable.All.Where(v =>
            v.Summary is not null)) text.Append("  ").Append(verb.Name).Append('\t').Append(verb.Summary).Append('\n');
        return TabWriter.Description(text.Append("\nUse \"kubectl COMMAND --help\" for the flags of a command.\n").ToString());
    }

    private static string OfOne(Verb verb)
    {
        StringBuilder text = new();
        text.Append(verb.Summary ?? "Not part of this simulated cluster.").Append("\n\nUsage:\n  kubectl ").Append(verb.Name).Append(" [flags]\n");
        foreach (Verb sub in VerbTable.All.Where(v => v.Name.StartsWith(verb.Name + " ", StringComparison.Ordinal) && v.Summary is not null))
            text.Append("  kubectl ").Append(sub.Name).Append('\t').Append(sub.Summary).Append('\n');
        if (verb.Flags.Count > 0) text.Append("\nFlags:\n");
        foreach (Flag flag in verb.Flags.OrderBy(f => f.Name, StringComparer.Ordinal))
            text.Append(flag.Shorthand is null ? "      " : "  ").Append(flag.Shown).Append(flag.WithoutValue is null ? "=..." : "").Append('\n');
        return TabWriter.Description(text.ToString());
    }
}
