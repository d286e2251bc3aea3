using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using PodNet.Model.Topology;

namespace PodNet.Lab.Recording;

/// <summary>Builds a compiled cluster out of real network namespaces, runs probes in it, captures on every interface and writes what it
/// saw in the capture format. Everything happens in network, mount and PID namespaces of its own (as an ordinary user in a user namespace
/// too); nothing of it is left behind, however it ends.</summary>
/// <param name="progress">Gets a line for each step.</param>
public sealed class LabRecorder(TextWriter progress)
{
    /// <summary>Records and writes DIRECTORY/probes.json, DIRECTORY/state/NAMESPACE.txt and DIRECTORY/build.sh.</summary>
    /// <exception cref="LabException">Something is missing or refused; the message says what to do.</exception>
    public void Run(Cluster cluster, IReadOnlyList<ProbeRequest> probes, string directory, CancellationToken cancel = default) =>
        Record(cluster, probes, cancel).Write(directory);

    /// <summary>Records without writing.</summary>
    /// <exception cref="LabException">Something is missing or refused; the message says what to do.</exception>
    public LabRecording Record(Cluster cluster, IReadOnlyList<ProbeRequest> probes, CancellationToken cancel = default)
    {
        LabPlan plan = LabPlan.Of(cluster, probes);
        if (Missing(probes) is [var first, ..] all) throw new LabException(all.Count == 1 ? first : string.Join("\n", all));
        LabResult result = RunInside(plan, cancel);
        if (result.Error is not null) throw new LabException(result.Error);
        return new(result.Capture, result.States, BuildScript(plan, result.Versions));
    }

    /// <summary>One line for each thing that this machine lacks for recording such probes; empty when it can.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<ProbeRequest> probes)
    {
        if (!OperatingSystem.IsLinux()) return ["the lab needs Linux: its namespaces are the lab"];
        List<string> missing = [.. LabTools.Missing(probes)];
        if (LabTools.Find("unshare") is not null && !CanUnshare())
        {
            missing.Add("the lab needs namespaces of its own: run it as root, or allow them to users "
                + "(sysctl -w kernel.unprivileged_userns_clone=1)");
        }

        if (!Directory.Exists("/proc/sys/net/bridge")) missing.Add("the lab needs bridged frames to cross iptables: modprobe br_netfilter");
        return missing;
    }

    private LabResult RunInside(LabPlan plan, CancellationToken cancel)
    {
        using Process inside = Start([Host(), "exec", typeof(LabRecorder).Assembly.Location]);
        inside.ErrorDataReceived += (_, line) => Forward(line.Data);
        inside.BeginErrorReadLine();
        // Closing its input ends it: the same happens by itself when this process is killed.
        using CancellationTokenRegistration onCancel = cancel.Register(() => inside.StandardInput.Close());
        try
        {
            inside.StandardInput.WriteLine(JsonSerializer.Serialize(plan));
            inside.StandardInput.Flush();
            string? answer = inside.StandardOutput.ReadLine();
            cancel.ThrowIfCancellationRequested();
            return answer is null
                ? throw new LabException("the lab ended before its time")
                : JsonSerializer.Deserialize<LabResult>(answer)!;
        }
        finally
        {
            inside.StandardInput.Close();
            inside.WaitForExit();
        }
    }

    private void Forward(string? line)
    {
        if (line is not null) progress.WriteLine(line);
    }

    // --kill-child: the first process inside dies with unshare, and all others in there with it.
    private static Process Start(string[] argv)
    {
        ProcessStartInfo start = new(LabTools.Find("unshare")!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] own = Environment.IsPrivilegedProcess ? [] : ["--map-root-user"];
        string[] words = [.. own, "--net", "--mount", "--pid", "--fork", "--kill-child", "--", .. argv];
        foreach (string word in words) start.ArgumentList.Add(word);
        start.Environment["PATH"] = LabTools.SearchPath;
        start.Environment["LC_ALL"] = "C";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    private static bool CanUnshare()
    {
        using Process attempt = Start(["true"]);
        attempt.WaitForExit();
        return attempt.ExitCode == 0;
    }

    // The dotnet that runs this very runtime: RUNTIME/../../../dotnet.
    private static string Host() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    private static string BuildScript(LabPlan plan, IReadOnlyList<string> versions) =>
        string.Concat(versions.Select(v => $"# {v}\n"))
        + string.Concat(plan.Commands.Select(c => $"{c}\n"))
        + string.Concat(plan.Listeners.Select(l => l.Tcp
            ? $"# in {l.Namespace} the recorder itself answers HTTP on {l.Address ?? "*"}:{l.Port}\n"
            : $"# in {l.Namespace} the recorder itself sends back UDP to {l.Address ?? "*"}:{l.Port}\n"));
}
