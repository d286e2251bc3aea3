using PodNet.Kubernetes.Validation;
using PodNet.Model.Collections;

namespace PodNet.Magics;

/// <summary>How magics are written, in words.</summary>
public static class MagicUsage
{
    /// <summary>One line: "#!trace --from POD --to TARGET [--port PORT] [--cold]".</summary>
    public static string Of(IMagic magic)
    {
        string line = string.Join(' ', magic.Parameters.Select(p => p.Usage).Prepend(magic.Name));
        return magic.BodyHelp is null ? line : line + " (and lines below)";
    }

    /// <summary>The refusal of a parameter the magic does not have.</summary>
    internal static MagicException Unknown(IMagic magic, string name)
    {
        ValueList<string> known = magic.Parameters.Select(p => p.Name).ToValueList();
        string has = known.Count == 0 ? $"{magic.Name} takes none" : $"{magic.Name} takes {string.Join(' ', known)}";
        return new($"{magic.Name} has no parameter '{name}'{NearestName.Suggestion(name, known)} ({has})");
    }
}
