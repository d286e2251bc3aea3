using System.Text;
using PodNet.Datapath.Cni;
using PodNet.Engine.Programs;
using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Datapath.Tests.Flows;

/// <summary>One row of the packet-flow table: who asks whom, and what comes of it.</summary>
internal sealed record PacketFlow(string Name, string From, Probe Probe)
{
    /// <summary>The outcome, and every packet on every device, as one comparable text.</summary>
    public string Fingerprint(Cluster cluster)
    {
        Exchange exchange = PacketTracer.Trace(cluster, KernelState.Cold, new(From), Probe, new(SimulatedTime.Start)).Exchange;
        StringBuilder text = new(exchange.Outcome.ToString());
        foreach (Journey journey in exchange.Journeys)
        {
            text.Append('\n').Append(journey.Disposition);
            foreach (Hop hop in journey.Hops)
            {
                foreach (Step step in hop.Steps)
                {
                    (string? device, Packet? packet) = step switch
                    {
                        Received s => (s.Device, s.Packet),
                        Transmitted s => (s.Device, s.Packet),
                        _ => (null, null),
                    };
                    if (device is not null) text.Append('\n').Append(hop.Namespace).Append(' ').Append(device).Append(' ').Append(packet);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Outcome and the way of request and answer: what a person checks in a table.</summary>
    public string Summary(Cluster cluster)
    {
        Exchange exchange = PacketTracer.Trace(cluster, KernelState.Cold, new(From), Probe, new(SimulatedTime.Start)).Exchange;
        Observation? seen = exchange.Observations.Count > 0 ? exchange.Observations[0] : null;
        string from = seen is null ? "" : $" from {seen.From} ttl {seen.Ttl}";
        return $"{Name}: {exchange.Outcome}{from}\n    {Way(exchange.Request)}\n    {Way(exchange.Answer)}";
    }

    private static string Way(Journey? journey) => journey is null ? "-" : string.Join(' ', journey.MainSteps
        .Select(s => (s.Hop.Namespace, s.Step switch { Received r => (r.Device, r.Packet), Transmitted t => (t.Device, t.Packet), _ => default((string Device, Packet Packet)?) }))
        .Where(s => s.Item2 is not null)
        .Select(s => $"{s.Namespace}:{s.Item2!.Value.Device}[{s.Item2.Value.Packet.Ip!.Source}>{s.Item2.Value.Packet.Ip.Destination} ttl {s.Item2.Value.Packet.Ip.Ttl}]"))
        + $" {journey.Disposition}";
}

/// <summary>The packet-flow table of a cluster with nodes n1, n2 and pods a1, b1 on n1 and a2, b2 on n2; c is the client outside.</summary>
internal static class PacketFlows
{
    public const string Cluster = """
        nodes:
          - {name: n1, podCIDR: "10.244.1.0/24"}
          - {name: n2, podCIDR: "10.244.2.0/24"}
        networking: {NETWORKS, cni: {name: CNI, mode: MODE}}
        underlay: {router: {name: c}SUBNETS}
        pods:
          - {name: a1, node: n1, image: nginx}
          - {name: b1, node: n1, image: nginx}
          - {name: a2, node: n2, image: nginx}
          - {name: b2, node: n2, image: nginx}
        """;

    /// <summary>Every plugin there is, in every mode.</summary>
    public static IEnumerable<(string, string)> Plugins() =>
        CniPlugins.All.SelectMany(p => p.Modes.Count == 0 ? [(p.Name, "")] : p.Modes.Select(mode => (p.Name, mode)));

    /// <summary>Those that give pods IPv6 addresses.</summary>
    public static IEnumerable<(string, string)> PluginsWithIpv6() => Plugins().Where(p => CniPlugins.All.First(c => c.Name == p.Item1).HasIpv6(p.Item2));

    /// <summary>The same cluster with both families.</summary>
    public static Model.Topology.Cluster LoadDual(string cni, string mode) => ClusterBuilder.Load(Written(cni, mode)
        .Replace("10.244.1.0/24", "10.244.1.0/24,fd00:10:244:1::/64", StringComparison.Ordinal)
        .Replace("10.244.2.0/24", "10.244.2.0/24,fd00:10:244:2::/64", StringComparison.Ordinal)
        .Replace("podSubnet: 10.244.0.0/16", "podSubnet: \"10.244.0.0/16,fd00:10:244::/56\"", StringComparison.Ordinal));

    public static Model.Topology.Cluster Load(string cni, string mode) => ClusterBuilder.Load(Written(cni, mode));

    private static string Written(string cni, string mode) => Cluster
        .Replace("10.244.", cni == "aws-vpc" ? "192.168.20" : "10.244.", StringComparison.Ordinal)
        .Replace("CNI", cni, StringComparison.Ordinal)
        .Replace("NETWORKS", cni == "aws-vpc" ? "serviceSubnet: 10.96.0.0/16" : "podSubnet: 10.244.0.0/16", StringComparison.Ordinal)
        .Replace("SUBNETS", mode.EndsWith("crosssubnet", StringComparison.Ordinal) ? ", subnets: [192.168.50.0/24, 192.168.60.0/24]" : "", StringComparison.Ordinal)
        .Replace(mode.Length > 0 ? "MODE" : ", mode: MODE", mode, StringComparison.Ordinal);

    public static IEnumerable<PacketFlow> Of(Cluster cluster, IpFamily family = IpFamily.V4)
    {
        bool v6 = family == IpFamily.V6;
        IpAddress Ip(string name) => (cluster.Topology.Pod(new(name))?.Addresses ?? cluster.Topology.Node(new(name))!.Addresses).Of(family)!.Value;
        string[] hosts = ["a1", "b1", "a2", "b2", "n1", "n2"];
        foreach (string from in hosts)
        {
            foreach (string to in hosts) yield return new($"ping {from} {to}", from, new EchoProbe(Ip(to)));
            yield return new($"ping {from} outside", from, new EchoProbe(IpAddress.Parse(v6 ? "2001:db8::10" : "203.0.113.10")));
            if (!v6) yield return new($"ping {from} multicast", from, new EchoProbe(IpAddress.Parse("224.0.0.9")));
        }

        foreach ((string from, string to) in ((string, string)[])[("a1", "b1"), ("b1", "a1"), ("a1", "a2"), ("a2", "a1"), ("n1", "a2"), ("n2", "a1"), ("c", "a1"), ("c", "b1"), ("c", "a2"), ("c", "b2")])
        {
            yield return new($"http {from} {to}", from, new TcpProbe(Ip(to), 80));
            yield return new($"closed port {from} {to}", from, new TcpProbe(Ip(to), 81));
        }

        foreach ((string from, string to) in ((string, string)[])[("a1", "b1"), ("a1", "a2"), ("b2", "b1"), ("n1", "n2"), ("n1", "a1"), ("n2", "a2"), ("n1", "b1"), ("n2", "b2")])
        {
            yield return new($"large ping {from} {to}", from, new EchoProbe(Ip(to), DataBytes: 3000));
            yield return new($"full MTU {from} {to}", from, new EchoProbe(Ip(to), DataBytes: v6 ? 1452 : 1472, Discovery: PathMtuDiscovery.Do));
            yield return new($"traceroute {from} {to}", from, new TracerouteProbe(Ip(to), Queries: 1, Simultaneous: 1));
        }

        string[] others = v6
            ? ["fd00:10:244:1::77", "fd00:10:244:2::77", "fd00:10:244:9::9", "fd00:10:244:1::1", "fd00:10:244:2::1", "fd00:10:244:1::", "fd00:10:244:2::", "::1", "fd00:10:244:1::2a", "fd00:10:244:2::2a"]
            : ["10.244.1.50", "10.244.2.50", "10.244.1.77", "10.244.2.77", "10.244.9.9", "10.244.1.1", "10.244.2.1", "10.244.1.0", "10.244.2.0", "127.0.0.1"];
        foreach (string address in others)
        {
            IpAddress there = IpAddress.Parse(IsInNodesNetwork(cluster) ? address.Replace("10.244.", "192.168.20", StringComparison.Ordinal) : address);
            yield return new($"ping a1 {there}", "a1", new EchoProbe(there));
            yield return new($"ping a2 {there}", "a2", new EchoProbe(there));
        }
    }

    private static bool IsInNodesNetwork(Cluster cluster) => cluster.Topology.Underlay.Subnet.Contains(cluster.Topology.PodSubnet);

    /// <summary>Surroundings in which a row that is idle in an ordinary cluster has work to do.</summary>
    public static IEnumerable<Cluster> Surroundings(Cluster cluster, IpFamily family = IpFamily.V4)
    {
        yield return cluster;

        // Docker on the same host sets FORWARD to DROP; it is why plugins accept their own traffic by name.
        Cluster docker = cluster;
        foreach (string node in (string[])["n1", "n2"])
            docker = docker.With(docker.Namespace(new(node)).ToBuilder().SetPolicy("filter", "FORWARD", Model.Netfilter.ChainPolicy.Drop, family).Build());
        yield return docker;

        // An outside router that knows the pods' networks, by the wrong node even: clients reach pods without any Service.
        foreach (string via in (string[])["n1", "n2"])
        {
            yield return WithPodRoute(cluster, via, family);
            yield return WithPodRoute(docker, via, family);
        }

        // Pods that send with an address that is not theirs; where nobody checks, it would show nothing.
        if (!cluster.Namespace(new("n1")).Sysctls.Assigned.Any(s => s.Key.EndsWith("rp_filter", StringComparison.Ordinal))) yield break;
        Cluster liars = cluster;
        foreach (string pod in (string[])["a1", "b1", "a2", "b2"]) liars = liars.With(Liar(cluster.Namespace(new(pod))));
        yield return liars;
    }

    private static NetworkNamespace Liar(NetworkNamespace pod)
    {
        InterfaceAddress borrowed = InterfaceAddress.Parse("198.51.100.9/32");
        NamespaceBuilder builder = pod.ToBuilder().AddAddress("lo", borrowed);
        int at = builder.Routes.FindIndex(r => r.Destination.Length == 0);
        builder.Routes[at] = builder.Routes[at] with { PreferredSource = borrowed.Address };
        return builder.Build();
    }

    private static Model.Topology.Cluster WithPodRoute(Model.Topology.Cluster cluster, string via, IpFamily family)
    {
        IpAddress next = cluster.Topology.Node(new(via))!.Addresses.Of(family)!.Value;
        NetworkNamespace router = cluster.Namespace(new("c"));
        string device = router.Devices.First(d => d.Addresses.Any(a => a.Network.Contains(next))).Name;
        return cluster.With(router.ToBuilder().AddRoute(new Route(cluster.Topology.PodSubnets.Of(family)!.Value) { Via = next, Device = device }).Build());
    }
}
