using System.Text.Json;
using PodNet.Datapath.Cni.PortMap;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using Masquerading = PodNet.Datapath.Cni.PortMap.IpMasquerade;

namespace PodNet.Lab.CniCases;

/// <summary>Cases of the chains that the plugins of containernetworking/plugins write.</summary>
internal static class PluginRuleCases
{
    /// <summary>Names of containers' chains.</summary>
    public static string? ChainNames(CniCase one)
    {
        ValueList<string> names = one.Input.Items()
            .Select(i => CniChainName.OfPortMappings(i["name"].Text(), i["containerID"].Text())).ToValueList();
        return CaseReading.Difference("names", string.Join(' ', one.Expect.Texts()), string.Join(' ', names));
    }

    /// <summary>portmap: a container's chain, the chain all share, or the two of the mark.</summary>
    public static string? PortMap(CniCase one)
    {
        if (one.Input.Optional("config") is not null) return Container(one);
        return one.Input.Optional("masqBit") is { } bit ? Marks(one.Expect, bit.Number(31)) : Chain(one.Expect, PortMapRules.TopLevel);
    }

    /// <summary>The bridge and ptp plugins' masquerading of one container.</summary>
    public static string? IpMasquerade(CniCase one)
    {
        CniChain chain = Masquerading.Of(one.Input["pod"].Interface(), one.Input["network"].Text(), one.Input["containerID"].Text());
        ValueList<ValueList<string>> jumps = chain.EntryRules.Select(r => (ValueList<string>)[.. r, "-j", "<chain>", .. chain.EntryComment]).ToValueList();
        return CaseReading.Difference("chain", one.Expect["chain"].Text(), chain.Name)
            ?? CaseReading.RuleDifference("chain", one.Expect["chainRules"], chain.Rules)
            ?? CaseReading.RuleDifference("POSTROUTING", one.Expect["POSTROUTING"], jumps)
            ?? Unwritable(chain);
    }

    private static string? Container(CniCase one)
    {
        PortMapConfig config = Config(one.Input["config"]);
        CniChain chain = PortMapRules.Container(config, one.Input["containerIP"].Interface(), one.Input["containerID"].Text());
        bool hasStrangeConditions = config.ConditionsV4.Count + config.ConditionsV6.Count > 0;
        return Chain(one.Expect, chain) ?? (hasStrangeConditions ? null : Unwritable(chain));
    }

    // What the case says of a chain, and nothing of what it does not say.
    private static string? Chain(JsonValue expect, CniChain chain)
    {
        if (expect.Optional("table") is { } table && table.Text() != CniChain.Table) return CaseReading.Difference("table", table.Text(), CniChain.Table);
        if (expect.Optional("chain") is { } name && name.Text() != chain.Name) return CaseReading.Difference("chain", name.Text(), chain.Name);
        string entries = string.Join(' ', chain.Entries);
        if (expect.Optional("entryChain") is { } entry && entry.Text() != entries) return CaseReading.Difference("entryChain", entry.Text(), entries);
        if (expect.Optional("entryChains") is { } several && string.Join(' ', several.Texts()) != entries)
            return CaseReading.Difference("entryChains", string.Join(' ', several.Texts()), entries);
        string? difference = expect.Optional("entryRules") is { } jumps ? CaseReading.RuleDifference("entry", jumps, chain.EntryRules) : null;
        return difference ?? (expect.Optional("rules") is { } rules ? CaseReading.RuleDifference(chain.Name, rules, chain.Rules) : null);
    }

    private static string? Marks(JsonValue expect, int bit)
    {
        CniChain[] chains = [PortMapRules.SetMark(bit), PortMapRules.Masquerade(bit)];
        foreach (CniChain chain in chains)
        {
            if (expect.Optional(chain.Name) is { } rules && CaseReading.RuleDifference(chain.Name, rules, chain.Rules) is { } difference) return difference;
            if (Unwritable(chain) is { } unwritable) return unwritable;
        }

        if (expect.Optional("entry") is not { } entries) return null;
        foreach (JsonProperty entry in entries.Element.EnumerateObject())
        {
            CniChain? chain = chains.FirstOrDefault(c => c.Entries.Any(e => entry.Name == (c.Prepend ? $"{e} (prepended)" : e)));
            if (chain is null) return CaseReading.Difference("entry", entry.Name, null);
            if (CaseReading.RuleDifference(entry.Name, entries[entry.Name], chain.EntryRules) is { } difference) return difference;
        }

        return null;
    }

    // The arguments have to become rules that move packets, too.
    private static string? Unwritable(CniChain chain)
    {
        NamespaceBuilder node = new(new("node"));
        foreach (string entry in chain.Entries.Where(e => !node.HasChain(CniChain.Table, e) && !IsBuiltIn(e))) node.NewChain(CniChain.Table, entry);
        try
        {
            chain.Write(node, new Origin("portmap", "", chain.Name));
            return null;
        }
        catch (FormatException refused)
        {
            return $"{chain.Name}: iptables would refuse it: {refused.Message}";
        }
    }

    private static bool IsBuiltIn(string chain) => chain is "PREROUTING" or "INPUT" or "OUTPUT" or "POSTROUTING";

    private static PortMapConfig Config(JsonValue config) => new(
        config["name"].Text(), config["runtimeConfig"]["portMappings"].Items().Select(Mapping).ToValueList())
    {
        Snat = config.Optional("snat")?.Flag() ?? true,
        MasqueradeAll = config.Optional("masqAll")?.Flag() ?? false,
        MarkBit = config.Optional("markMasqBit")?.Number(31) ?? PortMapConfig.DefaultMarkBit,
        ExternalSetMarkChain = config.Optional("externalSetMarkChain")?.Text(),
        ConditionsV4 = config.Texts("conditionsV4"),
        ConditionsV6 = config.Texts("conditionsV6"),
    };

    private static PortMapping Mapping(JsonValue mapping) => new(
        mapping["hostPort"].Number(65535), mapping["containerPort"].Number(65535), mapping["protocol"].Text(),
        mapping.Optional("hostIP") is { } host && host.Text().Length > 0 ? host.Address() : (IpAddress?)null);
}
