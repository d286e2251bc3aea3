namespace PodNet.Magics.Tests;

/// <summary>What a person reads who gets a cluster or a command wrong in a notebook, and that nothing of the session is lost by it.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("nodes: [1, 2", "line 3, column 1: malformed YAML: ")]
    [InlineData("nodes: 2\npodz: 3", "line 3, column 1: unknown field \"podz\", did you mean \"pods\"?")]
    [InlineData("nodes:\n- {name: a, adress: 192.168.50.11}", "line 3, column 13: unknown field \"nodes[0].adress\", did you mean \"address\"?")]
    [InlineData("nodes: 5\nnetworking: {podSubnet: 10.244.0.0/22}", "line 3, column 25: networking.podSubnet: Invalid value: \"10.244.0.0/22\": too small")]
    [InlineData("nodes: [{podCIDR: 10.244.0.0/31}]", "line 2, column 19: node node1: podCIDR: Network 10.244.0.0/31 too small to allocate from")]
    [InlineData("nodes: 1\nnetworking: {podSubnet: 10.96.0.0/16}", "line 3, column 13: podSubnet 10.96.0.0/16 overlaps serviceSubnet 10.96.0.0/16")]
    [InlineData(
        "nodes: [{name: a, podCIDR: 10.244.0.0/23}, {name: b, podCIDR: 10.244.1.0/24}]",
        "line 2, column 63: podCIDR 10.244.1.0/24 of node b overlaps podCIDR 10.244.0.0/23 of node a")]
    [InlineData("nodes: [{name: a}, {name: a}]", "line 2, column 27: node a: the name is taken already (line 2)")]
    [InlineData("nodes: 1\npods:\n- {name: web}\n- {name: web}", "line 5, column 10: pod default/web: the name is taken already (line 4)")]
    [InlineData(
        "nodes: [{name: a, podCIDR: 10.244.0.0/29}]\npods: 6",
        "line 3, column 7: pod default/pod1-6: no IP addresses available in range set: 10.244.0.1-10.244.0.6")]
    [InlineData("nodes: [{name: \"<script>alert('&')</script>\"}]", "line 2, column 16: nodes[0].name: Invalid value: \"<script>alert('&')</script>\"")]
    public void A_bad_cluster_file_is_answered_with_line_and_column_of_the_cell(string yaml, string message) =>
        Refused("#!cluster\n" + yaml, message);

    [Theory]
    [InlineData("#!trace --from client1 --to \"<script>&'\"", "no pod, node or address '<script>&''")]
    [InlineData("#!pod \"<script>alert(1)</script>\"", "no pod '<script>alert(1)</script>'")]
    [InlineData("#!pod web3", "no pod 'web3', did you mean \"web1\"?")]
    [InlineData("#!node nod1", "no node 'nod1', did you mean \"node1\"? (the nodes, router and switches are node1, node2, gw, sw)")]
    [InlineData("#!trace --from client1 --to web1 --prot 80", "no parameter '--prot', did you mean")]
    [InlineData("#!cluster --cni bridge --mode vxlan", "vxlan")]
    [InlineData("#!cluster --view appartment", "--view is 'appartment'; it has to be one of network, apartment, did you mean \"apartment\"?")]
    [InlineData("#!trace --from client1 --to web1 --view <b>", "--view is '<b>'; it has to be one of network, apartment")]
    [InlineData("#!cluster --nodes 999999", "--nodes is '999999'; it has to be a whole number from 1 to 10000")]
    [InlineData("#!cluster --mtu 67 --nodes 2", "--mtu is '67'; it has to be a whole number from 68 to 65535")]
    [InlineData("#!cluster --nodes 1023 --cni bridge", "do not fit on one switch")]
    [InlineData("#!<script>", "unknown magic '#!<script>'")]
    public void A_bad_command_is_answered_and_shows_the_way_out(string cell, string message) => Refused(cell, message);

    [Fact]
    public void The_session_goes_on_after_an_error()
    {
        Session session = Started();
        session.RunCell("#!trace --from client1 --to web1");
        string before = session.RunCell("#!pod client1 --show \"ip neigh\"").Outputs[0][OutputBundle.Plain]!;

        Assert.False(session.RunCell("#!cluster\nnodes: [").Succeeded);

        Assert.Equal(before, session.RunCell("#!pod client1 --show \"ip neigh\"").Outputs[0][OutputBundle.Plain]);
    }

    [Theory]
    [InlineData("sw", "bridge link", "p-node1")]
    [InlineData("gw", "ip addr", "192.168.50.1/24")]
    public void The_switch_and_the_router_can_be_looked_into(string name, string command, string expected) =>
        Assert.Contains(expected, Started().RunCell($"#!node {name} --show \"{command}\"").Outputs[0][OutputBundle.Plain]);

    private static void Refused(string cell, string message)
    {
        Session session = Started();
        SessionState before = session.State;

        MagicResult result = session.RunCell(cell);

        Assert.Contains(message, result.Error);
        Assert.DoesNotContain("a defect of PodNet", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.Same(before, session.State);
        Assert.Empty(result.Outputs);
    }

    private static Session Started()
    {
        Session session = new(MagicRegistry.Default);
        Assert.True(session.RunCell("#!cluster --nodes 2").Succeeded);
        return session;
    }
}
