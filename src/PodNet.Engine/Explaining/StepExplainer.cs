using System.Globalization;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;

namespace PodNet.Engine.Explaining;

/// <summary>Explains steps: what happened, the row that decided, the one that came nearest, and the command that shows it.</summary>
public static class StepExplainer
{
    /// <summary>Explains one step.</summary>
    /// <exception cref="NotSupportedException">A kind of step nobody has explained yet; a test goes through all kinds.</exception>
    public static Explanation Explain(Step step) => step switch
    {
        Received s => new($"received on {s.Device}", Command: $"tcpdump -p -e -n -i {s.Device}"),
        Transmitted s => new($"transmitted on {s.Device}", Command: $"tcpdump -p -e -n -i {s.Device}"),
        Originated s => new($"{s.Program} makes the packet"),
        BridgeLearned s => new($"{s.Bridge} learns behind which port {s.Row.Mac} is", s.Row, Command: $"bridge fdb show br {s.Bridge}"),
        BridgeForwarded s => new(s.Hairpin ? $"{s.Bridge} sends it back out of {s.Row.Device} (hairpin)" : $"{s.Bridge} forwards to {s.Row.Device}",
            s.Row, Command: $"bridge fdb show br {s.Bridge}"),
        Flooded s => new(Flood(s), Command: $"bridge link show master {s.Bridge}"),
        BridgePassedUp s => new($"{s.Bridge} gives it to the host", s.Row, Command: $"bridge fdb show br {s.Bridge}"),
        FlowMatched s => new($"{s.Datapath} does what its flow says", s.Flow, Command: $"ovs-dpctl dump-flows {s.Datapath}"),
        PassedToUserSpace s => new($"{s.Program} reads it from {s.Device}, in user space", Command: "ss -f link"),
        Tracked s => new($"connection tracking: ctstate {States(s.State)}", s.Entry, Command: "conntrack -L"),
        RuleMatched s => new($"rule {Number(s.Position)} of {s.Chain} matches in {s.Table}", s.Rule, s.Nearest, Save(s.Table, s.Family)),
        PolicyApplied s => new($"no rule of {s.Chain} decides in {s.Table}: policy {s.Policy.ToString().ToUpperInvariant()}", null, s.Nearest, Save(s.Table, s.Family)),
        DestinationNat s => new($"destination {s.Before.Destination}:{Number(s.Before.DestinationPort)} becomes {s.After.Destination}:{Number(s.After.DestinationPort)}",
            s.Entry, Command: "conntrack -L"),
        SourceNat s => new($"source {s.Before.Source}:{Number(s.Before.SourcePort)} becomes {s.After.Source}:{Number(s.After.SourcePort)}",
            s.Entry, Command: "conntrack -L"),
        RouteLookup s => Lookup(s.Result),
        SourceSelected s => new($"source address {s.Source}, for it leaves by {s.Device}", s.Route, Command: $"ip addr show dev {s.Device}"),
        NeighborResolved s => new($"{s.Neighbor.Address} is {s.Neighbor.Mac}", s.Neighbor, Command: $"ip neigh show dev {s.Neighbor.Device}"),
        NeighborAwaited s => new($"waits: who has {s.Address}?", Command: $"ip neigh show dev {s.Device}"),
        TtlDecremented { Family: IpFamily.V6 } s => new($"forwards: hop limit {Number(s.From)} becomes {Number(s.To)}", Command: "sysctl net.ipv6.conf.all.forwarding"),
        TtlDecremented s => new($"forwards: TTL {Number(s.From)} becomes {Number(s.To)}", Command: "sysctl net.ipv4.ip_forward"),
        Encapsulated s => new($"{s.Device} wraps it for {s.Outer.Ip!.Destination}", s.Row, Command: RemoteCommand(s)),
        Decapsulated s => new($"{s.Device} unwraps it{Identifier(s.Outer.Tunnel)}", Command: $"ip -d link show dev {s.Device}"),
        Fragmented s => new($"cut into {Number(s.Parts)} parts for MTU {Number(s.Mtu)}", Command: $"ip link show dev {s.Device}"),
        Reassembled s => new($"{Number(s.Parts)} parts are whole again", Command: "nstat -az IpReasmOKs"),
        MapLookup s => new($"{s.Program} looks {s.Key} up in {s.Map}{(s.Row is null ? ": no row" : "")}", s.Row, Command: DumpMap(s.Map)),
        ProgramActed s => new($"{s.Program} on {s.Device} {s.Act}", Command: ShowFilter(s.Device, s.Point)),
        ErrorSent s => new($"answers {(s.Family == IpFamily.V4 ? "ICMP" : "ICMPv6")} {Number(s.Type)}/{Number(s.Code)}: {s.Reason}"),
        Delivered s => new($"delivered to {s.To}", s.Socket, Command: s.Socket is null ? null : "ss -tlnu"),
        Rejected s => new("a rule said REJECT", s.Rule, Command: "iptables-save"),
        Dropped s => new(s.Reason, s.Row, Command: DropCommand(s)),
        _ => throw new NotSupportedException($"no explanation for {step.GetType().Name}"),
    };

    private static Explanation Lookup(FibResult result)
    {
        FibQuery query = result.Query;
        string from = query.IncomingDevice is { } device ? $" from {query.Source} iif {device}" : "";
        string command = $"ip route get {query.Destination}{from}";
        return result.Route is { } route
            ? new($"routes {query.Destination} by table {RouteTable.Name(route.Table)}", route, result.Nearest(), command)
            : new($"no route to {query.Destination}", null, result.Nearest(), command);
    }

    private static string DropCommand(Dropped drop) => drop switch
    {
        { Row: Route route } => $"{Ip(route)} route show table {RouteTable.Name(route.Table)}",
        { Row: Neighbor neighbor } => $"ip neigh show dev {neighbor.Device}",
        { Row: FdbEntry { Master: { } bridge } } => $"bridge fdb show br {bridge}",
        { Row: FdbEntry entry } => $"bridge fdb show dev {entry.Device}",
        { Row: BpfMapRow row } => DumpMap(row.Map),
        { Why: Disposition.DroppedByProgram } => "bpftool net",
        { Row: WireGuard device } => $"wg show {device.Name}",
        { Row: NetDevice device } => $"ip -d link show dev {device.Name}",
        { Row: Rule or Chain } => "iptables-save",
        { Why: Disposition.ConnectionRefused or Disposition.NoSocketWaiting } => "ss -tlnu",
        { Why: Disposition.NotForwarding } => drop.Reason.Contains("ipv6", StringComparison.Ordinal) ? "sysctl net.ipv6.conf.all.forwarding" : "sysctl net.ipv4.ip_forward",
        { Why: Disposition.ReversePathFiltered } => "sysctl -a -r rp_filter",
        { Why: Disposition.NoRoute or Disposition.Blackholed or Disposition.RouteUnreachable or Disposition.Martian } => "ip route show table all",
        { Why: Disposition.NeighborUnreachable or Disposition.ArpIgnored } => "ip neigh",
        { Why: Disposition.NoTunnelEndpoint or Disposition.NoBridgePort } => "bridge fdb show",
        { Why: Disposition.Reassembled or Disposition.ReassemblyTimeout } => "nstat -az IpReasmReqds",
        _ => "ip -d link",
    };

    private static string RemoteCommand(Encapsulated step) => step.Row switch
    {
        FdbEntry => $"bridge fdb show dev {step.Device}",
        WireGuardPeer => $"wg show {step.Device}",
        Neighbor => $"ip neigh show dev {step.Device}",
        BpfMapRow row => DumpMap(row.Map),
        Route route => $"{Ip(route)} route show table {RouteTable.Name(route.Table)}",
        ForwarderPeer { ShownBy: { } command } => command,
        _ => $"ip -d link show dev {step.Device}",
    };

    // What tells this tunnel's packets from another's behind the same port.
    private static string Identifier(TunnelHeader? header) => header switch
    {
        VxlanHeader vxlan => $" (VNI {Number(vxlan.Vni)})",
        GeneveHeader geneve => $" (VNI {Number(geneve.Vni)})",
        { Encrypts: true } => " (encrypted)",
        _ => "",
    };

    // Where iproute2 and libbpf pin the maps of tc programs.
    private static string DumpMap(string map) => $"bpftool map dump pinned /sys/fs/bpf/tc/globals/{map}";

    private static string ShowFilter(string device, AttachPoint point) =>
        $"tc filter show dev {device} {(point == AttachPoint.TcEgress ? "egress" : "ingress")}";

    private static string Flood(Flooded flood)
    {
        string why = flood.Destination == MacAddress.Broadcast ? "a broadcast" : flood.Destination.IsGroup ? "a multicast" : $"{flood.Destination} is behind no known port";
        string others = flood.NotFollowed > 0 ? $" and {Number(flood.NotFollowed)} others" : "";
        return $"{why}: {flood.Bridge} floods it to {string.Join(", ", flood.Ports)}{others}";
    }

    // As -m conntrack --ctstate takes them.
    private static string States(ConntrackStates states) => states.ToString().ToUpperInvariant().Replace(", ", ",", StringComparison.Ordinal);

    private static string Save(string table, IpFamily family) => $"{(family == IpFamily.V4 ? "iptables-save" : "ip6tables-save")} -t {table}";

    private static string Ip(Route route) => route.Destination.Address.Family == IpFamily.V4 ? "ip" : "ip -6";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
