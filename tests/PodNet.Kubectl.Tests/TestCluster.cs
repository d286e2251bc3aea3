using PodNet.Kubectl.Shell;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Tests;

/// <summary>A cluster of two nodes and a control plane that lives from command to command.</summary>
internal sealed class TestCluster
{
    private const string File = "{\"cluster\": {\"nodes\": [\"control-plane 172.18.0.2 (tainted)\", \"worker1 172.18.0.3\", \"worker2 172.18.0.4\"]}, "
        + "\"sessions\": []}";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private ulong _commands;

    public ControlPlane Cluster { get; private set; } = Check.RecordedCluster.Of(Check.CheckFile.Read("test", File).Sessions!, Start);

    public IContainerRuntime Runtime { get; private set; } = new FakeRuntime();

    public Dictionary<string, string> Files { get; } = [];

    public KubectlContext Context =>
        new(Cluster, Runtime, new ApiRequest(Start.AddMinutes(5 + _commands), _commands)) { ReadFile = f => Files.GetValueOrDefault(f) };

    public KubectlResult Run(string command) => Run(ShellLexer.Words(command).ToArray());

    public KubectlResult Run(params string[] arguments)
    {
        _commands++;
        KubectlResult result = KubectlCommand.Run(arguments.ToValueList(), Context);
        (Cluster, Runtime) = (result.Cluster, result.Runtime);
        return result;
    }

    public KubectlResult Apply(string manifest)
    {
        _commands++;
        KubectlResult result = KubectlCommand.Run(["apply", "-f", "-"], Context with { StandardInput = manifest });
        Cluster = result.Cluster;
        return result;
    }
}

/// <summary>Containers that repeat what they are told: "fail" ends with 3, "missing" cannot be started.</summary>
internal sealed class FakeRuntime : IContainerRuntime
{
    public ExecResult Exec(KubernetesObject pod, string container, ValueList<string> argv, ApiRequest request) => argv[0] switch
    {
        "fail" => new(this, "", "", 3),
        "missing" => new(this, "", "", 0, "executable file not found in $PATH"),
        _ => new(this, $"{pod.Name}/{container}: {string.Join(' ', argv)}\n", "", 0),
    };

    public ValueList<string> Logs(KubernetesObject pod, string container) => ["line 1", "line 2", $"line 3 of {container}"];
}
