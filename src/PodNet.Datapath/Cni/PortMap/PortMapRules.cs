using System.Globalization;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Datapath.Cni.PortMap;

/// <summary>The portmap plugin: what a manifest's hostPort becomes (containernetworking/plugins, plugins/meta/portmap/portmap_iptables.go).
/// PREROUTING and OUTPUT lead packets for the node's own addresses to CNI-HOSTPORT-DNAT, that to the chain of the container whose port it is,
/// and there the destination becomes the container's.</summary>
public static class PortMapRules
{
    private const string TopLevelName = "CNI-HOSTPORT-DNAT";
    private const string SetMarkName = "CNI-HOSTPORT-SETMARK";
    private const string MasqueradeName = "CNI-HOSTPORT-MASQ";

    // -m multiport keeps at most 15 ports in a rule; a comment has room for 255 characters.
    private const int PortsPerRule = 15;
    private const int CommentLength = 255;

    /// <summary>The chain all containers' share.</summary>
    public static CniChain TopLevel { get; } = new(TopLevelName, ["PREROUTING", "OUTPUT"], [["-m", "addrtype", "--dst-type", "LOCAL"]], []);

    /// <summary>Sets the bit of the mark that asks for masquerading.</summary>
    public static CniChain SetMark(int bit) =>
        new(SetMarkName, [], [], [["-m", "comment", "--comment", "CNI portfwd masquerade mark", "-j", "MARK", "--set-xmark", Mark(bit)]]);

    /// <summary>Masquerades what has the bit. Its jump goes before all others of POSTROUTING: the network's own rules may accept the packet as it is.</summary>
    public static CniChain Masquerade(int bit) => new(
        MasqueradeName, ["POSTROUTING"], [["-m", "comment", "--comment", "CNI portfwd requiring masquerade"]], [["-m", "mark", "--mark", Mark(bit), "-j", "MASQUERADE"]])
    {
        Prepend = true,
    };

    /// <summary>One container's chain.</summary>
    /// <param name="container">The container's address; mappings whose hostIP is of the other family are left out.</param>
    public static CniChain Container(PortMapConfig config, InterfaceAddress container, string containerId) => new(
        CniChainName.OfPortMappings(config.Network, containerId),
        [TopLevelName],
        EntryRules(config, container.Address.Family, containerId).ToValueList(),
        config.Mappings.Where(m => m.HostIp is not { } host || host.Family == container.Address.Family)
            .SelectMany(m => Mapping(config, m, container)).ToValueList());

    /// <summary>CNI ADD for one address of a container.</summary>
    /// <param name="origin">Whose container it is; what all containers share is the network's.</param>
    public static void Add(NamespaceBuilder node, PortMapConfig config, InterfaceAddress container, string containerId, Origin origin)
    {
        IpFamily family = container.Address.Family;
        Origin shared = new("portmap", "", config.Network);
        if (config.Snat && config.ExternalSetMarkChain is null)
        {
            SetMark(config.MarkBit).Write(node, shared, family);
            Masquerade(config.MarkBit).Write(node, shared, family);
        }

        TopLevel.Write(node, shared, family);
        Container(config, container, containerId).Write(node, origin, family);
    }

    /// <summary>CNI DEL: what all containers share stays.</summary>
    public static void Delete(NamespaceBuilder node, string network, string containerId)
    {
        foreach (IpFamily family in (IpFamily[])[IpFamily.V4, IpFamily.V6])
            CniChain.Delete(node, CniChainName.OfPortMappings(network, containerId), [TopLevelName], family);
    }

    private static IEnumerable<ValueList<string>> EntryRules(PortMapConfig config, IpFamily family, string containerId)
    {
        string comment = $"dnat name: \"{config.Network}\" id: \"{containerId}\"";
        if (comment.Length > CommentLength) comment = $"{comment.AsSpan(0, 253)}...";
        ValueList<string> conditions = family == IpFamily.V4 ? config.ConditionsV4 : config.ConditionsV6;
        foreach (IGrouping<string, PortMapping> ofProtocol in config.Mappings.GroupBy(m => m.Protocol).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (int[] ports in ofProtocol.Select(m => m.HostPort).Chunk(PortsPerRule))
            {
                yield return
                [
                    "-m", "comment", "--comment", comment, "-m", "multiport", "-p", ofProtocol.Key,
                    "--destination-ports", string.Join(',', ports), .. conditions,
                ];
            }
        }
    }

    // The marks first, for DNAT ends the walk: a container that reaches itself, and localhost, whose 127.0.0.1 no other host can answer.
    private static IEnumerable<ValueList<string>> Mapping(PortMapConfig config, PortMapping mapping, InterfaceAddress container)
    {
        bool isV4 = container.Address.Family == IpFamily.V4;
        ValueList<string> packet = ["-p", mapping.Protocol, "--dport", Text(mapping.HostPort)];
        if (mapping.HostIp is { IsAny: false } host) packet = [.. packet, "-d", host.ToString()];
        if (config.Snat)
        {
            string everybody = isV4 ? "0.0.0.0/0" : "::/0", setMark = config.ExternalSetMarkChain ?? SetMarkName;
            yield return [.. packet, "-s", config.MasqueradeAll ? everybody : container.ToString(), "-j", setMark];
            if (isV4 && !config.MasqueradeAll) yield return [.. packet, "-s", "127.0.0.1", "-j", setMark];
        }

        string address = isV4 ? container.Address.ToString() : $"[{container.Address}]";
        yield return [.. packet, "-j", "DNAT", "--to-destination", $"{address}:{Text(mapping.ContainerPort)}"];
    }

    private static string Mark(int bit) => string.Create(CultureInfo.InvariantCulture, $"0x{1u << bit:x}/0x{1u << bit:x}");

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
