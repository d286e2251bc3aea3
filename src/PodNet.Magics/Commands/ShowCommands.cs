using System.Text;
using PodNet.Magics.Simulation;
using PodNet.Model.Linux;

namespace PodNet.Magics.Commands;

/// <summary>What <c>#!node</c> and <c>#!pod</c> share: they show what a command prints in a namespace.</summary>
internal static class ShowCommands
{
    private static readonly char[] Blank = [' ', '\t'];

    private static readonly string[] ByDefault = ["ip addr", "ip route", "ip neigh"];

    public static MagicParameter Parameter { get; } =
        new("--show", "the command in double quotes, as \"ip route\"; by default addresses, routes and neighbours", "COMMAND")
        {
            Completions = static _ => KernelTables.Commands.Select(c => $"\"{c}\""),
        };

    public static MagicOutcome Run(MagicCall call, SessionState state, NamespaceId id)
    {
        string[] commands = call.Text("--show") is { } command ? [command] : ByDefault;
        StringBuilder text = new();
        foreach (string each in commands)
        {
            if (text.Length > 0) text.Append('\n');
            string printed = KernelTables.Show(state, id, each.Split(Blank, StringSplitOptions.RemoveEmptyEntries));
            text.Append(id.Name).Append("# ").Append(each).Append('\n').Append(printed.TrimEnd('\n')).Append('\n');
        }

        return new(state, [OutputBundle.OfText(text.ToString().TrimEnd('\n'))]);
    }
}
