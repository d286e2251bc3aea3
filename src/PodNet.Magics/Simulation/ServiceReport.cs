using System.Globalization;
using System.Text;
using PodNet.Kubernetes.Services;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;
using PodNet.Model.Netfilter;
using PodNet.Model.Text;
using PodNet.Model.Topology;
using PodNet.Printing;

namespace PodNet.Magics.Simulation;

/// <summary>A Service in words: where it can be asked, who answers, and the rows of one node's kernel that lead there.</summary>
public static class ServiceReport
{
    /// <summary>The report.</summary>
    /// <param name="node">Name of the node; null: the first.</param>
    /// <exception cref="MagicException">There is no such Service or node.</exception>
    public static string Write(SessionState state, string name, string? node)
    {
        Cluster cluster = state.RequiredCluster;
        ValueList<ProxiedService> families = ServiceNames.Required(cluster, name);
        NamespaceId where = ClusterNames.Node(cluster, node ?? cluster.Topology.Nodes[0].Name);
        StringBuilder text = new();
        foreach (ProxiedService service in families) Describe(text, cluster, service, cluster.Topology.Node(where)?.Name ?? where.Name);
        if (cluster.Topology.Proxy == "none")
            text.Append("\nnobody serves ClusterIPs in this cluster: no node has a rule about it; #!cluster --proxy iptables makes one with kube-proxy\n");
        foreach (ProxiedService service in families) WriteRows(text, cluster, service, where);
        return Printable.Lines(text.ToString().TrimEnd('\n').Split('\n'));
    }

    private static void Describe(StringBuilder text, Cluster cluster, ProxiedService service, string node)
    {
        for (int i = 0; i < service.Ports.Count; i++)
        {
            ServicePort port = service.Ports[i];
            text.Append(CultureInfo.InvariantCulture, $"{port.Name}  {port.ClusterIp}:{port.Port}/{port.Name.ProtocolText}{Elsewhere(port)}\n");
            if (service.Endpoints[i].Count == 0) text.Append("  no endpoints: connections are refused\n");
            foreach (ServiceEndpoint endpoint in service.Endpoints[i]) text.Append("  -> ").Append(Words(cluster, endpoint, node)).Append('\n');
        }
    }

    private static string Elsewhere(ServicePort port)
    {
        List<string> more = [];
        if (port.NodePort > 0) more.Add(string.Create(CultureInfo.InvariantCulture, $"node port {port.NodePort}"));
        more.AddRange(port.ExternalIps.Select(a => $"external IP {a}"));
        more.AddRange(port.LoadBalancerIps.Select(a => $"load balancer {a}"));
        if (port.AffinityTimeout is { } stay) more.Add(string.Create(CultureInfo.InvariantCulture, $"a client stays for {stay.TotalSeconds} s"));
        if (port.InternalPolicyLocal) more.Add("internal traffic stays on the node");
        if (port.ExternalPolicyLocal) more.Add("external traffic stays on the node");
        return more.Count == 0 ? "" : $", {string.Join(", ", more)}";
    }

    private static string Words(Cluster cluster, ServiceEndpoint endpoint, string node)
    {
        string condition = endpoint.IsTerminating ? endpoint.IsServing ? "terminating, still serving" : "terminating" : endpoint.IsReady ? "ready" : "not ready";
        string who = cluster.Topology.OwnerOf(endpoint.Address) is { } owner ? cluster.Topology.Pod(owner)?.DisplayName ?? owner.Name : "nobody here";
        string place = endpoint.NodeName.Length == 0 ? "" : endpoint.NodeName == node ? $" on {node} itself" : $" on {endpoint.NodeName}";
        return $"{endpoint}  {who}{place}, {condition}";
    }

    private static void WriteRows(StringBuilder text, Cluster cluster, ProxiedService service, NamespaceId node)
    {
        Origin origin = new("Service", service.Name.Namespace, service.Name.Name);
        NetworkNamespace kernel = cluster.Namespace(node);
        string tool = service.Family == IpFamily.V4 ? "iptables-save" : "ip6tables-save";
        foreach (Table table in kernel.NetfilterOf(service.Family).Tables)
        {
            List<string> rows = [.. table.Chains.SelectMany(c => c.Rules.Where(r => r.Origin == origin).Select(r => RowText.Of(r, c.Name)))];
            if (rows.Count == 0) continue;
            text.Append(CultureInfo.InvariantCulture, $"\non {node}, table {table.Name}  ($ {tool} -t {table.Name})\n");
            foreach (string row in rows) text.Append("  ").Append(row).Append('\n');
        }
    }
}
