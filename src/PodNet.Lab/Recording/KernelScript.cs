using System.Globalization;
using PodNet.Model.Linux;
using PodNet.Printing;

namespace PodNet.Lab.Recording;

/// <summary>Turns the objects of network namespaces into the commands that make the same objects in the real kernel. It knows objects
/// only, never who wrote them.</summary>
internal static class KernelScript
{
    /// <summary>The commands in the order to run them.</summary>
    /// <exception cref="LabException">A name or an object that cannot be made.</exception>
    public static IReadOnlyList<KernelCommand> Of(IReadOnlyList<NetworkNamespace> namespaces)
    {
        foreach (NetworkNamespace ns in namespaces) OvsStandIn.Check(ns);
        Dictionary<NamespaceId, NetworkNamespace> byId = namespaces.ToDictionary(n => n.Id);
        return
        [
            .. namespaces.Select(n => KernelCommand.Of("ip", null, "netns add", KernelNames.Namespace(n.Id))),
            .. namespaces.SelectMany(SettingsBeforeDevices),
            .. DeviceOrder.Of(namespaces).Select(b => DeviceScript.Add(b, byId[b.Namespace])),
            .. namespaces.SelectMany(DeviceScript.Ports),
            .. namespaces.SelectMany(OvsStandIn.Ports),
            .. namespaces.SelectMany(DeviceScript.Addresses),
            .. namespaces.SelectMany(SettingsOfDevices),
            .. namespaces.SelectMany(RouteScript.Of),
            .. namespaces.Where(n => n.IpSets.Count > 0).Select(Sets),
            .. namespaces.Where(n => n.Netfilter.Tables.Count > 0).Select(n => Netfilter(n, "iptables")),
            .. namespaces.Where(n => n.Netfilter6.Tables.Count > 0).Select(n => Netfilter(n, "ip6tables")),
        ];
    }

    private static IEnumerable<KernelCommand> SettingsBeforeDevices(NetworkNamespace ns)
    {
        // A new namespace takes IPv4 settings over from the machine's own; these are the ones distributions change.
        yield return KernelCommand.Of("sysctl", ns.Id, "-qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0");
        if (!ns.Devices.Any(d => d.Addresses.Any(a => a.Address.Family == Model.Addressing.IpFamily.V6)))
        {
            // -e: a kernel without IPv6 is as good.
            yield return KernelCommand.Of(
                "sysctl", ns.Id, "-eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1");
        }

        else
        {
            // Nobody waits for duplicate addresses or asks for routers: both are background, which is not simulated.
            yield return KernelCommand.Of(
                "sysctl", ns.Id, "-qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0 net.ipv6.conf.all.accept_dad=0 "
                + "net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_ra=0");
        }

        // ip_forward resets each device's forwarding, so it goes first.
        string[] settings = [.. ns.Sysctls.Assigned.Where(s => DeviceOf(s.Key) is null)
            .OrderBy(s => s.Key != "net.ipv4.ip_forward").Select(Assignment)];
        if (settings.Length > 0) yield return KernelCommand.Of("sysctl", ns.Id, ["-qw", .. settings]);
    }

    private static IEnumerable<KernelCommand> SettingsOfDevices(NetworkNamespace ns)
    {
        string[] settings = [.. ns.Sysctls.Assigned
            .Where(s => DeviceOf(s.Key) is { } device && ns.TryDevice(KernelNames.Device(device), out _)).Select(Assignment)];
        if (settings.Length > 0) yield return KernelCommand.Of("sysctl", ns.Id, ["-qw", .. settings]);
    }

    // "ipset restore" reads what "ipset save" prints; the seed of a set's hash is the kernel's own.
    private static KernelCommand Sets(NetworkNamespace ns)
    {
        string saved = NamespaceCommands.Run(NamespaceView.Cold(ns, SimulatedTime.Start), ["ipset", "save"]).Text;
        string[] lines = [.. saved.Split('\n').Where(l => l.Length > 0).Select(l => l.Split(" bucketsize ")[0])];
        if (lines.Any(l => l.Any(c => char.IsControl(c) || c is '"' or '\\' or '#')))
            throw new LabException($"{ns.Id}: a set's name holds a character that ipset cannot take");
        return new("ipset", ns.Id.Name, ["restore"], string.Concat(lines.Select(l => $"{l}\n")));
    }

    // iptables-restore reads what iptables-save prints; a comment line would say when it was printed.
    private static KernelCommand Netfilter(NetworkNamespace ns, string tool)
    {
        string saved = NamespaceCommands.Run(NamespaceView.Cold(ns, SimulatedTime.Start), [$"{tool}-save"]).Text;
        string text = string.Concat(saved.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => $"{l}\n"));
        return text.All(c => c == '\n' || !char.IsControl(c))
            ? new($"{tool}-restore", ns.Id.Name, [], text)
            : throw new LabException($"{ns.Id}: an iptables rule holds a control character");
    }

    // Null for "all", "default" and settings of the whole namespace.
    private static string? DeviceOf(string setting) => Sysctls.DeviceOf(setting) is { } device and not ("all" or "default") ? device : null;

    // sysctl(8) takes slashes between the parts where a part itself holds dots.
    private static string Assignment(KeyValuePair<string, int> setting)
    {
        string name = setting.Key;
        if (DeviceOf(name) is { } device && device.Contains('.'))
        {
            int at = name.IndexOf(device, StringComparison.Ordinal);
            name = $"{name[..at].Replace('.', '/')}{device}/{name[(at + device.Length + 1)..]}";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{name}={setting.Value}");
    }
}
