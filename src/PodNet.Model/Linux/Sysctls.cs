using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace PodNet.Model.Linux;

/// <summary>The kernel settings of a namespace that change a packet's way. Seen with <c>sysctl NAME</c>. Immutable; anything not set has the
/// kernel's default.</summary>
public sealed class Sysctls
{
    private const string V4 = "ipv4";
    private const string V6 = "ipv6";

    /// <summary>Settings that exist once per device, under <c>net.ipv4.conf.DEVICE.</c> and <c>net.ipv6.conf.DEVICE.</c>; "all" and "default" are
    /// devices there.</summary>
    private static readonly (string Prefix, FrozenSet<string> Settings)[] PerDevice =
    [
        ("net.ipv4.conf.", FrozenSet.ToFrozenSet(
            ["rp_filter", "proxy_arp", "forwarding", "accept_local", "route_localnet", "arp_announce", "arp_ignore", "send_redirects"])),
        ("net.ipv6.conf.", FrozenSet.ToFrozenSet(["disable_ipv6", "forwarding", "proxy_ndp"])),
        (NeighborPrefix, FrozenSet.ToFrozenSet([ProxyDelayName])),
    ];

    // Of a real kernel IPv6 is on. A simulated cluster has the families its file names, and the kernels it is compared with have the others off.
    private const string Ipv6Off = "net.ipv6.conf.all.disable_ipv6";

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
        Defaults.Keys.Order(StringComparer.Ordinal)
            .Concat(PerDevice.SelectMany(p => p.Settings.Order(StringComparer.Ordinal).Select(n => $"{p.Prefix}DEVICE.{n}")));

    /// <summary>The settings that were set, by name.</summary>
    public IEnumerable<KeyValuePair<string, int>> Assigned => _set.OrderBy(p => p.Key, StringComparer.Ordinal);

    /// <summary>Routes packets that are not for this namespace.</summary>
    public bool IpForward => Get("net.ipv4.ip_forward") != 0;

    /// <summary>TTL of packets that start here.</summary>
    public byte DefaultTtl => (byte)Get("net.ipv4.ip_default_ttl");

    /// <summary>Bridged IPv4 frames cross iptables (br_netfilter).</summary>
    public bool BridgeNfCallIptables => Get("net.bridge.bridge-nf-call-iptables") != 0;

    /// <summary>Routes IPv6 packets that are not for this namespace, and says so to its neighbours.</summary>
    public bool Ipv6Forwarding => ForDevice("forwarding", "all", V6) != 0;

    /// <summary>Bridged IPv6 frames cross ip6tables (br_netfilter).</summary>
    public bool BridgeNfCallIp6tables => Get("net.bridge.bridge-nf-call-ip6tables") != 0;

    /// <summary>Whether a device takes part in IPv6. A change of "all" is a change of every device, so it counts before the device's own.</summary>
    public bool Ipv6On(string device) => Get(Ipv6Off) == 0 && ForDevice("disable_ipv6", device, V6) == 0;

    /// <summary>proxy_ndp in force on a device: its own or "all".</summary>
    public bool ProxyNdp(string device) => ForDevice("proxy_ndp", "all", V6) != 0 || ForDevice("proxy_ndp", device, V6) != 0;

    /// <summary>Whether a setting of this name exists.</summary>
    public static bool Exists(string name) => Defaults.ContainsKey(name) || SplitPerDevice(name, out _, out _);

    /// <summary>The device a setting is about, "all" and "default" included, or null.</summary>
    public static string? DeviceOf(string name) => SplitPerDevice(name, out string device, out _) ? device : null;

    /// <summary>The value of <paramref name="name"/>, the kernel's default when it was not set.</summary>
    /// <exception cref="ArgumentException">No such setting.</exception>
    public int Get(string name)
    {
        if (_set.TryGetValue(name, out int value) || Defaults.TryGetValue(name, out value)) return value;
        // Of the per-device switches only send_redirects is on by default (net/ipv4/devinet.c, ipv4_devconf), and IPv6 is off until somebody
        // switches it on.
        if (SplitPerDevice(name, out string device, out string setting))
        {
            bool v6 = name.StartsWith("net.ipv6.", StringComparison.Ordinal);
            return setting switch
            {
                _ when name == Ipv6Off => 1,
                // What is written to "all" is written to each device (addrconf_fixup_forwarding, addrconf_disable_ipv6).
                _ when v6 => device == "all" ? 0 : Get($"net.ipv6.conf.all.{setting}"),
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

    private int ForDevice(string setting, string device, string family = V4) =>
        _set.Count == 0 ? 0 : _set.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"net.{family}.conf.{device}.{setting}"));

    // A device's name may itself hold dots (flannel.1): the setting is what follows the last one.
    private static bool SplitPerDevice(string name, out string device, out string setting)
    {
        device = setting = "";
        int dot = name.LastIndexOf('.');
        foreach ((string prefix, FrozenSet<string> settings) in PerDevice)
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || dot <= prefix.Length) continue;
            device = name[prefix.Length..dot];
            setting = name[(dot + 1)..];
            return settings.Contains(setting);
        }

        return false;
    }
}
