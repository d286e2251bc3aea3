using System.Text.RegularExpressions;
using CsCheck;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Linux;
using PodNet.Model.Packets;

namespace PodNet.Magics.Tests;

/// <summary>kubectl in cells: what it does to objects is there for the next packet, and what packets do is there for the next kubectl.</summary>
public class KubectlMagicTests
{
    private const string Exercise = """
        #!kubectl
        # Create a simple nginx pod 
        kubectl run pod1 --image=nginx 
        # Create another pod 
        kubectl run pod2 --image=busybox --command -- sleep 3600 
        # Get pod IPs 
        kubectl get pods -o wide 
        # Execute into pod2 and ping pod1 
        kubectl exec -it pod2 -- wget -O- <pod1-ip>
        """;

    [Fact]
    public void The_exercise_of_a_guide_runs_as_it_was_pasted()
    {
        Session session = Empty();
        string text = Run(session, Exercise);
        string address = Address(session, "pod1");
        Assert.Contains($"$ kubectl exec -it pod2 -- wget -O- {address}\nConnecting to {address} ({address}:80)\n", text);
        Assert.Contains("<h1>Welcome to nginx!</h1>", text);
        Assert.Contains($"pod1   1/1     Running   0          2s    {address}", text);
    }

    [Fact]
    public void The_server_logs_the_pods_own_address_for_there_is_no_NAT()
    {
        Session session = Empty();
        Run(session, Exercise);
        session.RunCell("#!trace --from pod2 --to pod1 --port 80");
        string[] lines = Run(session, "#!kubectl \"logs pod1\"").Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, l => Assert.StartsWith(Address(session, "pod2") + " - - [", l));
    }

    [Fact]
    public void A_pod_that_is_made_again_has_another_address_and_begins_anew()
    {
        Session session = Empty();
        Run(session, Exercise);
        string before = Address(session, "pod1");
        Assert.NotEmpty(session.State.Kernel.Of(new("pod1")).Neighbors);

        Run(session, "#!kubectl\nkubectl delete pod pod1\nkubectl run pod1 --image=nginx");

        Assert.NotEqual(before, Address(session, "pod1"));
        Assert.Empty(session.State.Kernel.Of(new("pod1")).Neighbors);
        Assert.DoesNotContain("GET", Run(session, "#!kubectl \"logs pod1\"", mayBeSilent: true));
        Assert.Contains($"-> {Address(session, "pod1")}", Run(session, "#!trace --from pod2 --to pod1 --port 80").Replace("→", "->", StringComparison.Ordinal));
    }

    /// <summary>The node of the old address still holds a neighbour row for it: asked itself, by unicast, three times, it is given up (RFC 4861's states, which Linux
    /// uses for ARP too), and then the whole hallway is asked.</summary>
    [Fact]
    public void Sooner_or_later_a_node_finds_out_that_a_pod_is_gone()
    {
        Session session = Empty();
        Run(session, Exercise);
        string before = Address(session, "pod1");
        Run(session, "#!kubectl\nkubectl delete pod pod1\nkubectl run pod1 --image=nginx");
        Assert.Contains("download timed out", Run(session, $"#!kubectl \"exec pod2 -- wget -T 3 -O- {before}\""));

        string text = Run(session, $"#!kubectl\nkubectl exec pod2 -- sleep 200\nkubectl exec pod2 -- wget -O- {before}");

        Assert.Contains("No route to host", text);
        Exchange exchange = session.State.LastExchange!;
        Packet[] asked = [.. exchange.Journeys.Where(j => j.Packet.Arp is { Operation: ArpOperation.Request } arp && $"{arp.TargetIp}" == before).Select(j => j.Packet)];
        Assert.Equal(3, asked.Count(p => p.Ethernet!.Destination != MacAddress.Broadcast));
        Assert.Equal(3, asked.Count(p => p.Ethernet!.Destination == MacAddress.Broadcast));
        Assert.InRange(exchange.End.Since(exchange.Start), TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public void A_command_that_fails_is_something_to_read_and_stops_nothing()
    {
        Session session = Empty();
        Assert.Equal("Error from server (NotFound): pods \"nope\" not found", Run(session, "#!kubectl \"get pod nope\""));
        Assert.Contains("pod/web created", Run(session, "#!kubectl\nkubectl get nonsense\nkubectl run web --image=nginx"));
    }

    [Fact]
    public void Variables_live_on_in_the_next_cell()
    {
        Session session = Empty();
        Run(session, Exercise);
        Run(session, "#!kubectl\nIP=$(kubectl get pod pod1 -o jsonpath={.status.podIP})\necho $IP");
        Assert.Equal(Address(session, "pod1"), Run(session, "#!kubectl\necho $IP"));
    }

    [Fact]
    public void A_deployment_keeps_its_number_of_pods()
    {
        Session session = Empty();
        Run(session, "#!kubectl\nkubectl create deployment web --image=nginx --replicas=3");
        string[] names = [.. session.State.RequiredCluster.Topology.Pods.Select(p => p.Name)];
        Assert.Equal(3, names.Length);
        Run(session, $"#!kubectl \"delete pod {names[0]}\"");
        Assert.Equal(3, session.State.RequiredCluster.Topology.Pods.Count);
        Assert.DoesNotContain(session.State.RequiredCluster.Topology.Pods, p => p.Name == names[0]);
    }

    [Fact]
    public void A_new_cluster_knows_nothing_of_the_old_one()
    {
        Session session = Empty();
        Run(session, Exercise);
        session.RunCell("#!cluster\nnodes: 2");
        Assert.Equal("No resources found in default namespace.", Run(session, "#!kubectl \"get pods\""));
    }

    [Fact]
    public void Time_goes_on_with_each_command()
    {
        Session session = Empty();
        SimulatedTime before = session.State.Clock;
        Run(session, "#!kubectl\nkubectl get pods\nkubectl get nodes\nkubectl get ns");
        Assert.Equal(TimeSpan.FromSeconds(4), session.State.Clock.Since(before));
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        Session session = Empty();
        MagicResult result = session.RunCell("#!kubectl\necho '<img src=x onerror=alert(1)>'\nkubectl run '<b>' --image=nginx");
        Assert.Null(result.Error);
        Assert.DoesNotContain("<img", result.Outputs[0][OutputBundle.Html]);
        Assert.DoesNotContain("<b><b>", result.Outputs[0][OutputBundle.Html]);
    }

    [Fact]
    public void Without_a_command_or_a_cluster_it_says_what_to_do()
    {
        Assert.Contains("#!kubectl \"get pods\"", Empty().RunCell("#!kubectl").Error);
        Assert.Contains("#!kubectl \"get pods -o wide\"", Empty().RunCell("#!kubectl get pods -o wide").Error);
        Assert.Contains("#!cluster", new Session(MagicRegistry.Default).RunCell("#!kubectl \"get pods\"").Error);
    }

    /// <summary>What get -o yaml prints, applied to an empty cluster, is the same object again, but for what the server itself gives each new object.</summary>
    [Fact]
    public void What_is_exported_can_be_applied()
    {
        Gen<string> label = Gen.OneOf(["app: web", "tier: \"1\"", "x: \"true\"", "empty: \"\"", "a.b/c: d"]);
        Gen<string> images = Gen.OneOf(["nginx", "busybox:1.36", "registry.example/a/b@sha256:" + new string('0', 64)]);
        Gen<string> container = Gen.Select(Gen.Int[1, 65535], images, Gen.Bool)
            .Select((port, image, withEnv) => $"{{name: main, image: \"{image}\", ports: [{{containerPort: {port}}}]"
                + (withEnv ? ", env: [{name: A, value: \"yes\"}, {name: B, value: \"0x10\"}], command: [sleep, \"3600\"]}" : "}"));
        Gen.Select(label, container, Gen.Int[0, 2]).Sample((l, c, kind) =>
        {
            string pod = $"metadata: {{name: it, labels: {{{l}}}}}\nspec:\n  containers: [{c}]";
            string manifest = kind switch
            {
                0 => $"apiVersion: v1\nkind: Pod\n{pod}",
                1 => $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: it, labels: {{{l}}}}}",
                _ => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: it}}\nspec:\n  selector: {{matchLabels: {{{l}}}}}\n  template:\n    "
                    + pod.Replace("name: it, ", "", StringComparison.Ordinal).Replace("\n", "\n    ", StringComparison.Ordinal),
            };
            string name = kind switch { 0 => "pod", 1 => "namespace", _ => "deployment" };
            string first = Exported($"kubectl create -f -\n{manifest}");
            string second = Exported($"kubectl create -f -\n{first}");
            Assert.Equal(WithoutServersOwn(first), WithoutServersOwn(second));
            Assert.Contains("name: it", first);

            string Exported(string create)
            {
                Session session = Empty();
                Run(session, "#!kubectl\n" + create);
                return Run(session, $"#!kubectl \"get {name} it -o yaml\"");
            }
        }, iter: 30);
    }

    private static string WithoutServersOwn(string yaml)
    {
        string spec = Regex.Split(yaml, "(?m)^status:")[0];
        return Regex.Replace(Regex.Replace(spec, "(?m)^  (uid|resourceVersion|creationTimestamp):.*\n", ""), "kube-api-access-[a-z0-9]{5}", "kube-api-access");
    }

    private static Session Empty()
    {
        Session session = new(MagicRegistry.Default);
        session.RunCell("#!cluster\nnodes: 2");
        return session;
    }

    private static string Address(Session session, string pod) => session.State.RequiredCluster.Topology.Pod(new(pod))!.Address.ToString();

    private static string Run(Session session, string cell, bool mayBeSilent = false)
    {
        MagicResult result = session.RunCell(cell);
        Assert.Null(result.Error);
        return mayBeSilent && result.Outputs.Count == 0 ? "" : Assert.Single(result.Outputs)[OutputBundle.Plain]!;
    }
}
