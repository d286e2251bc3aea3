using System.Collections.Frozen;
using PodNet.Kubernetes.Images;

namespace PodNet.Containers.Programs;

/// <summary>What an image has on board. nginx has curl but neither ping nor ip: a surprise that real clusters hold too.</summary>
internal sealed class ContainerImage
{
    private static readonly FrozenSet<string> Shell = Set("sh cat echo env printenv hostname sleep true false whoami uname ls date");

    private static readonly FrozenSet<string> Busybox =
        Set("ping ping6 wget ip nslookup nc traceroute traceroute6 id").Union(Shell).ToFrozenSet();

    private static readonly FrozenSet<string> Debian = Set("bash getent id").Union(Shell).ToFrozenSet();

    private static readonly FrozenSet<string> Everything =
        Set("bash curl dig getent bridge ss iptables-save ip6tables-save conntrack sysctl tracepath").Union(Busybox).ToFrozenSet();

    private readonly FrozenSet<string> _programs;

    private ContainerImage(FrozenSet<string> programs, bool isBusybox) => (_programs, UsesBusybox) = (programs, isBusybox);

    /// <summary>Whether ping, wget and ip are busybox's, which print other texts than iputils, GNU wget and iproute2.</summary>
    public bool UsesBusybox { get; }

    /// <summary>Whether the program is there.</summary>
    public bool Has(string program) => _programs.Contains(program);

    /// <summary>The image of that reference. One that is not known has everything: a learner should not be stopped by what we do not know.</summary>
    public static ContainerImage Of(string reference) => KnownImages.Repository(reference) switch
    {
        "busybox" => new(Busybox, isBusybox: true),
        "alpine" => new(Busybox, isBusybox: true),
        "curl" => new(Busybox.Append("curl").ToFrozenSet(), isBusybox: true),
        "agnhost" => new(Busybox.Union(Set("bash curl dig bridge ss")).ToFrozenSet(), isBusybox: true),
        "nginx" => new(Debian.Append("curl").ToFrozenSet(), isBusybox: false),
        "httpd" or "redis" or "postgres" => new(Debian, isBusybox: false),
        "http-echo" or "pause" => new(FrozenSet<string>.Empty, isBusybox: false),
        _ => new(Everything, isBusybox: false),
    };

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
