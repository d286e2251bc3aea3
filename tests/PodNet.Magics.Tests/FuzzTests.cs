using CsCheck;

namespace PodNet.Magics.Tests;

/// <summary>Whatever stands in a cell, the session answers: with outputs or with a message, never with a defect.</summary>
public class FuzzTests
{
    private const string File =
        "nodes:\n- {name: a, address: 192.168.50.11, podCIDR: 10.244.1.0/24, sysctls: {net.ipv4.ip_forward: 1}}\n- {name: b}\n"
        + "networking: {podSubnet: 10.244.0.0/16, serviceSubnet: 10.96.0.0/16, cni: {name: flannel, mode: vxlan, mtu: 1450}}\n"
        + "underlay: {switch: sw, bridge: br0, router: {name: gw, address: 192.168.50.1}}\n"
        + "pods:\n- {name: web, node: a, image: nginx, ports: [8080, 53/udp]}\n- name: two\n  node: b\n  containers:\n"
        + "  - {name: c, image: busybox}\n  - {name: d, image: redis, ports: [{containerPort: 80}]}\n"
        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: m, namespace: shop}\nspec:\n  nodeName: a\n  containers: [{name: x, image: nginx}]\n";

    private static readonly string[] Lines =
    [
        "#!trace --from web --to two --port 80 --protocol tcp --cold --all", "#!trace --from a --to localhost --port 80", "#!node a --show \"ip route show table all\"",
        "#!pod web --show \"bridge fdb show br cni0\"", "#!cluster --nodes 3 --cni flannel --mode host-gw --seed 5", "#!stack web", "#!help trace",
        "#!node gw --show \"conntrack -L\"", "#!pod two --show \"ip route get 10.244.1.2 from 10.244.1.3 iif eth0\"", "#!trace --from web --to 255.255.255.255",
    ];

    private static readonly string[] Pieces =
    [
        "\n", "- ", "  ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!binary ", "|", "null", "-1", "99999999999999999999", "1e9", "0x10", "\"", "'", "\0", "\t", "\uFEFF", "\ud800",
        "<script>", "--", "---", "#", "#!", "/0", "/31", "/33", "::1", "0.0.0.0", "255.255.255.255", "127.0.0.1", "224.0.0.1", "nodes: 3", "metadata", "kind: Service", "a", "~",
    ];

    [Fact]
    public void Mutated_cluster_files() => Mutants(File).Sample(yaml => Answers("#!cluster\n" + yaml), iter: 400, threads: 2);

    [Fact]
    public void Mutated_magic_lines() => Gen.OneOf(Lines).SelectMany(Mutants).Sample(Answers, iter: 400, threads: 2);

    /// <summary>The text with one to four cuts, doublings, swaps of characters, or pieces put in.</summary>
    private static Gen<string> Mutants(string text) =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, text.Length], Gen.Int[1, 12], Gen.Int[0, Pieces.Length - 1]).Array[1, 4].Select(edits =>
        {
            string mutant = text;
            foreach ((int kind, int place, int length, int piece) in edits)
            {
                int at = Math.Min(place, mutant.Length), end = Math.Min(at + length, mutant.Length);
                mutant = kind switch
                {
                    0 => mutant.Remove(at, end - at),
                    1 => mutant.Insert(at, Pieces[piece]),
                    2 => mutant.Insert(at, mutant[at..end]),
                    _ => mutant[..at] + Pieces[piece] + mutant[end..],
                };
            }

            return mutant;
        });

    private static void Answers(string cell)
    {
        Session session = new(MagicRegistry.Default);
        Assert.True(session.RunCell("#!cluster\n" + File).Succeeded);
        MagicResult result = session.RunCell(cell);
        Assert.DoesNotContain("a defect of PodNet", result.Error ?? "");
    }
}
