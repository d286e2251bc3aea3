namespace PodNet.Cli.Tests;

/// <summary>podnet check: what it says and its exit codes.</summary>
public class CheckCommandTests
{
    private const string Cluster = "\"cluster\": {\"nodes\": [\"control-plane 172.18.0.2 (tainted)\", \"worker1 172.18.0.3\", \"worker2 172.18.0.4\"]}";

    [Theory]
    [InlineData("kubectl get ns default -o name", "namespace/default\\n", 0, "1 passed, 0 failed, 0 not judged")]
    [InlineData("kubectl get ns default -o name", "namespace/other\\n", 1, "0 passed, 1 failed, 0 not judged")]
    [InlineData("kubectl get ns default", "NAME STATUS AGE\\ndefault Active <AGE>\\n", 0, "1 passed, 0 failed, 0 not judged")]
    [InlineData("kubectl get ns default", "NAME STATUS AGE\\ndefault Active <none>\\n", 1, "0 passed, 1 failed, 0 not judged")]
    public void The_exit_code_says_whether_all_is_as_recorded(string command, string output, int code, string summary)
    {
        using CommandLine line = new();
        line.Write("s.json", Session($"{{\"command\": \"{command}\", \"exitCode\": 0, \"stdoutMasked\": \"{output}\"}}"));
        (int got, string text, _) = line.Run("check", "kubectl", "s.json");
        Assert.Equal((code, summary), (got, text.TrimEnd().Split('\n')[^1]));
    }

    [Fact]
    public void What_the_file_does_not_judge_is_counted_apart_and_is_no_success()
    {
        using CommandLine line = new();
        line.Write("s.json", Session("{\"command\": \"kubectl get ns\", \"exitCode\": 7, \"judged\": false}"));
        Assert.Equal((1, "0 passed, 0 failed, 1 not judged\n"), Of(line.Run("check", "kubectl", "s.json")));
    }

    [Fact]
    public void Only_the_steps_asked_for_are_judged_but_all_run()
    {
        using CommandLine line = new();
        line.Write("s.json", Session(
            "{\"command\": \"kubectl create ns a\", \"exitCode\": 7}, {\"command\": \"kubectl get ns a -o name\", \"exitCode\": 0, \"stdout\": \"namespace/a\\n\"}"));
        Assert.Equal((0, "1 passed, 0 failed, 0 not judged\n"), Of(line.Run("check", "kubectl", "s.json", "--only", "get ns")));
        Assert.Equal((1, "0 passed, 0 failed, 0 not judged\n"), Of(line.Run("check", "kubectl", "s.json", "--only", "nothing")));
    }

    [Fact]
    public void Pods_may_be_on_other_nodes_if_always_on_the_same()
    {
        using CommandLine line = new();
        string Pod(string node) => "{\"command\": \"kubectl run a --image=nginx\", \"exitCode\": 0, \"stdout\": \"pod/a created\\n\"},"
            + "{\"command\": \"kubectl get pod a -o custom-columns=N:spec.nodeName,I:status.podIP\", \"exitCode\": 0, \"stdout\": \"N I\\nworker1 10.244.1.2\\n\"},"
            + "{\"command\": \"kubectl get pod a -o jsonpath={.spec.nodeName}\", \"exitCode\": 0, \"stdout\": \"" + node + "\"}";
        line.Write("good.json", Session(Pod("worker1")));
        line.Write("bad.json", Session(Pod("worker2")));
        Assert.Equal(0, line.Run("check", "kubectl", "good.json").Code);
        Assert.Equal(1, line.Run("check", "kubectl", "bad.json").Code);
    }

    [Theory]
    [InlineData("missing.json")]
    [InlineData("broken.json")]
    [InlineData("other.json")]
    [InlineData("s.json", "--only", "(")]
    [InlineData("s.json", "--session", "nope")]
    public void What_cannot_be_read_is_bad_input(params string[] arguments)
    {
        using CommandLine line = new();
        line.Write("broken.json", "{");
        line.Write("other.json", "{}");
        line.Write("s.json", Session(""));
        (int code, string output, string error) = line.Run(["check", "kubectl", .. arguments]);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("podnet: ", error);
    }

    [Theory]
    [InlineData("10.9.0.2", 0, "1 passed, 0 failed, 0 not judged\n")]
    [InlineData("10.9.0.3", 1, "a (host-local-allocate): ip: expected \"10.9.0.3\" got \"10.9.0.2\"\n0 passed, 1 failed, 0 not judged\n")]
    public void Cni_cases_are_judged_one_by_one(string address, int code, string account)
    {
        using CommandLine line = new();
        line.Write("c.json", "[{\"id\": \"a\", \"kind\": \"host-local-allocate\", \"input\": {\"ranges\": [{\"subnet\": \"10.9.0.0/29\"}]}, \"expect\": {\"ip\": \""
            + address + "\"}}]");
        Assert.Equal((code, account), Of(line.Run("check", "cni", "c.json")));
    }

    [Fact]
    public void A_wrong_file_of_cni_cases_is_bad_input()
    {
        using CommandLine line = new();
        line.Write("c.json", "[{\"id\": \"a\"}]");
        (int code, _, string error) = line.Run("check", "cni", "c.json");
        Assert.Equal((2, true), (code, error.Contains("c.json: [0]: has no \"kind\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("NOERROR", 0, "1 passed, 0 failed, 0 not judged\n")]
    [InlineData("NXDOMAIN", 1, "cluster.local. A: rcode: expected NXDOMAIN got NOERROR\n0 passed, 1 failed, 0 not judged\n")]
    public void Cases_of_dns_are_told_one_by_one(string rcode, int code, string account)
    {
        using CommandLine line = new();
        line.Write("d.json", $$"""{"cases": [{"qname": "cluster.local.", "qtype": "A", "rcode": "{{rcode}}"}]}""");
        Assert.Equal((code, account), Of(line.Run("check", "dns", "d.json")));
    }

    private static string Session(string steps) => $"{{{Cluster}, \"sessions\": [{{\"session\": \"one\", \"steps\": [{steps}]}}]}}";

    private static (int Code, string Out) Of((int Code, string Out, string Error) run) => (run.Code, run.Out.ReplaceLineEndings("\n"));
}
