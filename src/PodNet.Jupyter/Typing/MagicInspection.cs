using PodNet.Magics;

namespace PodNet.Jupyter.Typing;

/// <summary>What is known of the word at the cursor on a magic's line.</summary>
internal static class MagicInspection
{
    private const string Markdown = "text/markdown";

    /// <param name="line">The whole line.</param>
    /// <param name="cursor">Offset in it.</param>
    /// <returns>The parameter at the cursor, else the magic; null when the line begins with none.</returns>
    public static OutputBundle? At(string line, int cursor, SessionState state)
    {
        List<(int Start, string Text)> words = MagicCompletion.Words(line);
        if (state.Magics.All.FirstOrDefault(m => m.Name == words[0].Text) is not { } magic) return null;
        string word = words.FindLast(w => w.Start <= cursor).Text ?? "";
        MagicParameter? parameter = magic.Parameters.FirstOrDefault(p => p.Name == word);
        return parameter is null ? Of(magic, state) : Of(magic, parameter);
    }

    private static OutputBundle Of(IMagic magic, MagicParameter parameter)
    {
        string form = $"{parameter.Name} {parameter.Value}".TrimEnd();
        return Bundle($"**`{form}`** of `{magic.Name}`\n\n{parameter.Help}", $"{form} of {magic.Name}: {parameter.Help}");
    }

    private static OutputBundle Of(IMagic magic, SessionState state)
    {
        string help = Help(magic, state);
        return Bundle($"**`{magic.Name}`**\n\n```text\n{help}\n```", help);
    }

    /// <summary>What <c>#!help</c> says, where there is one.</summary>
    private static string Help(IMagic magic, SessionState state)
    {
        IMagic? help = state.Magics.All.FirstOrDefault(m => m.Name == "#!help");
        if (help?.Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Implicit) is not { } name) return $"{magic.Help}\n\n{MagicUsage.Of(magic)}";
        MagicCall call = new(help, new Dictionary<string, string> { [name.Name] = magic.Name });
        return help.Run(call, state).Outputs[0][OutputBundle.Plain] ?? "";
    }

    private static OutputBundle Bundle(string markdown, string plain) => new([new(Markdown, markdown), new(OutputBundle.Plain, plain)]);
}
