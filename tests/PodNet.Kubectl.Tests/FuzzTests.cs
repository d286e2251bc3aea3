using CsCheck;
using PodNet.Kubectl.Shell;
using PodNet.Kubectl.Verbs;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.Tests;

/// <summary>Whatever is typed, there is an answer and never an exception.</summary>
public class FuzzTests
{
    private static readonly string[] Words =
    [
        .. VerbTable.All.SelectMany(v => v.Name.Split(' ')), .. VerbTable.All.SelectMany(v => v.Flags).Select(f => "--" + f.Name).Distinct(),
        "pods", "pod", "po,svc", "all", "deploy/web", "node", "web", "nope", "-n", "-o", "-l", "-f", "-A",
            "--", "-it", "-", "", "=", "a=b", "a-", "\u001b[31m", "\ud800", "/", "x/y/z",
        "-ojson", "-oyaml", "-ojsonpath={", "-ojsonpath={.items[?(@.a==1)]}", "-ocustom-columns=A:.b,C",
            "app in (a", "!app", "--image=nginx", "--replicas=-1", "--port=99999999999", "8080:80",
    ];

    private static readonly Lazy<TestCluster> Cluster = new(() =>
    {
        TestCluster cluster = new();
        cluster.Run("run web --image=nginx --port=80");
        cluster.Run("create deployment web --image=nginx --replicas=2");
        return cluster;
    });

    private static readonly Gen<string> Word = Gen.Frequency((8, Gen.OneOf(Words)), (1, Gen.String[0, 8]));

    [Fact]
    public void Arguments_are_answered()
    {
        KubectlContext context = Cluster.Value.Context with { StandardInput = "a: [" };
        Word.Array[0, 7].Sample(words =>
        {
            KubectlResult result = KubectlCommand.Run(words.ToValueList(), context);
            return result.ExitCode == 0 || result.Error.Length + result.Out.Length > 0;
        }, iter: 4000);
    }

    [Fact]
    public void Blocks_are_answered()
    {
        KubectlContext context = Cluster.Value.Context;
        Gen<string> piece = Gen.Frequency((3, Word),
            (2, Gen.OneOf("kubectl", "|", "&&", ";", "$(", ")", "`", "'", "\"", "<<EOF", "\nEOF\n", "\n",
                "\\\n", "<web-ip>", "$X", "X=1", "${", "#", ">", "2>&1", "grep", "head", "-n", "sort")));
        piece.Array[0, 10].Sample(pieces =>
            KubectlShell.Run(string.Join(' ', pieces), context).Lines.All(l => l.ExitCode == 0 || l.Error.Length + l.Out.Length >= 0), iter: 3000);
    }
}
