using System.Text.RegularExpressions;
using PodNet.Model.Collections;
using PodNet.Printing;

namespace PodNet.Containers.Programs;

/// <summary>ip, bridge, ss and the like: what the pod's own kernel objects are. busybox's ip prints less than iproute2's.</summary>
internal sealed partial class KernelTools : IProgram
{
    public ValueList<string> Names => ["ip", "bridge", "ss", "iptables-save", "conntrack", "sysctl"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        ContainerRuntime runtime = process.Runtime;
        CommandOutput output = NamespaceCommands.Run(
            KernelViews.Of(runtime.Cluster, runtime.Kernel, process.Place.Id, runtime.Clock), [name, .. arguments]);
        process.Out.Append(process.Image.UsesBusybox && name == "ip" ? AsBusybox(output.Text) : output.Text);
        if (output.Error.Length > 0) process.Complain(output.Error);
        return output.ExitCode;
    }

    // busybox, networking/libiproute: no state, mode or group of a link, and M-DOWN on one whose peer it cannot see; no protocol of a route.
    private static string AsBusybox(string text)
    {
        string links = LinkHeader().Replace(text, static m =>
            $"{m.Groups["start"].Value}{(m.Groups["start"].Value.Contains('@', StringComparison.Ordinal) ? m.Groups["flags"].Value + ",M-DOWN" : m.Groups["flags"].Value)}"
            + $">{m.Groups["rest"].Value} {(m.Groups["qlen"].Success ? m.Groups["qlen"].Value : "")}");
        string peers = PeerNamespace().Replace(links, "");
        return RouteSource().Replace(RouteProtocol().Replace(peers, ""), "  src");
    }

    [GeneratedRegex(@"^(?<start>\d+: [^<]*<)(?<flags>[^>]*)>(?<rest> mtu \d+ qdisc \S+)(?: master (?<master>\S+))?(?: state \S+)?(?: mode \S+)?(?: group \S+)?(?: (?<qlen>qlen \d+))?", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LinkHeader();

    [GeneratedRegex(@" link-netns(?:id)? \S+", RegexOptions.CultureInvariant)]
    private static partial Regex PeerNamespace();

    [GeneratedRegex(@" proto \S+", RegexOptions.CultureInvariant)]
    private static partial Regex RouteProtocol();

    [GeneratedRegex(" src(?= )", RegexOptions.CultureInvariant)]
    private static partial Regex RouteSource();
}
