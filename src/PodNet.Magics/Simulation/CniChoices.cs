using PodNet.Datapath.Cni;
using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;

namespace PodNet.Magics.Simulation;

/// <summary>A CNI in one of its modes.</summary>
/// <param name="Mode">Empty where it has only one.</param>
public sealed record CniChoice(string Plugin, string Mode)
{
    /// <summary>As it is written: "flannel:vxlan", "bridge".</summary>
    public string Written => Mode.Length == 0 ? Plugin : $"{Plugin}:{Mode}";

    /// <summary>In words: "flannel vxlan".</summary>
    public string Label => Mode.Length == 0 ? Plugin : $"{Plugin} {Mode}";
}

/// <summary>Understands how people choose among CNIs and their modes.</summary>
public static class CniChoices
{
    private const string Everything = "all";

    /// <summary>The parameter of magics that take several.</summary>
    public static MagicParameter Parameter { get; } =
        new("--cni", "CNIs to compare, as bridge,flannel:vxlan; a name alone stands for all its modes; all by default", "CNI,...")
        {
            Completions = static _ => [Everything, .. CniPlugins.All.Select(p => p.Name), .. All.Where(c => c.Mode.Length > 0).Select(c => c.Written)],
        };

    /// <summary>All CNIs in all their modes.</summary>
    public static ValueList<CniChoice> All => (
        from plugin in CniPlugins.All
        from mode in plugin.Modes.DefaultIfEmpty("")
        select new CniChoice(plugin.Name, mode)).ToValueList();

    /// <summary>Those that a text names, in its order, none twice; null: all.</summary>
    /// <exception cref="MagicException">There is no such CNI or mode; the nearest is suggested.</exception>
    public static ValueList<CniChoice> Of(string? text)
    {
        string[] words = (text ?? Everything).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) throw new MagicException($"--cni is empty; say {Everything}, or names as {All[0].Written},{All[All.Count - 1].Written}");
        return words.SelectMany(Named).Distinct().ToValueList();
    }

    private static IEnumerable<CniChoice> Named(string word)
    {
        if (word == Everything) return All;
        CniChoice[] found = [.. All.Where(c => c.Written == word || c.Plugin == word)];
        if (found.Length > 0) return found;
        IEnumerable<string> known = All.Select(c => c.Written).Concat(CniPlugins.All.Select(p => p.Name)).Distinct();
        throw new MagicException(
            $"--cni: there is no '{word}'{NearestName.Suggestion(word, known)} (there are {string.Join(", ", All.Select(c => c.Written))})");
    }
}
