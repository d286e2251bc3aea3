namespace PodNet.Kubectl.Output;

/// <summary>What commands that change an object print of it: "pod/web created", or the object itself with -o.</summary>
internal sealed class ObjectOutput
{
    private readonly Invocation _run;
    private readonly ObjectFormat? _format;
    private readonly bool _isYaml;
    private int _printed;

    /// <summary>Output as the command's flags ask for it.</summary>
    /// <exception cref="KubectlException">-o or --dry-run has a value that cannot be.</exception>
    public ObjectOutput(Invocation run)
    {
        (_run, DryRun) = (run, DryRunOf(run));
        _format = ObjectFormat.Of(run);
        _isYaml = run.Flags.Text("output") == "yaml";
    }

    /// <summary>"client", "server", or null where it is meant seriously.</summary>
    public string? DryRun { get; }

    /// <summary>"pod/web", "deployment.apps/api".</summary>
    public static string NameOf(ApiMap content)
    {
        string version = content.Text("apiVersion") ?? "";
        int slash = version.IndexOf('/', StringComparison.Ordinal);
        string group = slash < 0 ? "" : "." + version[..slash];
        return $"{(content.Text("kind") ?? "").ToLowerInvariant()}{group}/{content.Text("metadata", "name")}";
    }

    /// <summary>"pod/web".</summary>
    public static string NameOf(KubernetesObject shown) => $"{shown.Kind.QualifiedSingular}/{shown.Name}";

    /// <summary>Prints an object after something was done to it.</summary>
    /// <param name="operation">"created".</param>
    public void Print(KubernetesObject shown, string operation)
    {
        if (_format is null)
        {
            string dry = DryRun switch { "client" => " (dry run)", "server" => " (server dry run)", _ => "" };
            _run.Line($"{NameOf(shown)} {operation}{dry}");
            return;
        }

        if (_isYaml && _printed++ > 0) _run.Print("---\n");
        _run.Print(_format.Print(shown.Content));
    }

    /// <summary>Sends a change to the server, or only asks it with --dry-run=server, or does nothing with --dry-run=client.</summary>
    /// <param name="sent">What to print with --dry-run=client.</param>
    /// <param name="send">Sends it and gives what the server made of it.</param>
    public KubernetesObject Send(KubernetesObject sent, Func<KubernetesObject, KubernetesObject> send)
    {
        if (DryRun == "client") return sent;
        PodNet.Kubernetes.Controllers.ControlPlane before = _run.Cluster;
        KubernetesObject stored = send(sent);
        if (DryRun != "server") return stored;
        _run.Cluster = before;
        // What was not stored has no version.
        return sent.Uid.Length == 0 && before.Objects.Find(stored.Key) is null ? stored.With(["metadata", "resourceVersion"], null) : stored;
    }

    private static string? DryRunOf(Invocation run)
    {
        string? written = run.Flags.Text("dry-run");
        switch (written)
        {
            case null or "none":
                return null;
            case "client" or "server":
                return written;
            case "unchanged":
                run.Note("W0101 00:00:00.000000       1 helpers.go:703] --dry-run is deprecated and can be replaced with --dry-run=client.");
                return "client";
            default:
                throw new KubectlException($"Invalid dry-run value ({written}). Must be \"none\", \"server\", or \"client\".");
        }
    }
}
