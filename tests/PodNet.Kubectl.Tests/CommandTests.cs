namespace PodNet.Kubectl.Tests;

/// <summary>Commands on a cluster.</summary>
public class CommandTests
{
    private const string Web = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          nodeName: worker1
          containers: [{name: main, image: nginx, ports: [{containerPort: 80}]}, {name: side, image: busybox, command: [sleep, "3600"]}]
        """;

    [Fact]
    public void Every_verb_with_a_summary_answers_help()
    {
        TestCluster cluster = new();
        foreach (Verbs.Verb verb in Verbs.VerbTable.All)
        {
            KubectlResult result = cluster.Run([.. verb.Name.Split(' '), "--help"]);
            Assert.Equal(0, result.ExitCode);
            Assert.Contains("kubectl " + verb.Name, result.Out);
        }

        string all = cluster.Run("").Out;
        Assert.All(Verbs.VerbTable.All.Where(v => v.Summary is not null), v => Assert.Contains(v.Name, all));
    }

    [Theory]
    [InlineData("gte pods", "error: unknown command \"gte\" for \"kubectl\"\n\nDid you mean this?\n\tget\n")]
    [InlineData("frobnicate", "error: unknown command \"frobnicate\" for \"kubectl\"\n")]
    [InlineData("rollout frob x", "error: unknown command \"frob x\"\nSee 'kubectl rollout -h' for help and examples\n")]
    [InlineData("get pods --foo", "error: unknown flag: --foo\nSee 'kubectl get --help' for usage.\n")]
    [InlineData("create deployment x", "error: required flag(s) \"image\" not set\n")]
    [InlineData("create namespace", "error: exactly one NAME is required, got 0\nSee 'kubectl create namespace -h' for help and examples\n")]
    [InlineData("get pod a svc/b", "error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name "
        + "form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'\n")]
    [InlineData("get pods -o jsonpath={.x", "error: error parsing jsonpath {.x, unclosed action\n")]
    [InlineData("edit pod x", "error: kubectl edit is not part of this simulated cluster: use 'kubectl apply -f -' with the changed manifest\n")]
    [InlineData("delete ns default", "Error from server (Forbidden): namespaces \"default\" is forbidden: this namespace may not be deleted\n")]
    public void Mistakes_are_named(string command, string error)
    {
        KubectlResult result = new TestCluster().Run(command);
        Assert.Equal((error, "", 1), (result.Error, result.Out, result.ExitCode));
    }

    [Fact]
    public void Apply_creates_then_changes_nothing_then_changes()
    {
        TestCluster cluster = new();
        Assert.Equal("pod/web created\n", cluster.Apply(Web).Out);
        Assert.Equal("pod/web unchanged\n", cluster.Apply(Web).Out);
        Assert.Equal("pod/web configured\n", cluster.Apply(Web.Replace("app: web", "tier: front")).Out);
        Assert.Equal("{\"tier\":\"front\"}", cluster.Run("get pod web -o jsonpath={.metadata.labels}").Out);
        Assert.Equal("error: the path \"none.yaml\" does not exist\n", cluster.Run("apply -f none.yaml").Error);
    }

    [Fact]
    public void What_get_prints_as_yaml_can_be_applied_elsewhere()
    {
        TestCluster first = new(), second = new();
        first.Apply(Web);
        string printed = first.Run("get pod web -o yaml").Out;
        Assert.Contains("\n  - image: nginx\n", printed);
        second.Apply(printed.Replace("  resourceVersion:", "  #"));
        Assert.Equal(first.Run("get pod web -o jsonpath={.spec.containers}").Out, second.Run("get pod web -o jsonpath={.spec.containers}").Out);
    }

    [Fact]
    public void Exec_and_logs_choose_a_container_and_say_so()
    {
        TestCluster cluster = new();
        cluster.Apply(Web);
        KubectlResult ran = cluster.Run("exec web -- echo -n hi");
        Assert.Equal(("web/main: echo -n hi\n", "Defaulted container \"main\" out of: main, side\n"), (ran.Out, ran.Error));
        Assert.Equal(("", "command terminated with exit code 3\n", 3), Of(cluster.Run("exec web -c side -- fail")));
        Assert.Equal(("web/side: sh\n", "Unable to use a TTY - input is not a terminal or the right kind of file\n", 0),
            Of(cluster.Run("exec -it web -c side -- sh")));
        Assert.Contains("exec: \"missing\": executable file not found in $PATH", cluster.Run("exec web -c side -- missing").Error);
        Assert.Equal("Error from server (BadRequest): container nope is not valid for pod web\n", cluster.Run("exec web -c nope -- ls").Error);
        Assert.Equal("error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and "
            + "examples\n", cluster.Run("exec web ls").Error);
        Assert.Equal("error: you must specify at least one command for the container\n", cluster.Run("exec web").Error);
        Assert.Equal("line 2\nline 3 of side\n", cluster.Run("logs web -c side --tail=2").Out);
        Assert.Equal("error: container nope is not valid for pod web\n", cluster.Run("logs web -c nope").Error);
        Assert.Equal("error: error parsing local port 'abc': strconv.ParseUint: parsing \"abc\": invalid syntax\n",
            cluster.Run("port-forward pod/web abc:80").Error);
    }

    [Fact]
    public void A_deployment_is_scaled_rolled_out_and_deleted_with_its_pods()
    {
        TestCluster cluster = new();
        Assert.Equal("deployment.apps/api created\n", cluster.Run("create deployment api --image=nginx --replicas=2").Out);
        Assert.Equal("deployment.apps/api scaled\n", cluster.Run("scale deployment api --replicas=3").Out);
        Assert.Equal("3", cluster.Run("get deploy api -o jsonpath={.status.readyReplicas}").Out);
        Assert.Equal("deployment.apps/api image updated\n", cluster.Run("set image deployment/api nginx=nginx:1.27").Out);
        Assert.Equal("deployment \"api\" successfully rolled out\n", cluster.Run("rollout status deployment/api").Out);
        Assert.Equal("deployment.apps/api \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n", cluster.Run("rollout history deployment/api").Out);
        Assert.Equal("deployment.apps/api rolled back\n", cluster.Run("rollout undo deployment api").Out);
        Assert.Equal("nginx", cluster.Run("get deploy api -o jsonpath={..image}").Out);
        Assert.Equal("deployment.apps/api restarted\n", cluster.Run("rollout restart deploy/api").Out);
        Assert.Contains("NewReplicaSet:   api-", cluster.Run("describe deployment api").Out);
        Assert.Equal("deployment.apps \"api\" deleted\n", cluster.Run("delete deployment api").Out);
        Assert.Equal("No resources found in default namespace.\n", cluster.Run("get pods,rs,deploy").Error);
    }

    [Fact]
    public void Several_kinds_are_parted_by_a_blank_line_and_named()
    {
        TestCluster cluster = new();
        cluster.Run("run a --image=nginx");
        string table = cluster.Run("get ns,po -A").Out;
        Assert.Contains("\n\nNAMESPACE   NAME    READY", table);
        Assert.Contains("default     pod/a   1/1     Running   0", table);
        Assert.StartsWith("NAME                        STATUS", table);
    }

    [Fact]
    public void Sorting_counts_digits_as_numbers()
    {
        TestCluster cluster = new();
        foreach (string name in (string[])["p10", "p9", "p1"]) cluster.Run($"run {name} --image=nginx");
        Assert.Equal("pod/p1\npod/p9\npod/p10\n", cluster.Run("get pods --sort-by=.metadata.name -o name").Out);
        Assert.Equal("error: couldn't find any field with path \"{.nope}\" in the list of objects\n", cluster.Run("get pods --sort-by=.nope").Error);
        Assert.Equal("N     A\np1    nginx\np10   nginx\np9    nginx\n",
            cluster.Run("get pods -o custom-columns=N:.metadata.name,A:spec.containers[*].image").Out);
    }

    private static (string Out, string Error, int ExitCode) Of(KubectlResult result) => (result.Out, result.Error, result.ExitCode);
}
