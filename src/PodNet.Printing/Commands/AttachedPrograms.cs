using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PodNet.Model.Linux;
using PodNet.Model.Programs;

namespace PodNet.Printing.Commands;

/// <summary><c>tc filter show dev NAME ingress|egress</c> (iproute2 tc/f_bpf.c) and <c>bpftool net</c> (tools/bpf/bpftool/net.c): what programs are
/// attached to devices.</summary>
internal static class AttachedPrograms
{
    /// <summary>Two lines for each program: the chain of its priority, and the program in it.</summary>
    /// <exception cref="CommandFailure">No such device.</exception>
    public static IEnumerable<string>? Filters(NamespaceView view, IReadOnlyList<string> arguments)
    {
        if (arguments is not ["filter", "show", "dev", var name, ("ingress" or "egress") and var point]) return null;
        if (!view.Config.TryDevice(name, out NetDevice? device)) throw new CommandFailure($"Cannot find device \"{Printable.Word(name)}\"", 1);
        return FilterLines(All(view.Config).Where(a => a.Device == device && a.Point == point));
    }

    /// <summary>All programs of the namespace, by hook.</summary>
    public static IEnumerable<string>? Net(NamespaceView view, IReadOnlyList<string> arguments) =>
        arguments is ["net"] or ["net", "show" or "list"] ? NetLines(view.Config) : null;

    private static IEnumerable<string> FilterLines(IEnumerable<Attached> programs)
    {
        int priority = 0;
        foreach (Attached attached in programs)
        {
            string filter = string.Create(CultureInfo.InvariantCulture, $"filter protocol all pref {++priority} bpf chain 0 ");
            yield return filter;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{filter}handle 0x1 {Name(attached)} direct-action not_in_hw id {attached.Id} tag {Tag(attached.Program)} jited ");
        }
    }

    private static IEnumerable<string> NetLines(NetworkNamespace ns) =>
    [
        "xdp:", "",
        "tc:",
        .. All(ns).Select(a => string.Create(
            CultureInfo.InvariantCulture, $"{Printable.Word(a.Device.Name)}({a.Device.Index}) clsact/{a.Point} {Name(a)} id {a.Id}")),
        "",
        "flow_dissector:", "",
        "netfilter:", "",
    ];

    // The kernel numbers programs as they are loaded, over all namespaces; here they count from 1 in each.
    private static IEnumerable<Attached> All(NetworkNamespace ns)
    {
        int id = 0;
        foreach (NetDevice device in ns.Devices)
        {
            foreach (PacketProgram program in device.Attachments.TcIngress) yield return new(device, "ingress", program, ++id);
            foreach (PacketProgram program in device.Attachments.TcEgress) yield return new(device, "egress", program, ++id);
        }
    }

    private static string Name(Attached attached) => $"{Printable.Word(attached.Program.Name)}-{Printable.Word(attached.Device.Name)}";

    // Like the kernel's a hash of what the program does: two that do the same have the same.
    private static string Tag(PacketProgram program) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(program.Operations.ToString())))[..16];

    private sealed record Attached(NetDevice Device, string Point, PacketProgram Program, int Id);
}
