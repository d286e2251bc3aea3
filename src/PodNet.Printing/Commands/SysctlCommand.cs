using System.Globalization;
using PodNet.Model.Linux;

namespace PodNet.Printing.Commands;

/// <summary><c>sysctl NAME...</c> (procps): settings by name, or all below a name such as <c>net.bridge</c>. A dot inside a device's
/// name is
/// written "/", as sysctl(8) demands.</summary>
internal static class SysctlCommand
{
    private const string Device = ".DEVICE.";

    /// <summary>The settings asked for in their order, those below one name sorted; names that do not exist go to standard error.</summary>
    public static CommandOutput Run(NamespaceView view, IEnumerable<string> names)
    {
        List<string> lines = [], errors = [];
        string[] known = [.. Names(view.Config).Order(StringComparer.Ordinal)];
        foreach (string name in names)
        {
            string dotted = Dotted(name);
            string[] found = [.. known.Where(k => k == dotted || k.StartsWith(dotted + ".", StringComparison.Ordinal))];
            lines.AddRange(found.Select(k => Line(view.Config.Sysctls, k)));
            if (found.Length == 0) errors.Add($"sysctl: cannot stat /proc/sys/{Printable.Word(Path(dotted))}: No such file or directory");
        }

        return new(Printable.Lines(lines), string.Join('\n', errors), errors.Count == 0 ? 0 : 1);
    }

    private static string Line(Sysctls sysctls, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} = {sysctls.Get(Undotted(name))}");

    /// <summary>Each setting of the model under the name sysctl(8) prints.</summary>
    private static IEnumerable<string> Names(NetworkNamespace ns)
    {
        foreach (string name in Sysctls.KnownNames)
        {
            if (!name.Contains(Device, StringComparison.Ordinal))
            {
                yield return name;
                continue;
            }

            // Neighbour settings exist for devices and as a default, but not for all at once.
            string[] others = name.StartsWith("net.ipv4.neigh.", StringComparison.Ordinal) ? ["default"] : ["all", "default"];
            foreach (string device in ns.Devices.Select(d => d.Name).Concat(others))
                yield return name.Replace(Device, $".{device.Replace('.', '/')}.", StringComparison.Ordinal);
        }
    }

    /// <summary>"net/ipv4/ip_forward" is another spelling of "net.ipv4.ip_forward": the first separator says which one is meant.</summary>
    private static string Dotted(string name) => name.IndexOfAny(['.', '/']) is >= 0 and var at && name[at] == '/' ? Path(name) : name;

    private static string Path(string dotted) =>
        string.Concat(dotted.Select(c => c switch { '.' => '/', '/' => '.', _ => c }));

    /// <summary>The model's spelling, where a device's dots stay dots.</summary>
    private static string Undotted(string name) => name.Replace('/', '.');
}
