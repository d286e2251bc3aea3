using System.Globalization;
using PodNet.Kubectl.Flags;
using PodNet.Kubectl.Output;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Images;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl run.</summary>
internal sealed class RunVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "run";

    /// <inheritdoc/>
    public override string? Summary => "Start a pod: run NAME --image=IMAGE [--port=PORT] [--expose] [--command] [-- COMMAND]";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } =
    [
        new("image", IsRequired: true), new("port"), new("labels", Shorthand: 'l'), new("env", FlagType.TextArray), new("annotations", FlagType.TextArray),
        new("restart"), new("image-pull-policy"), new("overrides"), new("override-type"), new("pod-running-timeout", FlagType.Duration),
        new("grace-period", FlagType.Number), new("timeout", FlagType.Duration), new("cascade", WithoutValue: "background"),
        Flag.Switch("command"), Flag.Switch("expose"), Flag.Switch("rm"), Flag.Switch("stdin", 'i'), Flag.Switch("tty", 't'), Flag.Switch("attach"),
        Flag.Switch("leave-stdin-open"), Flag.Switch("quiet", 'q'), Flag.Switch("privileged"), Flag.Switch("force"), Flag.Switch("wait"),
        CommonFlags.DryRun, .. CommonFlags.Files, .. CommonFlags.Printing, .. CommonFlags.Recording,
    ];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        Check(run);
        ObjectOutput output = new(run);
        string name = run.Arguments[0];
        ApiMap labels = run.Flags.Text("labels") is { Length: > 0 } written ? Labels(written) : ApiMap.Of(("run", name));
        KubernetesObject pod = Placed(run, output, Pod(run, name, labels));
        KubernetesObject? service = run.Flags.Is("expose") ? Placed(run, output, Service(run, name, labels)) : null;
        pod = output.Send(pod, run.Create);
        List<Exception> errors = [];
        if (service is not null) Expose(run, output, service, errors);
        output.Print(pod, "created");
        run.Settle();
        AggregateKubectlException.ThrowIfAny(errors);
    }

    private static void Expose(Invocation run, ObjectOutput output, KubernetesObject service, List<Exception> errors)
    {
        try
        {
            output.Print(output.Send(service, run.Create), "created");
        }
        catch (ApiException refused)
        {
            errors.Add(refused);
        }
    }

    private static void Check(Invocation run)
    {
        string image = run.Flags.Text("image")!;
        bool attaches = run.Flags.Is("attach", otherwise: run.Flags.Is("stdin"));
        if (run.Arguments.Count == 0 || run.Flags.ArgumentsBeforeDash == 0) throw run.Usage("NAME is required for run");
        if (image.Length == 0) throw new KubectlException("--image is required");
        if (ImageNames.Problem(image) is not null) throw new KubectlException($"Invalid image name {GoText.Quote(image)}: invalid reference format");
        if (run.Flags.Is("tty") && !run.Flags.Is("stdin")) throw run.Usage("-i/--stdin is required for containers with -t/--tty=true");
        if (run.Flags.Is("expose") && string.IsNullOrEmpty(run.Flags.Text("port"))) throw run.Usage("--port must be set when exposing a service");
        if ((run.Flags.Text("restart")
            ?? "Always") is not ("Always" or "Never" or "OnFailure" or "")) throw run.Usage($"invalid restart policy: {run.Flags.Text("restart")}");
        if (run.Flags.Is("rm") && !attaches) throw run.Usage("--rm should only be used for attached containers");
        if (run.Flags.Is("rm"))
        {
            throw new KubectlException("--rm needs a terminal attached to the pod, and there is none here: start the pod without --rm and -it, "
                + "use 'kubectl exec POD -- COMMAND', and at last 'kubectl delete pod POD'");
        }

        if (attaches && run.Flags.Text("dry-run") is not (null or "none"))
            throw run.Usage("--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)");
        if (run.Flags.Text("image-pull-policy")
            is { } policy and not ("" or "Always" or "IfNotPresent" or "Never")) throw run.Usage($"invalid image pull policy: {policy}");
        if (run.Flags.Has("overrides")) throw new KubectlException("--overrides is not served here: use 'kubectl apply -f -' with the whole manifest");
    }

    private static KubernetesObject Placed(Invocation run, ObjectOutput output, KubernetesObject created) =>
        output.DryRun == "client" && !run.HasNamespace ? created : created.With(["metadata", "namespace"], run.Namespace);

    private static KubernetesObject Pod(Invocation run, string name, ApiMap labels)
    {
        string[] words = [.. run.Arguments.Skip(1)];
        ApiValue? command = words.Length == 0 ? null : ApiList.Of(words.Select(w => (ApiValue)w));
        string? port = run.Flags.Text("port");
        ApiValue? yes = run.Flags.Is("stdin") ? true : null;
        ApiMap container = ApiMap.Of(
            (run.Flags.Is("command") ? "command" : "args", command),
            ("env", run.Flags.All("env").Count == 0 ? null : ApiList.Of(run.Flags.All("env").Select(Variable))),
            ("image", run.Flags.Value("image")),
            ("imagePullPolicy", run.Flags.Value("image-pull-policy")),
            ("name", name),
            ("ports", string.IsNullOrEmpty(port) ? null : ApiList.Of([ApiMap.Of(("containerPort", Number(port)))])),
            ("resources", ApiMap.Empty),
            ("securityContext", run.Flags.Is("privileged") ? ApiMap.Of(("privileged", true)) : null),
            ("stdin", yes),
            ("stdinOnce", yes is null || run.Flags.Is("leave-stdin-open") ? null : yes),
            ("tty", run.Flags.Is("tty") ? true : null));
        string restart = run.Flags.Text("restart") is { Length: > 0 } given ? given : "Always";
        ApiMap spec = ApiMap.Of(("containers", ApiList.Of([container])), ("dnsPolicy", "ClusterFirst"), ("restartPolicy", restart));
        KubernetesObject pod = CreateSubverb.New("v1", "Pod", name, labels, ("spec", spec), ("status", ApiMap.Empty));
        IReadOnlyList<string> annotations = run.Flags.All("annotations");
        return annotations.Count == 0 ? pod : pod.With(["metadata", "annotations"], ApiMap.Of(annotations.Select(a => Pair(a, $"invalid annotation: {a}"))));
    }

    private static KubernetesObject Service(Invocation run, string name, ApiMap labels)
    {
        ApiValue port = Number(run.Flags.Text("port")!);
        ApiMap spec = ApiMap.Of(
            ("ports", ApiList.Of([ApiMap.Of(("port", port), ("protocol", "TCP"), ("targetPort", port))])), ("selector", labels));
        return CreateSubverb.New("v1", "Service", name, null, ("spec", spec), ("status", ApiMap.Of(("loadBalancer", ApiMap.Empty))));
    }

    private static ApiMap Labels(string written) => ApiMap.Of(written.Split(',').Select(l => Pair(l, $"unexpected label spec: {l}")));

    private static ApiMap Variable(string written)
    {
        (string name, ApiValue value) = Pair(written, $"invalid env: {written}");
        return ApiMap.Of(("name", name), ("value", value is ApiText { Text.Length: 0 } ? null : value));
    }

    private static KeyValuePair<string, ApiValue> Pair(string written, string problem) =>
        written.Split('=', 2) is [{ Length: > 0 } key, var value] ? new(key, value) : throw new KubectlException(problem);

    private static ApiValue Number(string port) => int.TryParse(port, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new KubectlException($"strconv.Atoi: parsing {GoText.Quote(port)}: invalid syntax");
}
