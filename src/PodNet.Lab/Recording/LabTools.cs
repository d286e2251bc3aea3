namespace PodNet.Lab.Recording;

/// <summary>The programs the lab needs, and which package has each (Debian's and Ubuntu's names).</summary>
internal static class LabTools
{
    private static readonly (string Tool, string Package)[] Packages =
    [
        ("unshare", "util-linux"), ("nsenter", "util-linux"), ("ip", "iproute2"), ("bridge", "iproute2"), ("ss", "iproute2"),
        ("sysctl", "procps"),
        ("iptables-restore", "iptables"), ("iptables-save", "iptables"), ("conntrack", "conntrack"),
        ("ping", "iputils-ping"), ("traceroute", "traceroute"), ("busybox", "busybox-static"),
    ];

    /// <summary>Directories to look in: PATH, and where administrators' programs are, which a user's PATH may leave out.</summary>
    public static string SearchPath => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin:/usr/bin:/bin";

    /// <summary>The program's file, or null.</summary>
    public static string? Find(string tool) =>
        SearchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(d => Path.Combine(d, tool)).FirstOrDefault(File.Exists);

    /// <summary>A line for each program that the probes or the lab itself need and that is not there.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<ProbeRequest> probes)
    {
        HashSet<string> used = [.. probes.Where(p => p.Argv.Count > 0).Select(p => p.Argv[0])];
        return
        [
            .. from entry in Packages
               where entry.Tool is not ("ping" or "traceroute" or "busybox") || used.Contains(entry.Tool)
               where Find(entry.Tool) is null
               select $"the lab needs {entry.Tool}: apt-get install {entry.Package}",
        ];
    }
}
