using System.Text;
using CsCheck;
using PodNet.Datapath;
using PodNet.Engine.State;
using PodNet.Kubectl;
using PodNet.Kubernetes.Kinds;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Topology;

namespace PodNet.Containers.Tests;

/// <summary>What programs print in containers, as one text that a person can compare with a real cluster.</summary>
public class ProgramTests
{
    private const string File = """
        nodes: 2
        pods:
        - {name: web, node: node1, containers: [{name: nginx, image: nginx}]}
        - {name: ask, node: node1, containers: [{name: sh, image: "busybox:1.36"}]}
        - {name: far, node: node2, containers: [{name: httpd, image: httpd}]}
        - {name: tools, node: node2, containers: [{name: tools, image: netshoot}]}
        - {name: agn, node: node2, containers: [{name: agn, image: agnhost, args: [netexec]}]}
        - {name: echo, node: node2, containers: [{name: echo, image: http-echo, args: ["-text=hi there"]}]}
        - {name: db, node: node2, containers: [{name: db, image: redis}]}
        - {name: pair, node: node1, containers: [{name: site, image: nginx}, {name: side, image: busybox}]}
        """;

    private static readonly Cluster Built = ClusterBuilder.Load(File);

    /// <summary>POD[:CONTAINER] and the command; &lt;NAME&gt; stands for that pod's address.</summary>
    private static readonly string[] Commands =
    [
        "ask wget -O- <web>", "ask wget -q -O- <web>", "ask wget <far>/nope", "ask wget -O page.html <far>", "ask wget -S -q -O /dev/null <web>",
        "ask wget -q -O- <agn>:8080/clientip", "ask wget -q -O- http://<agn>:8080/hostname", "ask wget -q -O- <echo>:5678", "ask wget -q -O- <db>:6379",
        "ask wget -O- <web>:81", "ask wget -T 2 -O- 10.244.1.250", "ask wget -O- 10.244.0.250", "ask wget http://web/", "ask wget -Z <web>", "ask wget",
        "ask ping -c 2 <web>", "ask ping -c 1 <far>", "ask ping <web>", "ask ping -c 1 10.244.0.250", "ask ping nobody", "ask ping",
        "tools ping -c 2 -i 0.5 <web>", "tools ping -c 1 10.244.1.250", "tools ping -c 1 -M do -s 1500 <web>", "tools traceroute -n -q 1 <web>",
        "web curl -s <far>", "web curl <far>:81", "web curl -m 1 10.244.1.250", "web curl -sS -o /dev/null -w %{http_code}\\n <far>/x", "web curl -I <far>", "web curl -v <far>",
        "web curl -s localhost", "web ping <ask>", "ask curl <web>", "ask ip addr", "ask ip route", "ask ip link show dev eth0", "tools ip addr show dev eth0", "tools ip neigh",
        "ask cat /etc/hosts", "ask cat /etc/resolv.conf", "ask cat /etc/hostname", "ask cat /etc/shadow", "ask cat /sys/class/net/eth0/mtu", "ask hostname", "ask hostname -i", "ask env",
        "ask sh -c \"hostname -i; cat /etc/hostname && false || echo 'it is  over'\"", "ask sh -c \"ls | grep x\"", "ask sh", "ask nslookup web", "tools getent hosts tools",
        "ask nc -z -v -w 1 <web> 80", "ask nc -z -v <web> 81", "pair:side wget -q -O- localhost", "pair:side hostname -i", "ask sleep x", "ask rm -rf /",
    ];

    [Fact]
    public void Programs_print_what_the_real_ones_print()
    {
        StringBuilder text = new();
        ContainerRuntime runtime = new(Built, KernelState.Cold, SimulatedTime.Start, 1);
        foreach (string command in Commands)
        {
            string[] words = [.. Words(Filled(command))];
            string[] place = words[0].Split(':');
            ExecResult result = Exec(runtime, place[0], place.Length > 1 ? place[1] : "", words[1..]);
            runtime = (ContainerRuntime)result.Runtime;
            text.Append("# ").Append(command).Append('\n').Append(result.Out);
            foreach (string line in result.Error.TrimEnd('\n').Split('\n').Where(l => l.Length > 0)) text.Append("! ").Append(line).Append('\n');
            if (result.StartError is { } start) text.Append("!! ").Append(start).Append('\n');
            if (result.ExitCode != 0) text.Append("-> ").Append(result.ExitCode).Append('\n');
            text.Append('\n');
        }

        foreach (string pod in (string[])["web/nginx", "far/httpd", "pair/site"])
        {
            text.Append("# logs ").Append(pod).Append('\n');
            foreach (string line in runtime.Written.Of("default", pod.Split('/')[0], pod.Split('/')[1])) text.Append(line).Append('\n');
        }

        Golden.Check("Programs.golden", text.ToString());
    }

    [Fact]
    public void The_log_has_the_address_that_the_packet_had()
    {
        ContainerRuntime runtime = new(Built, KernelState.Cold, SimulatedTime.Start, 1);
        runtime = (ContainerRuntime)Exec(runtime, "tools", "", "curl", "-s", Address("web")).Runtime;
        Assert.StartsWith(Address("tools") + " - - [01/Jan/2026:", Assert.Single(runtime.Written.Of("default", "web", "nginx")), StringComparison.Ordinal);
    }

    [Fact]
    public void Time_goes_on_while_a_program_runs()
    {
        ContainerRuntime before = new(Built, KernelState.Cold, SimulatedTime.Start, 1);
        Assert.Equal(TimeSpan.FromSeconds(90), After("sleep", "90").Since(before.Clock));
        Assert.Equal(TimeSpan.FromSeconds(2), After("wget", "-T", "2", "10.244.1.250").Since(before.Clock));
        Assert.Equal(TimeSpan.FromSeconds(2), After("nc", "-z", "-w", "2", "10.244.1.250", "80").Since(before.Clock));
        Assert.InRange(After("wget", "10.244.1.250").Since(before.Clock), TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(7));

        SimulatedTime After(params string[] argv) => ((ContainerRuntime)Exec(before, "ask", "", argv).Runtime).Clock;
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    public void What_is_no_finite_number_is_no_number(string seconds)
    {
        ContainerRuntime before = new(Built, KernelState.Cold, SimulatedTime.Start, 1);
        ExecResult result = Exec(before, "ask", "", "nc", "-z", "-w", seconds, "10.244.1.250", "80");
        Assert.Equal(TimeSpan.FromSeconds(2), ((ContainerRuntime)result.Runtime).Clock.Since(before.Clock));
    }

    [Fact]
    public void No_argument_breaks_a_program() =>
        Gen.String[Gen.Char[" -\"'\\;&|<>/:@%\0\n\tabcT019.é\u202e"], 0, 12].List[0, 5].Sample(words =>
        {
            ContainerRuntime runtime = new(Built, KernelState.Cold, SimulatedTime.Start, 1);
            foreach (string program in (string[])["wget", "curl", "ping", "ip", "cat", "sh", "nc", "nslookup", "traceroute", "hostname", "sleep", "env"])
                Exec(runtime, "tools", "", [program, .. words]);
            Exec(runtime, "tools", "", "sh", "-c", string.Join(' ', words));
        }, iter: 60);

    private static ExecResult Exec(ContainerRuntime runtime, string pod, string container, params string[] argv)
    {
        ApiMap content = ApiMap.Of(("metadata", ApiMap.Of(("name", pod), ("namespace", "default"))));
        return runtime.Exec(new(ResourceKinds.Of<PodKind>(), content), container, argv.ToValueList(), new(DateTimeOffset.UnixEpoch, 1));
    }

    private static string Address(string pod) => Built.Topology.Pod(new(pod))!.Address.ToString();

    private static string Filled(string command)
    {
        foreach (ClusterPod pod in Built.Topology.Pods) command = command.Replace($"<{pod.Name}>", pod.Address.ToString(), StringComparison.Ordinal);
        return command;
    }

    private static IEnumerable<string> Words(string command) =>
        command.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
