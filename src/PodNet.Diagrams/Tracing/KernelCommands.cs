using PodNet.Engine.Tracing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Diagrams.Tracing;

/// <summary>The command that shows, on a real node, what decided.</summary>
internal static class KernelCommands
{
    public static string For(TerminalStep ending, string device) => ending switch
    {
        Dropped { Why: Disposition.NoRoute } => "ip route",
        Dropped { Row: Route { Table: RouteTable.Local } } => "ip route show table local",
        Dropped { Row: Route } => "ip route",
        Dropped { Row: Neighbor neighbor } => $"ip neigh show dev {neighbor.Device}",
        Dropped { Why: Disposition.NeighborUnreachable } => "ip neigh",
        Dropped { Row: FdbEntry entry } => $"bridge fdb show dev {entry.Device}",
        Dropped { Why: Disposition.NoTunnelEndpoint or Disposition.NoBridgePort } => "bridge fdb show",
        Dropped { Row: Rule or Chain } or Rejected => "iptables-save",
        Dropped { Why: Disposition.NotForwarding } => "sysctl net.ipv4.ip_forward",
        Dropped { Why: Disposition.ReversePathFiltered } => $"sysctl net.ipv4.conf.{device}.rp_filter",
        Dropped { Why: Disposition.ConnectionRefused } => "ss -tlnu",
        Dropped { Why: Disposition.FragmentationNeeded or Disposition.OversizedFrame or Disposition.LinkDown or Disposition.OtherHost or Disposition.UnknownTunnel } =>
            $"ip -d link show dev {device}",
        _ => "ip addr",
    };
}
