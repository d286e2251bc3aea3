using System.Text;
using PodNet.Model.Collections;

namespace PodNet.Magics.Commands;

/// <summary><c>#!help</c>: how one magic is used.</summary>
internal sealed class HelpMagic : IMagic
{
    public string Name => "#!help";

    public string Help => "Shows how a magic is written, with examples";

    public ValueList<MagicParameter> Parameters =>
    [
        new("--magic", "name of the magic, with or without #!; without it, how to begin", "NAME", ParameterKind.Implicit)
        {
            Completions = state => state.Magics.All.Select(m => m.Name[2..]),
        },
    ];

    public ValueList<MagicExample> Examples =>
    [
        new("#!help", "How to begin"),
        new("#!help trace", "How packets are followed"),
    ];

    public MagicOutcome Run(MagicCall call, SessionState state)
    {
        string text = call.Text("--magic") is { } name ? Of(Find(state.Magics, name)) : Overview(state.Magics);
        return new(state, [OutputBundle.OfText(text)]);
    }

    private static IMagic Find(MagicRegistry magics, string name) =>
        magics.Find(name.StartsWith("#!", StringComparison.Ordinal) ? name : "#!" + name);

    private static string Overview(MagicRegistry magics)
    {
        StringBuilder text = new("A cell like this builds a cluster and follows a packet:\n\n");
        text.Append(Indented(magics.Find("#!trace").Examples[0].Cell)).Append('\n');
        foreach (IMagic magic in magics.All) text.Append(MagicUsage.Of(magic)).Append("\n    ").Append(magic.Help).Append('\n');
        text.Append("\nValues with blanks stand in double quotes. #!help NAME shows one magic with its parameters and examples.");
        return text.ToString();
    }

    private static string Of(IMagic magic)
    {
        StringBuilder text = new();
        text.Append(magic.Help).Append("\n\n").Append(MagicUsage.Of(magic)).Append('\n');
        int width = magic.Parameters.Select(p => Form(p).Length).DefaultIfEmpty().Max();
        foreach (MagicParameter parameter in magic.Parameters)
            text.Append("  ").Append(Form(parameter).PadRight(width)).Append("  ").Append(parameter.Help).Append('\n');
        foreach (MagicParameter parameter in magic.Parameters.Where(p => p.Explained.Count > 0)) Explain(text, parameter);
        if (magic.BodyHelp is { } body) text.Append("  lines below: ").Append(body).Append('\n');
        foreach (MagicExample example in magic.Examples)
            text.Append('\n').Append(example.Shows).Append(":\n").Append(Indented(example.Cell));
        return text.ToString().TrimEnd('\n');
    }

    private static void Explain(StringBuilder text, MagicParameter parameter)
    {
        int width = parameter.Explained.Max(e => e.Value.Length);
        text.Append("  ").Append(Form(parameter)).Append(" is one of:\n");
        foreach ((string value, string help) in parameter.Explained)
            text.Append("    ").Append(value.PadRight(width)).Append("  ").Append(help).Append('\n');
    }

    private static string Form(MagicParameter parameter) => $"{parameter.Name} {parameter.Value}".TrimEnd();

    private static string Indented(string cell) => string.Concat(cell.Split('\n').Select(l => "    " + l + "\n"));
}
