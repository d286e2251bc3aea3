using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Resources;
using PodNet.Kubernetes.Api;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl exec.</summary>
internal sealed class ExecVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "exec";

    /// <inheritdoc/>
    public override string? Summary => "Run a program in a container: exec POD [-c CONTAINER] -- PROGRAM ARGUMENTS";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("container", Shorthand: 'c'), Flag.Switch("stdin", 'i'), Flag.Switch("tty", 't'), Flag.Switch("quiet", 'q'),
        new("pod-running-timeout", FlagType.Duration), new("filename", FlagType.TextSlice, 'f'),
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        int dash = run.Flags.ArgumentsBeforeDash;
        if (run.Arguments.Count == 0 || dash == 0) throw new KubectlException("pod, type/name or --filename must be specified");
        if (dash != 1 && run.Arguments.Count > 1)
            throw run.Usage("exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead");
        ValueList<string> argv = run.Arguments.Skip(1).ToValueList();
        if (argv.Count == 0) throw new KubectlException("you must specify at least one command for the container");
        KubernetesObject pod = PodReference.Find(run, run.Arguments[0])[0];
        if (pod.Content.Text("status", "phase") is "Succeeded" or "Failed")
            throw new KubectlException($"cannot exec into a container in a completed pod; current phase is {pod.Content.Text("status", "phase")}");
        string container = run.Flags.Text("container") is { Length: > 0 } named ? named : PodReference.DefaultContainer(run, pod, run.Flags.Is("quiet"));
        Check(pod, container);
        if (run.Flags.Is("tty") && run.Flags.Is("stdin") && !run.Context.IsTerminal && !run.Flags.Is("quiet"))
            run.Note("Unable to use a TTY - input is not a terminal or the right kind of file");
        Exec(run, pod, container, argv);
    }

    private static void Check(KubernetesObject pod, string container)
    {
        if (!PodReference.HasContainer(pod, container)) throw new ApiException("BadRequest", $"container {container} is not valid for pod {pod.Name}");
        if (pod.Content.Text("spec", "nodeName") is null or "") throw new ApiException("BadRequest", $"pod {pod.Name} does not have a host assigned");
        if (PodReference.StatusOf(pod, container)?.At("state", "running") is not ApiMap)
            throw new KubectlException($"unable to upgrade connection: container not found ({GoText.Quote(container)})");
    }

    private static void Exec(Invocation run, KubernetesObject pod, string container, ValueList<string> argv)
    {
        ExecResult result = run.Runtime.Exec(pod, container, argv, run.Request);
        run.Runtime = result.Runtime;
        run.Print(result.Out);
        run.PrintError(result.Error);
        if (result.StartError is { } why)
        {
            run.Note($"error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI "
                + $"runtime exec failed: "
                + $"exec failed: unable to start container process: exec: {GoText.Quote(argv[0])}: {why}: unknown");
            run.ExitCode = result.ExitCode == 0 ? 1 : result.ExitCode;
        }
        else if (result.ExitCode != 0)
        {
            run.Note($"command terminated with exit code {result.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            run.ExitCode = result.ExitCode;
        }
    }
}
