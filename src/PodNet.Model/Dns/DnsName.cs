using System.Text;

namespace PodNet.Model.Dns;

/// <summary>Domain names as text, RFC 1035 section 2.3. An absolute name ends with a dot: "web.default.svc.cluster.local."; case does not count, but is kept.</summary>
public static class DnsName
{
    /// <summary>Most bytes of a name on the wire, with the length bytes and the root.</summary>
    public const int MostBytes = 255;

    /// <summary>Most bytes of a label.</summary>
    public const int MostLabelBytes = 63;

    /// <summary>The name with a dot at its end.</summary>
    public static string Absolute(string name) => name.EndsWith('.') ? name : name + ".";

    /// <summary>The name without the dot at its end, as most programs print it; the root stays ".".</summary>
    public static string Relative(string name) => name.Length > 1 && name.EndsWith('.') ? name[..^1] : name;

    /// <summary>Whether both are the same name.</summary>
    public static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an absolute name is a zone's own or one below it.</summary>
    public static bool IsWithin(string name, string zone) =>
        zone == "." || (name.EndsWith(zone, StringComparison.OrdinalIgnoreCase) && (name.Length == zone.Length || name[^(zone.Length + 1)] == '.'));

    /// <summary>The labels from left to right; the root has none.</summary>
    public static string[] Labels(string name) => Relative(name) is "." or "" ? [] : Relative(name).Split('.');

    /// <summary>Bytes of the name on the wire without compression: each label with a byte for its length, and one for the root.</summary>
    public static int WireLength(string name) => Labels(name).Sum(l => 1 + Encoding.UTF8.GetByteCount(l)) + 1;

    /// <summary>Whether it can be sent: labels of 1 to 63 bytes, 255 in all. C libraries refuse others before a packet is sent.</summary>
    public static bool IsEncodable(string name) =>
        WireLength(name) <= MostBytes && Labels(name).All(l => l.Length > 0 && Encoding.UTF8.GetByteCount(l) <= MostLabelBytes);
}
