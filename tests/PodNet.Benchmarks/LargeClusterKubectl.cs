using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using PodNet.Datapath;
using PodNet.Kubectl;
using PodNet.Kubernetes.Api;
using PodNet.Kubernetes.Controllers;
using PodNet.Model.Collections;

namespace PodNet.Benchmarks;

/// <summary>kubectl in a cluster of 5,000 nodes and 150,000 pods: the first commands somebody types, each in a process of its own.
/// Wanted: under 3 s for the first, 200 ms for those after it.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.ColdStart, launchCount: 3, warmupCount: 0, iterationCount: 1)]
public class LargeClusterKubectl
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private ControlPlane _cluster = null!;

    [Params(
        "kubectl get nodes", "kubectl run web --image=nginx", "kubectl create deployment web --image=nginx --replicas=100",
        "kubectl get pods --field-selector spec.nodeName=node77")]
    public string Command { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _cluster = ClusterPodNetwork.ControlPlaneOf(ClusterBuilder.Load(Examples.Read("five-thousand-nodes.yaml")), Start);

    [Benchmark]
    public KubectlResult Run() =>
        KubectlCommand.Run(Command.Split(' ').Skip(1).ToValueList(), new(_cluster, NoRuntime.Instance, new ApiRequest(Start.AddMinutes(1), 1)));

    private sealed class NoRuntime : IContainerRuntime
    {
        public static NoRuntime Instance { get; } = new();

        public ExecResult Exec(PodNet.Kubernetes.Objects.KubernetesObject pod, string container, ValueList<string> argv, ApiRequest request) => new(this, "", "", 0);

        public ValueList<string> Logs(PodNet.Kubernetes.Objects.KubernetesObject pod, string container) => [];
    }
}
