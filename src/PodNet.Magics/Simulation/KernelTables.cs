using PodNet.Containers;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Printing;

namespace PodNet.Magics.Simulation;

/// <summary>What Linux commands print in a namespace of a cluster: its configuration with what its kernel learned.</summary>
public static class KernelTables
{
    /// <summary>Commands to offer while typing.</summary>
    public static ValueList<string> Commands { get; } =
    [
        "bridge fdb", "bridge link", "conntrack -L", "ip -d link", "ip addr", "ip link", "ip neigh", "ip route", "ip route show table all",
        "ip rule", "iptables-save", "ss -tlnu", "sysctl net.ipv4.ip_forward",
    ];

    /// <summary>What a command prints.</summary>
    /// <param name="argv">The command and its arguments: ["ip", "route"].</param>
    /// <exception cref="MagicException">The command is not supported, or fails; the message is the tool's, or lists what is
    /// supported.</exception>
    public static string Show(SessionState state, NamespaceId id, IReadOnlyList<string> argv)
    {
        CommandOutput output = NamespaceCommands.Run(KernelViews.Of(state.RequiredCluster, state.Kernel, id, state.Clock), argv);
        return output.Succeeded ? output.Text : throw new MagicException(output.Error);
    }
}
