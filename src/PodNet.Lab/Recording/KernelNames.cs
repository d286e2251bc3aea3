using PodNet.Model.Linux;

namespace PodNet.Lab.Recording;

/// <summary>Decides which names may go to the kernel's tools. Names come from a cluster file; a batch file of iproute2 knows quotes,
/// comments and line continuation, and a namespace's name becomes a file's, so only plain visible ASCII without those characters is let
/// through.</summary>
internal static class KernelNames
{
    private const int LongestDevice = 15;     // IFNAMSIZ - 1, include/uapi/linux/if.h
    private const int LongestNamespace = 200; // a file name, with room for ".txt"

    /// <summary><paramref name="id"/>'s name.</summary>
    /// <exception cref="LabException">It cannot be a network namespace's name.</exception>
    public static string Namespace(NamespaceId id) => Plain(id.Name, "network namespace", LongestNamespace);

    /// <summary><paramref name="name"/> itself.</summary>
    /// <exception cref="LabException">It cannot be an interface's name (net/core/dev.c, dev_valid_name).</exception>
    public static string Device(string name) => Plain(name, "interface", LongestDevice);

    private static string Plain(string name, string what, int longest)
    {
        bool plain = name.Length > 0 && name.Length <= longest && name[0] != '-' && name is not ("." or "..")
            && name.All(c => c is > ' ' and < '\x7f' && !"/:\"'\\#%".Contains(c));
        return plain
            ? name
            : throw new LabException($"the lab cannot make a {what} named '{Visible(name)}': use 1 to {longest} letters, "
                + "digits, '.', '_' or '-', and no '-' in front");
    }

    private static string Visible(string name) => Printable.Clean(name.Length > 60 ? name[..60] : name);
}
