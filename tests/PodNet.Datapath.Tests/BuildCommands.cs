using System.Text.RegularExpressions;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests;

/// <summary>A cluster as the commands that would build it out of network namespaces, one per line, sorted; and the same of a script that
/// really built one. Equal lines are equal clusters.</summary>
internal static partial class BuildCommands
{
    public static string[] Of(Cluster cluster)
    {
        NamespaceId[] ids =
        [
            .. cluster.Topology.Underlay.Switches, cluster.Topology.Underlay.Router!.Id,
            .. cluster.Topology.Nodes.Select(n => n.Id), .. cluster.Topology.Pods.Select(p => p.Id),
        ];
        return Sorted(ids.SelectMany(id => Of(cluster, cluster.Namespace(id))));
    }

    /// <summary>Lines of a script; those of kube-proxy and of IPv6 left out, and here-documents written as "NS TABLE RULE".</summary>
    public static string[] OfScript(string script)
    {
        List<string> lines = [];
        string ns = "", table = "";
        foreach (string line in script.Split('\n'))
        {
            if (Restore().Match(line) is { Success: true } restore) ns = restore.Groups[1].Value;
            else if (line.StartsWith('*')) table = line[1..];
            else if (line.StartsWith("-A ") || line.StartsWith("-I ") || line.StartsWith(':'))
                lines.Add($"{ns} {table} {line.Replace(" - [0:0]", "")}");
            else if (Sysctl().Match(line) is { Success: true } sysctl)
                lines.AddRange(
                    sysctl.Groups[2].Value.Split(' ').Where(s => !s.Contains("ipv6")).Select(s => $"{sysctl.Groups[1].Value} sysctl {s}"));
            else if (Httpd().Match(line) is { Success: true } httpd)
                lines.Add($"{httpd.Groups[1].Value} listens on Tcp {httpd.Groups[2].Value}");
            else if (line.StartsWith("ip -n ") || line.StartsWith("bridge ")) lines.Add(line);
        }

        return Sorted(lines.Where(l => !l.Contains("KUBE-") && !l.EndsWith(" link set lo up")));
    }

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Of(Cluster cluster, NetworkNamespace ns) =>
    [
        .. ns.Sysctls.Assigned.Select(s => $"{ns.Id} sysctl {s.Key}={s.Value}"),
        .. ns.Devices.SelectMany(d => Link(cluster, ns, d)),
        .. ns.Devices.SelectMany(d => d.Addresses.Where(
            a => !a.Address.IsLoopback).Select(a => $"ip -n {ns.Id} addr add {a} dev {d.Name}")),
        .. ns.Fib.Routes.Where(r => r.Protocol != RouteProtocol.Kernel).Select(r => $"ip -n {ns.Id} route add {Text(r)}"),
        .. ns.Neighbors.Select(n => $"ip -n {ns.Id} neigh add {n.Address} lladdr {n.Mac} dev {n.Device} nud permanent"),
        .. ns.Fdb.Where(f => f.Master is null)
            .Select(f => $"bridge -n {ns.Id} fdb append {f.Mac} dev {f.Device} dst {f.Remote} self permanent"),
        .. ns.Sockets.Where(s => !ns.TryDevice(s.Program, out _)).Select(s => $"{ns.Id} listens on {s.Protocol} {s.Port}"),
        .. ns.Netfilter.Tables.SelectMany(t => t.Chains.Where(c => c.Hook is null).Select(c => $"{ns.Id} {t.Name} :{c.Name}")),
        .. ns.Netfilter.Tables.SelectMany(t => t.Chains.SelectMany(c => c.Rules.Select(r => $"{ns.Id} {t.Name} -A {c.Name} {Text(r)}"))),
    ];

    // A veth pair is made by the end that is a bridge's port.
    private static IEnumerable<string> Link(Cluster cluster, NetworkNamespace ns, NetDevice device)
    {
        string n = ns.Id.Name, promiscuous = device.Promiscuous ? " promisc on" : "";
        bool isSwitch = cluster.Topology.Underlay.Switches.Contains(ns.Id);
        switch (device)
        {
            case Bridge when isSwitch:
                yield return $"ip -n {n} link add {device.Name} type bridge";
                break;
            case Bridge:
                yield return $"ip -n {n} link add {device.Name} address {device.Mac} mtu {device.Mtu} type bridge";
                break;
            case Vxlan x:
                yield return $"ip -n {n} link add {x.Name} address {x.Mac} mtu {x.Mtu} type vxlan id {x.Vni} dev {x.LowerDevice} "
                    + $"local {x.Local} dstport {x.DestinationPort}{(x.Learning ? "" : " nolearning")}";
                break;
            case VethEnd { Port: { } port } veth:
                VethEnd peer = Assert.IsType<VethEnd>(cluster.Namespace(veth.PeerNamespace).Device(veth.PeerName));
                Assert.Equal(
                    (ns.Id, veth.Name, veth.Index, peer.Index),
                    (peer.PeerNamespace, peer.PeerName, peer.PeerIndex, veth.PeerIndex));
                yield return isSwitch
                    ? $"ip -n {n} link add {veth.Name} type veth peer name {peer.Name} address {peer.Mac} netns {veth.PeerNamespace}"
                    : $"ip -n {n} link add {veth.Name} address {veth.Mac} mtu {veth.Mtu} type veth peer "
                        + $"name {peer.Name} address {peer.Mac} mtu {peer.Mtu} netns {veth.PeerNamespace}";
                if (isSwitch) yield return $"ip -n {n} link set {veth.Name} address {veth.Mac}";
                if (port.Hairpin) yield return $"bridge -n {n} link set dev {veth.Name} hairpin on";
                yield return $"ip -n {n} link set {veth.Name} master {port.Bridge} up";
                yield break;
            case Loopback:
                yield break;
        }

        Assert.True(device.Up);
        yield return $"ip -n {n} link set {device.Name} up{promiscuous}";
    }

    private static string Text(Route route)
    {
        string destination = route.Destination.Length == 0 ? "default" : route.Destination.ToString();
        return $"{destination} via {route.Via} dev {route.Device}{(route.OnLink ? " onlink" : "")}";
    }

    private static string Text(Rule rule) => string.Join(' ', [.. rule.Matches.Select(Text), "-j " + Text(rule.Target!)]);

    private static string Text(Model.Netfilter.Match match)
    {
        string not = match.Negated ? "! " : "";
        return match switch
        {
            SourceMatch m => $"{not}-s {m.Prefix}",
            DestinationMatch m => $"{not}-d {m.Prefix}",
            CommentMatch m => $"-m comment --comment \"{m.Text}\"",
            MarkMatch m => $"-m mark {not}--mark 0x{m.Value:x}/0x{m.Mask:x}",
            AddressTypeMatch m => $"-m addrtype {not}--{(m.OfSource ? "src" : "dst")}-type {m.Type.ToString().ToUpperInvariant()}",
            _ => throw new ArgumentException($"no text for {match}"),
        };
    }

    private static string Text(Target target) => target switch
    {
        AcceptTarget => "ACCEPT",
        ReturnTarget => "RETURN",
        JumpTarget j => j.Chain,
        MasqueradeTarget m => m.RandomFully ? "MASQUERADE --random-fully" : "MASQUERADE",
        _ => throw new ArgumentException($"no text for {target}"),
    };

    [GeneratedRegex(@"^ip netns exec (\S+) iptables-restore")]
    private static partial Regex Restore();

    [GeneratedRegex(@"^ip netns exec (\S+) sysctl -qw (.*)$")]
    private static partial Regex Sysctl();

    [GeneratedRegex(@"^ip netns exec (\S+) busybox httpd -f -p (\d+)")]
    private static partial Regex Httpd();
}
