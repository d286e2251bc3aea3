using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace PodNet.Model.Linux;

/// <summary>The kernel settings of a namespace that change a packet's way. Seen with <c>sysctl NAME</c>. Immutable; anything not set has the
/// kernel's default.</summary>
public sealed class Sysctls
{
    /// <summary>Settings that exist once per device, under <c>net.ipv4.conf.DEVICE.</c>; "all" and "default" are devices there.</summary>
    private static readonly FrozenSet<string> PerDevice =
        FrozenSet.ToFrozenSet(["rp_filter", "proxy_arp", "forwarding", "accept_local", "route_localnet", "arp_announce", "arp_ignore", "send_redirects"]);

    // net.ipv4.neigh.DEVICE.proxy_delay: in hundredths of a second.
    private const string NeighborPrefix = "net.ipv4.neigh.";
    private const string ProxyDelayName = "proxy_delay";
    private const int DefaultProxyDelay = 80;

    private static readonly FrozenDictionary<string, int> Defaults = new Dictionary<string, int>
    {
        ["net.ipv4.ip_forward"] = 0,
        ["net.ipv4.ip_default_ttl"] = 64,
        ["net.bridge.bridge-nf-call-arptables"] = 1,
        ["net.bridge.bridge-nf-call-ip6tables"] = 1,
        ["net.bridge.bridge-nf-call-iptables"] = 1,
        ["net.bridge.bridge-nf-filter-pppoe-tagged"] = 0,
        ["net.bridge.bridge-nf-filter-vlan-tagged"] = 0,
        ["net.bridge.bridge-nf-pass-vlan-input-dev"] = 0,
        ["net.ipv4.icmp_echo_ignore_all"] = 0,
    }.ToFrozenDictionary();

    private readonly ImmutableDictionary<string, int> _set;

    private Sysctls(ImmutableDictionary<string, int> set) => _set = set;

    /// <summary>Kernel defaults everywhere.</summary>
    public static Sysctls Default { get; } = new(ImmutableDictionary<string, int>.Empty);

    /// <summary>Names that exist, per-device ones as a pattern, for messages and completion.</summary>
    public static IEnumerable<string> KnownNames =>
        Defaults.Keys.Order(StringComparer.Ordinal).Concat(PerDevice.Order(StringComparer.Ordinal).Select(n => $"net.ipv4.conf.DEVICE.{n}"))
            .Append($"{NeighborPrefix}DEVICE.{ProxyDelayName}");

    /// <summary>The settings that were set, by name.</summary>
    public IEnumerable<KeyValuePair<string, int>> Assigned => _set.OrderBy(p => p.Key, StringComparer.Ordinal);

    /// <summary>Routes packets that are not for this namespace.</summary>
    public bool IpForward => Get("net.ipv4.ip_forward") != 0;

    /// <summary>TTL of packets that start here.</summary>
    public byte DefaultTtl => (byte)Get("net.ipv4.ip_default_ttl");

    /// <summary>Bridged IPv4 frames cross iptables (br_netfilter).</summary>
    public bool BridgeNfCallIptables => Get("net.bridge.bridge-nf-call-iptables") != 0;

    /// <summary>Whether a setting of this name exists.</summary>
    public static bool Exists(string name) => Defaults.ContainsKey(name) || SplitPerDevice(name, out _, out _);

    /// <summary>The device a setting is about, "all" and "default" included, or null.</summary>
    public static string? DeviceOf(string name) => SplitPerDevice(name, out string device, out _) ? device : null;

    /// <summary>The value of <paramref name="name"/>, the kernel's default when it was not set.</summary>
    /// <exception cref="ArgumentException">No such setting.</exception>
    public int Get(string name)
    {
        if (_set.TryGetValue(name, out int value) || Defaults.TryGetValue(name, out value)) return value;
        // Of the per-device switches only send_redirects is on by default (net/ipv4/devinet.c, ipv4_devconf).
        if (SplitPerDevice(name, out _, out string setting))
        {
            return setting switch
            {
                "send_redirects" => 1,
                ProxyDelayName => DefaultProxyDelay,
                // Writing ip_forward writes every device's forwarding too (inet_forward_change).
                "forwarding" => Get("net.ipv4.ip_forward"),
                _ => 0,
            };
        }

        throw new ArgumentException($"unknown sysctl '{name}'", nameof(name));
    }

    /// <summary>rp_filter in force on a device: the larger of its own and "all" (Documentation/networking/ip-sysctl.rst).</summary>
    public int ReversePathFilter(string device) => Math.Max(ForDevice("rp_filter", "all"), ForDevice("rp_filter", device));

    /// <summary>proxy_arp in force on a device: its own or "all".</summary>
    public bool ProxyArp(string device) => ForDevice("proxy_arp", "all") != 0 || ForDevice("proxy_arp", device) != 0;

    /// <summary>Whether packets that come in by a device are forwarded: its own setting, else what ip_forward set for all.</summary>
    public bool Forwarding(string device) => _set.Count > 0 && Get($"net.ipv4.conf.{device}.forwarding") != 0;

    /// <summary>Whether a device takes packets from and to 127.0.0.0/8.</summary>
    public bool RouteLocalnet(string device) => ForDevice("route_localnet", "all") != 0 || ForDevice("route_localnet", device) != 0;

    /// <summary>The longest time, in hundredths of a second, for which the answer to an ARP request for somebody else is held back.</summary>
    public int ProxyDelay(string device) => Get($"{NeighborPrefix}{device}.{ProxyDelayName}");

    /// <summary>These settings with one more.</summary>
    /// <exception cref="ArgumentException">No such setting.</exception>
    public Sysctls With(string name, int value)
    {
        if (!Exists(name)) throw new ArgumentException($"unknown sysctl '{name}'", nameof(name));
        return new(_set.SetItem(name, value));
    }

    /// <summary>These settings without those of a device that is gone.</summary>
    public Sysctls WithoutDevice(string device) => new(_set.RemoveRange(_set.Keys.Where(k => DeviceOf(k) == device)));

    private int ForDevice(string setting, string device) =>
        _set.Count == 0 ? 0 : _set.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"net.ipv4.conf.{device}.{setting}"));

    // A device's name may itself hold dots (flannel.1): the setting is what follows the last one.
    private static bool SplitPerDevice(string name, out string device, out string setting)
    {
        const string ConfPrefix = "net.ipv4.conf.";
        device = setting = "";
        string prefix = name.StartsWith(NeighborPrefix, StringComparison.Ordinal) ? NeighborPrefix : ConfPrefix;
        int dot = name.LastIndexOf('.');
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || dot <= prefix.Length) return false;
        device = name[prefix.Length..dot];
        setting = name[(dot + 1)..];
        return prefix == NeighborPrefix ? setting == ProxyDelayName : PerDevice.Contains(setting);
    }
}
