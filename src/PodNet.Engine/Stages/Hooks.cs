using PodNet.Engine.Simulation;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;

namespace PodNet.Engine.Stages;

/// <summary>What a rule can see besides the packet.</summary>
/// <param name="Bridge">The bridge whose path called the hook, or null: the IP layer did.</param>
/// <param name="Route">Where the packet will go, on hooks after routing.</param>
internal sealed record HookCall(
    Kernel Kernel, SkBuff Skb, Hook Hook, NetDevice? In, NetDevice? Out, Bridge? Bridge, FibResult? Route)
{
    public IpFamily Family => Skb.Packet.Ip!.Source.Family;
}

/// <summary>The netfilter hooks of both families in order of priority (include/uapi/linux/netfilter_ipv4.h): raw, connection tracking, mangle, destination NAT,
/// filter, source NAT, and the entry's confirmation at the very end.</summary>
internal static class Hooks
{
    /// <summary>PREROUTING. Fragments are joined first where connections are tracked, so the packet may become another one.</summary>
    /// <returns>False when the packet goes no further for now: dropped, or waiting for its other fragments.</returns>
    public static bool Prerouting(Kernel kernel, ref SkBuff skb, NetDevice incoming, Bridge? bridge)
    {
        if (RulesFor(kernel, skb).TracksConnections && skb.Packet.Ip!.IsFragment && !kernel.Fragments.Join(kernel, ref skb)) return false;
        return Run(kernel, skb, Hook.Prerouting, incoming, null, bridge);
    }

    /// <summary>Runs one hook.</summary>
    /// <returns>False when the packet was dropped or rejected; that is then noted on it.</returns>
    public static bool Run(
        Kernel kernel, SkBuff skb, Hook hook, NetDevice? incoming, NetDevice? outgoing, Bridge? bridge, FibResult? route = null)
    {
        Ruleset rules = RulesFor(kernel, skb);
        if (rules.Tables.Count == 0) return true;
        HookCall call = new(kernel, skb, hook, incoming, outgoing, bridge, route);
        bool starts = hook is Hook.Prerouting or Hook.Output;
        bool tracks = rules.TracksConnections;
        HookedChain? nat = null;
        bool toTrack = starts && tracks;
        foreach (HookedChain hooked in rules.ChainsAt(hook))
        {
            if (toTrack && hooked.Table.Name != "raw")
            {
                ConnectionTracker.Track(call);
                toTrack = false;
            }

            if (hooked.Table.Name == "nat")
            {
                // Source NAT comes after filter; destination NAT before it.
                if (!starts)
                {
                    nat = hooked;
                    continue;
                }

                if (!AddressTranslation.Run(call, hooked)) return false;
            }
            else if (!ChainWalk.Run(call, hooked).Passes)
            {
                return false;
            }
        }

        if (toTrack) ConnectionTracker.Track(call);
        if (!tracks || hook == Hook.Forward) return true;
        if (!starts && !AddressTranslation.Run(call, nat)) return false;
        if (!starts) ConnectionTracker.Confirm(kernel, skb);
        return true;
    }

    private static Ruleset RulesFor(Kernel kernel, SkBuff skb) => kernel.Configuration.NetfilterOf(skb.Packet.Ip!.Source.Family);
}
