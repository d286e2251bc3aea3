using PodNet.Engine.Stages;
using PodNet.Engine.State;
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
        CommandOutput output = NamespaceCommands.Run(View(state, id), argv);
        return output.Succeeded ? output.Text : throw new MagicException(output.Error);
    }

    private static NamespaceView View(SessionState state, NamespaceId id)
    {
        NetworkNamespace config = state.RequiredCluster.Namespace(id);
        NamespaceState learned = state.Kernel.Of(id);
        SimulatedTime now = state.Clock;
        return new(
            config,
            learned.Neighbors.Select(n => new Neighbor(n.Key.Address, n.Key.Device, n.Value.Mac, n.Value.StateAt(now))),
            learned.Fdb.Where(f => f.Value.IsAliveAt(now)).Select(f => Entry(f.Key.Table, f.Key.Mac, f.Value)),
            learned.Conntrack.Values,
            now)
        {
            WithoutCarrier = config.Devices.OfType<VethEnd>().Where(d => !Carrier.PeerIsUp(state.RequiredCluster, d))
                .Select(d => d.Name).ToHashSet(StringComparer.Ordinal),
            PathMtu = learned.PathMtu,
        };
    }

    private static FdbEntry Entry(string table, Model.Addressing.MacAddress mac, LearnedFdb learned) =>
        new(mac, learned.Port, learned.Port == table ? null : table, learned.Remote, Permanent: false);
}
