namespace PodNet.Kubectl.Tests;

/// <summary>patch, taint, drain, replace and events.</summary>
public class EditingVerbTests
{
    private const string Refused = "The request is invalid: the server rejected our request due to an error in our request\n";

    [Theory]
    [InlineData("patch deployment web -p '{\"spec\": {\"replicas\": 2}}'", "deployment.apps/web patched\n", "")]
    [InlineData("patch deployment web -p '{\"spec\": {\"replicas\": 1}}'", "deployment.apps/web patched (no change)\n", "")]
    [InlineData("patch deploy/web --type merge -p 'spec: {paused: true}'", "deployment.apps/web patched\n", "")]
    [InlineData("patch deploy/web --type json -p '[{\"op\": \"remove\", \"path\": \"/spec/none\"}]'", "", Refused)]
    [InlineData("patch deploy/web --type json -p '[{\"op\": \"add\", \"path\": \"/metadata/labels/a\", \"value\": \"b\"}]'", "deployment.apps/web patched\n", "")]
    [InlineData("patch deploy/none -p '{}'", "", "Error from server (NotFound): deployments.apps \"none\" not found\n")]
    [InlineData("patch deploy/web", "", "error: must specify --patch or --patch-file containing the contents of the patch\n")]
    [InlineData("patch deploy/web --type x -p '{}'", "", "error: --type must be one of [json merge strategic], not \"x\"\n")]
    [InlineData("patch deploy/web -p '{\"spec\": {\"replicas\": \"many\"}}'", "",
        "The request is invalid: patch: Invalid value: \"map[spec:map[replicas:many]]\": unrecognized type: int32\n")]
    [InlineData("taint nodes worker1 a=b:NoSchedule", "node/worker1 tainted\n", "")]
    [InlineData("taint nodes worker1 a-", "", "error: taint \"a\" not found\n")]
    [InlineData("taint nodes worker1 a:NoExecute-", "", "error: taint \"a:NoExecute\" not found\n")]
    [InlineData("taint nodes control-plane node-role.kubernetes.io/control-plane:NoSchedule-", "node/control-plane untainted\n", "")]
    [InlineData("taint nodes control-plane node-role.kubernetes.io/control-plane=x:NoSchedule", "",
        "error: node control-plane already has node-role.kubernetes.io/control-plane taint(s) with same effect(s) and --overwrite is false\n")]
    [InlineData("taint nodes worker1", "", "error: at least one taint update is required\n")]
    [InlineData("taint nodes a=b:NoSchedule", "", "error: at least one resource name must be specified since 'all' parameter is not set\n")]
    [InlineData("taint pods x a=b:NoSchedule", "", "error: invalid resource type pods, only node types are supported\n")]
    [InlineData("taint nodes worker1 a=b:Never", "", "error: invalid taint effect: Never, unsupported taint effect\nSee 'kubectl taint -h' for help and examples\n")]
    [InlineData("drain none", "", "Error from server (NotFound): nodes \"none\" not found\n")]
    [InlineData("drain control-plane", "node/control-plane cordoned\nnode/control-plane drained\n", "")]
    [InlineData("replace", "", "error: must specify --filename to replace\n")]
    [InlineData("replace -f web.yaml --grace-period=3", "", "error: --grace-period must have --force specified\n")]
    [InlineData("replace -f pod.yaml", "", "Error from server (NotFound): error when replacing \"pod.yaml\": pods \"one\" not found\n")]
    [InlineData("replace -f pod.yaml --force", "pod/one replaced\n", "")]
    [InlineData("events -n kube-system", "", "No events found in kube-system namespace.\n")]
    [InlineData("events --types Bad", "", "error: valid --types are Normal or Warning\n")]
    [InlineData("create deployment web --image=nginx", "", "error: failed to create deployment: deployments.apps \"web\" already exists\n")]
    [InlineData("create deployment bad --image=nginx --replicas=-1", "",
        "error: failed to create deployment: Deployment.apps \"bad\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n")]
    [InlineData("create service clusterip kubernetes --tcp=80", "", "error: failed to create ClusterIP service: services \"kubernetes\" already exists\n")]
    public void Commands_answer_as_kubectl_does(string command, string output, string error)
    {
        KubectlResult result = WithDeployment().Run(command);
        Assert.Equal((output, error, error.Length == 0 || error.StartsWith("No ", StringComparison.Ordinal) ? 0 : 1), (result.Out, result.Error, result.ExitCode));
    }

    [Fact]
    public void Draining_moves_pods_of_controllers_and_spares_others_unless_forced()
    {
        TestCluster cluster = WithDeployment();
        string name = cluster.Run("get pods -o jsonpath={.items[0].metadata.name}").Out;
        string node = cluster.Run("get pods -o jsonpath={.items[0].spec.nodeName}").Out;
        Assert.Equal(
            $"node/{node} cordoned\nevicting pod default/{name}\npod/{name} evicted\nnode/{node} drained\n", cluster.Run("drain " + node).Out);
        Assert.NotEqual(node, cluster.Run("get pods -o jsonpath={.items[0].spec.nodeName}").Out);
        cluster.Run("uncordon " + node);
        cluster.Apply($"{{apiVersion: v1, kind: Pod, metadata: {{name: alone}}, spec: {{nodeName: {node}, containers: [{{name: a, image: nginx}}]}}}}");
        const string Orphan = "cannot delete cannot delete Pods that declare no controller (use --force to override): default/alone";
        KubectlResult refused = cluster.Run("drain " + node);
        Assert.Equal(
            $"error: unable to drain node \"{node}\" due to error: {Orphan}, continuing command...\nThere are pending nodes to be drained:\n {node}\nerror: {Orphan}\n",
            refused.Error);
        KubectlResult forced = cluster.Run($"drain {node} --force");
        Assert.Equal("Warning: deleting Pods that declare no controller: default/alone\n", forced.Error);
        Assert.Equal("", cluster.Run("get pods -o name --field-selector spec.nodeName=" + node).Out);
    }

    [Fact]
    public void Events_of_an_object_are_listed_in_the_order_of_time()
    {
        TestCluster cluster = WithDeployment();
        cluster.Run("scale deployment web --replicas=2");
        cluster.Run("set image deployment/web nginx=nginx:1.25");
        string[] told = [.. cluster.Run("events --for deployment/web --no-headers").Out.TrimEnd('\n').Split('\n').Select(l => l[(l.IndexOf("Scaled", StringComparison.Ordinal))..])];
        string old = told[0].Split(' ')[4], current = told[2].Split(' ')[4];
        string[] expected =
        [
            $"Scaled up replica set {old} to 1", $"Scaled up replica set {old} to 2 from 1", $"Scaled up replica set {current} to 1",
            $"Scaled down replica set {old} to 1 from 2", $"Scaled up replica set {current} to 2 from 1", $"Scaled down replica set {old} to 0 from 1",
        ];
        Assert.Equal(expected, told);
        string listed = cluster.Run("get events --field-selector involvedObject.name=web -o jsonpath='{range .items[*]}{.message}{\"\\n\"}{end}'").Out;
        Assert.Equal(expected, listed.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_servers_dry_run_stores_nothing()
    {
        TestCluster cluster = new();
        string shown = cluster.Run("create deployment web --image=nginx --dry-run=server -o yaml").Out;
        Assert.Contains("  uid: ", shown);
        Assert.DoesNotContain("resourceVersion", shown);
        Assert.Equal("No resources found in default namespace.\n", cluster.Run("get deployments").Error);
    }

    private static TestCluster WithDeployment()
    {
        TestCluster cluster = new();
        cluster.Run("create deployment web --image=nginx");
        cluster.Files["pod.yaml"] = "{apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: a, image: nginx}]}}";
        cluster.Files["web.yaml"] = cluster.Run("get deployment web -o yaml").Out;
        return cluster;
    }
}
