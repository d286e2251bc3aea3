using System.Globalization;
using System.Text;
using PodNet.Lab.Captures;
using PodNet.Model.Collections;

namespace PodNet.Lab.Recording.Inside;

/// <summary>One recording, inside the lab's own namespaces: builds the cluster, runs the probes, prints the state.</summary>
internal sealed class LabSession(LabPlan plan, Action<string> progress)
{
    private const int TriesForEndpoint = 30;
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);
    // The kernel asks once a second (net.ipv4.neigh.*.retrans_time_ms).
    private static readonly TimeSpan ArpRetry = TimeSpan.FromMilliseconds(1300);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    /// <exception cref="LabException">It cannot be built, or a probe does not end.</exception>
    public LabResult Run()
    {
        // Names of namespaces are files in /run/netns; with a /run of its own nobody outside sees them.
        if (Native.Mount("lab", "/run", "tmpfs", 0, 0) != 0) throw Native.Failed("cannot give the lab a /run of its own");
        progress($"building {plan.Namespaces.Count} namespaces");
        KernelBuilder.Run(plan.Commands);
        using Servers servers = new(plan.Listeners);
        using PacketCapture capture = new(plan.Points);
        List<CapturedProbe> probes = [];
        foreach (PlannedProbe probe in plan.Probes)
        {
            progress($"{probes.Count + 1}/{plan.Probes.Count} {probe.Name}");
            probes.Add(Record(probe, capture));
        }

        progress("printing the state");
        Thread.Sleep(TimeSpan.FromSeconds(1));
        Capture all = new(plan.Points.Select(p => p.ToInterface()).ToValueList(), probes.ToValueList());
        return new(null, CaptureWriter.Write(all), plan.Namespaces.ToDictionary(n => n, State), Versions());
    }

    private CapturedProbe Record(PlannedProbe probe, PacketCapture capture)
    {
        for (int i = 0; i < TriesForEndpoint; i++)
        {
            CapturedProbe recorded = RecordOnce(probe, capture);
            bool asWanted = probe.ChosenEndpoint is null
                || recorded.Frames.Any(f => f.Namespace == probe.ChosenEndpoint && f.Content.Kind == FrameKind.Tcp("S"));
            if (asWanted) return recorded;
        }

        throw new LabException($"probe '{probe.Name}': no SYN got to {probe.ChosenEndpoint} in {TriesForEndpoint} tries");
    }

    private CapturedProbe RecordOnce(PlannedProbe probe, PacketCapture capture)
    {
        MakeCold(capture);
        LabProcess.Outcome outcome = LabProcess.Run(probe.From, probe.Argv);
        Settle(capture);
        capture.RefuseLosses();
        string answer = (outcome.Output + outcome.Error).Trim();
        string conntrack = string.Concat(plan.Nodes.Select(n => $"== {n}\n{Print(n, "conntrack -L -o extended")}"));
        return new(
            probe.Name, probe.From, probe.Argv.ToValueList(), outcome.ExitCode, answer, probe.ChosenEndpoint, conntrack,
            capture.Frames.ToValueList());
    }

    // Bridges know everybody, and nothing else is known. What an earlier probe left on the way is waited for.
    private void MakeCold(PacketCapture capture)
    {
        capture.Announce();
        foreach (string ns in plan.Namespaces)
        {
            LabProcess.Run(ns, ["ip", "-batch", "-"], "neigh flush all\nroute flush cache\n");
            // What IPv6 learned of path MTUs goes only when asked for by its family.
            LabProcess.Run(ns, ["ip", "-6", "route", "flush", "cache"]);
        }

        foreach (string node in plan.Nodes) LabProcess.Run(node, ["conntrack", "-F"]);
        DateTime start = DateTime.UtcNow;
        while (capture.Quiet < TimeSpan.FromMilliseconds(100) && DateTime.UtcNow - start < LongestSettling) Thread.Sleep(10);
        capture.Clear();
    }

    private static void Settle(PacketCapture capture)
    {
        DateTime start = DateTime.UtcNow;
        while (DateTime.UtcNow - start < LongestSettling)
        {
            if (capture.Quiet > (RawFrame.SomebodyIsAsking(capture.Frames) ? ArpRetry : Settled)) return;
            Thread.Sleep(50);
        }
    }

    private string State(string ns)
    {
        StringBuilder text = new();
        bool ipv6 = Print(ns, "ip -6 addr").Length > 0;
        foreach (string command in StateCommands.For(plan.Nodes.Contains(ns), ipv6))
            text.Append(StateCommands.Section(ns, command, Print(ns, command)));
        return text.ToString();
    }

    private static string Print(string ns, string command) => LabProcess.Run(ns, command.Split(' ')).Output;

    private static string[] Versions()
    {
        // Of the kernel its number only: what follows names the machine it was built for.
        string[] tools = ["ip -V", "iptables --version", "conntrack --version", "busybox"];
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"Linux {Environment.OSVersion.Version.ToString(2)}"),
            .. tools.Where(t => LabTools.Find(t.Split(' ')[0]) is not null)
                .Select(t => LabProcess.Run(null, t.Split(' ')).Output.Split('\n')[0].Trim()),
        ];
    }
}
