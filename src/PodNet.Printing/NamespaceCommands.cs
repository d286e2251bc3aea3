using PodNet.Model.Addressing;
using PodNet.Printing.Commands;

namespace PodNet.Printing;

/// <summary>Answers the commands that show a namespace's kernel objects, in the words of iproute2 6.1, iptables v1.8.9 (nf_tables),
/// conntrack-tools,
/// procps and ss. They only show: nothing is changed.</summary>
public static class NamespaceCommands
{
    private const int NotSupported = 2;

    /// <summary>The closed list of commands, for messages, help and completion.</summary>
    public static IReadOnlyList<string> Supported { get; } =
    [
        "ip [-d] link [show] [dev NAME] [master BRIDGE] [up]",
        "ip [-d] [-6] addr [show] [dev NAME]",
        "ip [-6] route [show] [table main|local|default|all|N] [dev NAME] [PREFIX]",
        "ip route get ADDRESS",
        "ip route show cache [PREFIX]",
        "ip [-6] rule",
        "ip [-6] neigh [show] [dev NAME] [ADDRESS]",
        "bridge fdb [show] [br BRIDGE] [dev NAME]",
        "bridge [-d] link [show] [dev NAME]",
        "iptables-save [-t TABLE]",
        "ip6tables-save [-t TABLE]",
        "ipset list|save [NAME]",
        "conntrack -L [-f ipv4|ipv6]",
        "tc filter show dev NAME ingress|egress",
        "bpftool net",
        "cilium-dbg bpf ipcache list",
        "cilium-dbg bpf endpoint list",
        "sysctl NAME...",
        "ss -tlnu",
        "wg [show [NAME]]",
    ];

    /// <summary>Runs one command.</summary>
    /// <param name="argv">The command and its arguments, as a shell would hand them over: ["ip", "-d", "link"].</param>
    /// <returns>What the tool prints; or, with exit code 2, a message that lists what is supported.</returns>
    public static CommandOutput Run(NamespaceView view, IReadOnlyList<string> argv)
    {
        try
        {
            return Answer(view, argv) ?? Unknown(argv);
        }
        catch (CommandFailure failure)
        {
            return new("", failure.Message, failure.ExitCode);
        }
    }

    private static CommandOutput? Answer(NamespaceView view, IReadOnlyList<string> argv)
    {
        if (argv.Count == 0) return null;
        string[] rest = [.. argv.Skip(1)];
        if (argv[0] == "sysctl") return rest.Length == 0 || rest.Any(a => a.StartsWith('-')) ? null : SysctlCommand.Run(view, rest);
        IEnumerable<string>? lines = argv[0] switch
        {
            "ip" => IpCommand.Ip(view, new(rest)),
            "bridge" => IpCommand.Bridge(view, new(rest)),
            "iptables-save" => IptablesSaveLines(view, rest, IpFamily.V4),
            "ip6tables-save" => IptablesSaveLines(view, rest, IpFamily.V6),
            "conntrack" => ConntrackLines(view, rest),
            "ipset" => IpSetCommand.Lines(view, rest),
            "ss" => SocketLines(view, rest),
            "tc" => AttachedPrograms.Filters(view, rest),
            "bpftool" => AttachedPrograms.Net(view, rest),
            "cilium-dbg" or "cilium" => CiliumMapLists.Lines(view, rest),
            "wg" => WireGuardLines(view, rest),
            _ => null,
        };
        return lines is null ? null : CommandOutput.Of(lines);
    }

    private static IEnumerable<string>? ConntrackLines(NamespaceView view, string[] arguments) => arguments switch
    {
        ["-L" or "--dump"] => ConntrackList.Lines(view),
        ["-L" or "--dump", "-f" or "--family", "ipv4"] => ConntrackList.Lines(view, IpFamily.V4),
        ["-L" or "--dump", "-f" or "--family", "ipv6"] => ConntrackList.Lines(view, IpFamily.V6),
        _ => null,
    };

    private static IEnumerable<string>? IptablesSaveLines(NamespaceView view, string[] arguments, IpFamily family) => arguments switch
    {
        [] => IptablesSave.Lines(view, only: null, family),
        ["-t" or "--table", string table] => IptablesSave.Lines(view, table, family),
        _ => null,
    };

    private static IEnumerable<string>? WireGuardLines(NamespaceView view, string[] arguments) => arguments switch
    {
        [] or ["show"] or ["show", "all"] => WgShow.Lines(view.Config, name: null),
        ["show", string name] => WgShow.Lines(view.Config, name) ?? throw new CommandFailure($"Unable to access interface: No such device", 1),
        _ => null,
    };

    /// <summary>Flags in any order, apart or together; -l and -n are a must, for only listeners are kept and nothing is looked
    /// up.</summary>
    private static IEnumerable<string>? SocketLines(NamespaceView view, string[] arguments)
    {
        if (!arguments.All(a => a.StartsWith('-'))) return null;
        string flags = string.Concat(arguments.Select(a => a[1..]));
        bool tcp = flags.Contains('t'), udp = flags.Contains('u');
        if (!flags.All("tlnu".Contains) || !flags.Contains('l') || !flags.Contains('n') || !(tcp || udp)) return null;
        return SocketStatistics.Lines(view, tcp, udp);
    }

    private static CommandOutput Unknown(IReadOnlyList<string> argv)
    {
        string command = Printable.Line(string.Join(' ', argv));
        string problem = command.Length == 0 ? "no command was given" : $"'{command}' is not answered here";
        return new("", $"{problem}; supported are:\n{string.Join('\n', Supported.Select(s => $"  {s}"))}", NotSupported);
    }
}
