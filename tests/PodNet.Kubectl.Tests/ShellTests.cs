using PodNet.Kubectl.Shell;

namespace PodNet.Kubectl.Tests;

/// <summary>Lines as people write them in a terminal.</summary>
public class ShellTests
{
    // The exercise that the project was asked to make run, as it is written there.
    private const string Exercise = """
        ```
        # Create a simple nginx pod 
        kubectl run pod1 --image=nginx 
        # Create another pod 
        kubectl run pod2 --image=busybox --command -- sleep 3600 
        # Get pod IPs 
        kubectl get pods -o wide 
        # Execute into pod2 and ping pod1 
        kubectl exec -it pod2 -- wget -O- <pod1-ip>
        ```
        """;

    [Fact]
    public void The_exercise_runs_as_it_is_pasted()
    {
        ShellResult result = Run(Exercise);
        Assert.Equal(["pod/pod1 created\n", "pod/pod2 created\n"], result.Lines.Take(2).Select(l => l.Out));
        Assert.Contains("Running", result.Lines[2].Out);
        Assert.Matches(@"^kubectl exec -it pod2 -- wget -O- 10\.244\.[12]\.2$", result.Lines[3].Echo);
        Assert.Matches(@"^pod2/pod2: wget -O- 10\.244\.[12]\.2\n$", result.Lines[3].Out);
        Assert.Equal("", result.Lines[3].Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Null(result.FirstFailure);
    }

    [Theory]
    [InlineData("kubectl get ns -o name | grep kube- | wc -l", "3\n")]
    [InlineData("$ kubectl get ns -o name | head -n 1", "namespace/default\n")]
    [InlineData("get ns -o name | tail -1", "namespace/kube-system\n")]
    [InlineData("kubectl get ns -o name | sort -r | head -1", "namespace/kube-system\n")]
    [InlineData("kubectl get ns \\\n  -o name | head -1", "namespace/default\n")]
    [InlineData("NS=default; kubectl get ns $NS -o name", "namespace/default\n")]
    [InlineData("N=$(kubectl get ns default -o jsonpath={.metadata.name})\nkubectl get ns ${N} -o name", "namespace/default\n")]
    [InlineData("kubectl get ns `echo default` -o name", "namespace/default\n")]
    [InlineData("kubectl get ns nope && echo yes || echo no", "no\n")]
    [InlineData("echo 'a  $b' \"c  $?\"", "a  $b c  0\n")]
    [InlineData("kubectl get ns default -o jsonpath=\"{.metadata.name}{'\\n'}\"", "default\n")]
    [InlineData("cat <<EOF | kubectl apply -f -\napiVersion: v1\nkind: Namespace\nmetadata: {name: t}\nEOF", "namespace/t created\n")]
    [InlineData("kubectl apply -f - <<'EOF'\napiVersion: v1\nkind: Namespace\nmetadata: {name: t}\nEOF", "namespace/t created\n")]
    [InlineData("kubectl apply -f -\napiVersion: v1\nkind: Namespace\nmetadata: {name: t}\n", "namespace/t created\n")]
    public void Lines_mean_what_they_mean_in_a_shell(string block, string lastOutput) => Assert.Equal(lastOutput, Run(block).Lines[^1].Out);

    [Theory]
    [InlineData("kubectl get ns > file", "redirection with > is not served here")]
    [InlineData("kubectl get ns 2>/dev/null", "redirection with 2> is not served here")]
    [InlineData("rm -rf /", "\"rm\" does not run here")]
    [InlineData("kubectl get ns 'x", "a single quote is left open")]
    [InlineData("kubectl exec x -- ping <y-ip>", "<y-ip> stands for the address of a pod \"y\", and there is none")]
    [InlineData("cat <<EOF | kubectl apply -f -\nx: 1", "has to end with a line EOF")]
    [InlineData("kubectl get ns | grep '('", "grep cannot use the pattern")]
    public void What_is_not_served_says_so(string block, string part)
    {
        ShellResult result = Run(block);
        Assert.Contains(part, result.Lines[^1].Error);
        Assert.NotEqual(0, result.ExitCode);
    }

    [Fact]
    public void A_failure_does_not_end_the_block()
    {
        ShellResult result = Run("kubectl get pod nope\nkubectl get ns default -o name");
        Assert.Equal([1, 0], result.Lines.Select(l => l.ExitCode));
        Assert.Equal((1, "kubectl get pod nope"), (result.FirstFailure!.Number, result.FirstFailure.Source));
    }

    private static ShellResult Run(string block) => KubectlShell.Run(block, new TestCluster().Context);
}
