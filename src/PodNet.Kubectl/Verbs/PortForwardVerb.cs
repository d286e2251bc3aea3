using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Resources;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl port-forward: its arguments are checked as kubectl does, but no port of this machine is opened.</summary>
internal sealed class PortForwardVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "port-forward";

    /// <inheritdoc/>
    public override string? Summary => null;

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } = [new("address", FlagType.TextSlice), new("pod-running-timeout", FlagType.Duration)];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count < 2) throw run.Usage("TYPE/NAME and list of ports are required for port-forward");
        _ = PodReference.Find(run, run.Arguments[0]);
        foreach (string ports in run.Arguments.Skip(1)) Check(ports);
        throw new KubectlException("port-forward opens a port of the machine that kubectl runs on, and a simulated pod cannot be reached from there: "
            + "use 'kubectl exec' in another pod to reach it");
    }

    // "8080", "8080:80", ":80", "8080:http".
    private static void Check(string ports)
    {
        string[] parts = ports.Split(':');
        if (parts.Length > 2) throw new KubectlException($"invalid port format '{ports}'");
        (string local, string remote) = (parts[0].Length == 0 && parts.Length == 2 ? "0" : parts[0], parts[^1]);
        if (Problem(local) is { } wrong) throw new KubectlException($"error parsing local port '{local}': {wrong}");
        if (Problem(remote) is { } wrongRemote) throw new KubectlException($"error parsing remote port '{remote}': {wrongRemote}");
        if (remote == "0") throw new KubectlException("remote port must be > 0");
    }

    private static string? Problem(string port)
    {
        if (port.Length == 0 || !port.All(char.IsAsciiDigit)) return $"strconv.ParseUint: parsing {GoText.Quote(port)}: invalid syntax";
        return ushort.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? null
            : $"strconv.ParseUint: parsing {GoText.Quote(port)}: value out of range";
    }
}
