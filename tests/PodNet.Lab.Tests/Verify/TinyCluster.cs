using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Lab.Tests.Verify;

/// <summary>Three "nodes" a, b and c on the ports of one switch s; nothing else.</summary>
internal sealed class TinyCluster : INamespaceCompiler
{
    private static readonly string[] Hosts = ["a", "b", "c"];

    public static Cluster Create() => new(
        new()
        {
            Nodes = [.. Hosts.Select(h => new ClusterNode(new(h), h, Address(h), IpPrefix.Parse("10.9.0.0/24")))],
            Pods = [],
            Underlay = new([new("s")], null, IpPrefix.Parse("10.0.0.0/24")),
            Cni = new("none", "", 1500, CniFidelity.FromDocumentation),
            PodSubnets = [IpPrefix.Parse("10.9.0.0/16")],
            ServiceSubnets = [IpPrefix.Parse("10.96.0.0/16")],
        },
        new TinyCluster());

    public NetworkNamespace? Compile(NamespaceId id)
    {
        NamespaceBuilder builder = new(id);
        if (id.Name == "s")
        {
            builder.AddDevice(i => new Bridge(i, "br", Mac("s"), 1500));
            foreach (string host in Hosts)
                builder.AddDevice(i => new VethEnd(i, "p" + host, Mac("s"), 1500, new(host), "eth0", 2) { Port = new("br") });
            return builder.Build();
        }

        if (!Hosts.Contains(id.Name)) return null;
        int index = Array.IndexOf(Hosts, id.Name) + 3;
        return builder.AddDevice(i => new VethEnd(i, "eth0", Mac(id.Name), 1500, new("s"), "p" + id.Name, index))
            .AddAddress("eth0", new(Address(id.Name), 24)).Build();
    }

    private static MacAddress Mac(string host) => new(0x0200_0000_0000UL + host[0]);

    private static IpAddress Address(string host) => IpAddress.Parse("10.0.0.0").Plus(host[0] - 'a' + 1);
}
