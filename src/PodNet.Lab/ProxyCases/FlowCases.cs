using PodNet.Engine.State;
using PodNet.Engine.Tracing;
using PodNet.Kubectl.Check;
using PodNet.Kubernetes.Services;
using PodNet.Lab.Captures;
using PodNet.Lab.CniCases;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Packets;
using PodNet.Model.Topology;

namespace PodNet.Lab.ProxyCases;

/// <summary>Packets through the rules of one node: a new connection's first packet comes in on eth0, or starts at the node itself, and goes through our
/// kernel. What the rules did is read off its journey.</summary>
internal static class FlowCases
{
    // Enough draws that of three endpoints none stays out: 3 * (2/3)^64 is less than one in 10^10.
    private const int Draws = 64;

    private const ushort ClientPort = 40000;

    public static CheckReport Check(ProxyCase one)
    {
        if (one.Json.Optional("flows") is not { } flows) return CheckReport.Empty;
        Cluster cluster = ClusterOf(one);
        return flows.Items().Select(f => Check(one, cluster, f)).Aggregate(CheckReport.Empty, CheckReport.Add);
    }

    private static CheckReport Check(ProxyCase one, Cluster cluster, JsonValue flow)
    {
        JsonValue expect = flow["expect"];
        HashSet<string> endpoints = [];
        Verdict? seen = null;
        for (ulong seed = 1; seed <= Draws; seed++)
        {
            Verdict verdict = Send(one, cluster, flow, seed);
            if (verdict.Endpoint is { } endpoint) endpoints.Add(endpoint);
            if (seen is not null && seen with { Endpoint = verdict.Endpoint } != verdict) return Failure(one, flow, $"{seen} and {verdict} by chance");
            seen = verdict;
        }

        string expected = $"{expect["verdict"].Text()} {string.Join(' ', expect.Texts("endpoints").Order(StringComparer.Ordinal))} {expect["masquerade"].Flag()}";
        string actual = $"{seen!.Kind} {string.Join(' ', endpoints.Order(StringComparer.Ordinal))} {seen.Masqueraded}";
        return expected == actual ? new(1, [], 0) : Failure(one, flow, $"expected {expected}, got {actual}");
    }

    private static CheckReport Failure(ProxyCase one, JsonValue flow, string what) => new(0, [$"{one.Id}, {flow["name"].Text()}: {what}"], 0);

    private static Verdict Send(ProxyCase one, Cluster cluster, JsonValue flow, ulong seed)
    {
        (IpAddress source, IpAddress destination) = (flow["sourceIP"].Address(), flow["destIP"].Address());
        ushort port = (ushort)flow["destPort"].Number(ushort.MaxValue);
        IpProtocol protocol = ProtocolOf(one, flow["protocol"].Text(), port);
        Packet packet = new(null, Ip: new(source, destination, protocol), Transport: protocol switch
        {
            IpProtocol.Udp => new UdpHeader(ClientPort, port),
            IpProtocol.Sctp => new SctpHeader(ClientPort, port),
            _ => new TcpHeader(ClientPort, port, TcpFlags.Syn),
        });

        // What has the node's own address, or that of its destination, cannot have come from elsewhere.
        bool fromHere = source == one.NodeAddress || source.IsLoopback || source == destination;
        Injection injection = new(new("node"), fromHere ? null : "eth0", packet);
        return Read(PacketTracer.Inject(cluster, KernelState.Cold, injection, new(SimulatedTime.Start, seed)));
    }

    // The real tests' packets have a protocol of their own only where that is what is tested; where no Service has the port in it, they mean the one that has.
    private static IpProtocol ProtocolOf(ProxyCase one, string named, ushort port)
    {
        IpProtocol meant = named switch { "UDP" => IpProtocol.Udp, "SCTP" => IpProtocol.Sctp, _ => IpProtocol.Tcp };
        List<ServicePort> there = [.. one.Services(one.Family).Services.SelectMany(s => s.Ports).Where(p => p.Port == port || p.NodePort == port)];
        return there.Count == 0 || there.Exists(p => p.Protocol == meant) ? meant : there[0].Protocol;
    }

    private static Verdict Read(ValueList<Journey> journeys)
    {
        string kind = "NONE";
        string? endpoint = null;
        bool masqueraded = false;
        foreach (Step step in journeys.Count > 0 ? journeys[0].Hops[0].Steps : [])
        {
            switch (step)
            {
                case RuleMatched { Rule.Target: DnatTarget dnat }:
                    (kind, endpoint) = ("DNAT", dnat.Address.Family == IpFamily.V6 ? $"[{dnat.Address}]:{dnat.Port}" : $"{dnat.Address}:{dnat.Port}");
                    break;
                case RuleMatched { Rule.Target: MasqueradeTarget }:
                    masqueraded = true;
                    break;
                case Rejected:
                    kind = "REJECT";
                    break;
                case Dropped { Why: Disposition.DroppedByRule }:
                    kind = "DROP";
                    break;
                case RuleMatched { Rule.Target: AcceptTarget } when kind == "NONE":
                    kind = "ACCEPT";
                    break;
            }
        }

        return new(kind, endpoint, masqueraded);
    }

    // One node whose every packet to elsewhere goes to a neighbour that is not there.
    private static Cluster ClusterOf(ProxyCase one)
    {
        NamespaceBuilder node = new(new("node"));
        MacAddress neighbor = new(0x0200_0000_0002);
        InterfaceAddress address = new(one.NodeAddress, one.NodeAddress.Family == IpFamily.V4 ? 24 : 64);
        IpAddress gateway = one.NodeAddress.Family == IpFamily.V4 ? address.Network.Last : address.Network.Address;
        node.SetSysctl("net.ipv4.ip_forward", 1).SetSysctl("net.ipv4.conf.all.route_localnet", 1);
        node.AddDevice(i => new VethEnd(i, "eth0", new(0x0200_0000_0001), 1500, new("elsewhere"), "eth0", 2)).AddAddress("eth0", address);
        IpAddress next = IpAddress.Parse(gateway.Family == IpFamily.V4 ? "192.0.2.1" : "2001:db8::1");
        node.AddRoute(new(IpPrefix.Host(next)) { Device = "eth0", Scope = RouteScope.Link });
        node.AddRoute(new(IpPrefix.Default(next.Family)) { Via = next, Device = "eth0" }).AddNeighbor(next, neighbor, "eth0");
        one.Write(node, randomFully: false);
        return new(new ClusterTopology { Nodes = [], Pods = [], Underlay = new([], null, default), Cni = new("none", "", 1500, CniFidelity.FromDocumentation), PodSubnets = [], ServiceSubnets = [], Proxy = "iptables" },
            new OneNamespace(node.Build()));
    }

    private sealed record Verdict(string Kind, string? Endpoint, bool Masqueraded);

    private sealed class OneNamespace(NetworkNamespace only) : INamespaceCompiler
    {
        public NetworkNamespace? Compile(NamespaceId id) => id == only.Id ? only : null;
    }
}
