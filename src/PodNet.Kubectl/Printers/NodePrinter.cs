using PodNet.Model.Collections;

namespace PodNet.Kubectl.Printers;

/// <summary>Nodes.</summary>
public sealed class NodePrinter : ResourcePrinter
{
    /// <inheritdoc/>
    public override string Kind => "Node";

    /// <inheritdoc/>
    public override ValueList<Column> Columns { get; } =
    [
        "NAME", "STATUS", "ROLES", Column.Age, "VERSION", Column.Wide("INTERNAL-IP"), Column.Wide("EXTERNAL-IP"), Column.Wide("OS-IMAGE"),
        Column.Wide("KERNEL-VERSION"), Column.Wide("CONTAINER-RUNTIME"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<string> Cells(ApiMap content, RowRequest asked) =>
    [
        Status(content), Roles(content), Age(content, asked), NodeText(content, "kubeletVersion", ""),
            Address(content, "InternalIP"), Address(content, "ExternalIP"),
        NodeText(content, "osImage", "<unknown>"), NodeText(content, "kernelVersion", "<unknown>"), NodeText(content, "containerRuntimeVersion", "<unknown>"),
    ];

    /// <summary>The roles that labels give a node, or "&lt;none&gt;".</summary>
    internal static string Roles(ApiMap node)
    {
        const string Prefix = "node-role.kubernetes.io/";
        SortedSet<string> roles = new(StringComparer.Ordinal);
        foreach ((string key, ApiValue value) in node.Map("metadata", "labels").Fields)
        {
            if (key.StartsWith(Prefix, StringComparison.Ordinal) && key.Length > Prefix.Length) roles.Add(key[Prefix.Length..]);
            else if (key == "kubernetes.io/role" && value is ApiText { Text.Length: > 0 } role) roles.Add(role.Text);
        }

        return roles.Count == 0 ? "<none>" : string.Join(',', roles);
    }

    private static string Status(ApiMap node)
    {
        ApiMap? ready = node.Maps("status", "conditions").LastOrDefault(c => c.Text("type") == "Ready");
        string status = ready is null ? "Unknown" : ready.Text("status") == "True" ? "Ready" : "NotReady";
        return node.Flag("spec", "unschedulable") ? status + ",SchedulingDisabled" : status;
    }

    private static string Address(ApiMap node, string type) =>
        node.Maps("status", "addresses").FirstOrDefault(a => a.Text("type") == type)?.Text("address") ?? "<none>";

    private static string NodeText(ApiMap node, string field, string otherwise) =>
        node.Text("status", "nodeInfo", field) is { Length: > 0 } text ? text : otherwise;
}
