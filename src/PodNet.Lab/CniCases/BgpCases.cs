using System.Text.RegularExpressions;
using PodNet.Datapath.Cni.Calico.Bgp;
using PodNet.Kubernetes.Yaml;
using PodNet.Lab.Captures;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Lab.CniCases;

/// <summary>Cases of what Calico's confd writes for bird.</summary>
internal static partial class BgpCases
{
    /// <summary>Router id, sessions and both files of one node.</summary>
    public static string? Sessions(CniCase one)
    {
        JsonValue yaml = one.Input["resourcesYaml"];
        string node = one.Input["node"].Text();
        try
        {
            CalicoResources resources = CalicoResourceReader.Read(ManifestYaml.Read(yaml.Text()));
            BirdConfiguration bird = new(Surroundings(resources, node, one.Expect), node);
            return RouterId(one.Expect, bird)
                ?? SessionDifference(one.Expect["sessions"], bird.Sessions)
                ?? Text(one.Expect, "birdIpamCfg", bird.Ipam)
                ?? Text(one.Expect, "birdAggrCfg", bird.Aggregation);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or ManifestException)
        {
            throw yaml.Wrong(wrong.Message);
        }
    }

    // Whether calico-node ran with CALICO_ROUTER_ID=hash is an environment variable, which no resource tells: either id is right. A node without
    // an IPv4 address gets its id from there in any case.
    private static string? RouterId(JsonValue expect, BirdConfiguration bird)
    {
        if (expect.Optional("routerId") is not { } wanted) return null;
        return bird.RouterId is not { } own || wanted.Address() == bird.HashedRouterId ? null : CaseReading.Difference("routerId", wanted.Text(), own.ToString());
    }

    private static string? Text(JsonValue expect, string name, string got) =>
        expect.Optional(name) is { } wanted ? CaseReading.LineDifference(name, wanted.Text(), got) : null;

    private static string? SessionDifference(JsonValue expected, ValueList<BgpSession> got)
    {
        string[] wanted = [.. expected.Items().Select(Session)], ours = [.. got.Select(Session)];
        for (int i = 0; i < Math.Max(wanted.Length, ours.Length); i++)
        {
            string where = FormattableString.Invariant($"session {i + 1}");
            if (CaseReading.Difference(where, wanted.ElementAtOrDefault(i), ours.ElementAtOrDefault(i)) is { } difference) return difference;
        }

        return null;
    }

    private static string Session(JsonValue s) => Session(new BgpSession(
        s["name"].Text(), s["peer"].Address(), AsNumber(s["peerAS"]), AsNumber(s["localAS"]),
        s["passive"].Flag(), s["rrClient"].Flag(), s["nextHopSelf"].Flag(), s["nextHopKeep"].Flag()));

    private static uint AsNumber(JsonValue number) => number.Element.TryGetUInt32(out uint asNumber) ? asNumber : throw number.Wrong("expected an AS number");

    private static string Session(BgpSession s) => FormattableString.Invariant(
        $"{s.Name} peer {s.Peer} as {s.PeerAs} local as {s.LocalAs}{(s.IsPassive ? " passive" : "")}{(s.IsReflected ? " rr-client" : "")}{(s.NextHopSelf ? " next-hop-self" : "")}{(s.NextHopKeep ? " next-hop-keep" : "")}");

    // The cluster a case was recorded in had objects that its list of resources leaves out: block affinities, and Services whose single
    // addresses the node announces. They go in as what they are, and are taken from where the case does name them; what is compared is what
    // is made of them.
    private static CalicoResources Surroundings(CalicoResources resources, string node, JsonValue expect)
    {
        if (resources.Blocks.Count > 0 || expect.Optional("birdAggrCfg")?.Text() is not { } recorded) return resources;
        return resources with
        {
            Blocks = BlockLine().Matches(recorded)
                .Select(m => new BlockAffinity(node, IpPrefix.Parse(m.Groups["cidr"].Value), m.Groups["state"].Value is "implicitly confirmed." ? "" : m.Groups["state"].Value))
                .ToValueList(),
            ServiceRoutes = ServiceLine().Matches(recorded[..Math.Max(0, recorded.IndexOf("function", StringComparison.Ordinal))])
                .Select(m => IpPrefix.Parse(m.Groups["cidr"].Value))
                .Where(c => resources.Global.ServiceClusterIps.All(s => s != c.ToString())).ToValueList(),
        };
    }

    [GeneratedRegex(@"^ *# Block (?<cidr>[0-9./]+) is (?<state>.*\S)", RegexOptions.Multiline)]
    private static partial Regex BlockLine();

    [GeneratedRegex(@"^ *route (?<cidr>[0-9.]+/32) blackhole;", RegexOptions.Multiline)]
    private static partial Regex ServiceLine();
}
