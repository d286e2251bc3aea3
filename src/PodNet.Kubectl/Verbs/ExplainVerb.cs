using PodNet.Kubectl.Flags;

namespace PodNet.Kubectl.Verbs;

/// <summary>kubectl explain: the fields of a kind and their types; what they mean is left to the documentation.</summary>
internal sealed class ExplainVerb : Verb
{
    /// <inheritdoc/>
    public override string Name => "explain";

    /// <inheritdoc/>
    public override string? Summary => "List the fields of a kind: explain pod.spec.containers";

    /// <inheritdoc/>
    public override IReadOnlyList<Flag> Flags { get; } = [Flag.Switch("recursive"), new("api-version"), CommonFlags.Output];

    /// <inheritdoc/>
    public override void Run(Invocation run)
    {
        if (run.Arguments.Count == 0)
            throw new KubectlException("You must specify the type of resource to explain. Use \"kubectl api-resources\" for a complete list of "
                + "supported resources.");
        if (run.Arguments.Count > 1) throw new KubectlException("We accept only this format: explain RESOURCE");
        string[] path = run.Arguments[0].TrimEnd('.').Split('.');
        ResourceKind kind = ResourceKinds.Find(path[0])
            ?? throw new KubectlException($"the server doesn't have a resource type {GoText.Quote(path[0])}") { IsBare = true };
        FieldType type = kind.Schema;
        foreach (string field in path[1..]) type = Inside(type, field);
        if (kind.Group.Length > 0) run.Line($"GROUP:      {kind.Group}");
        run.Line($"KIND:       {kind.Kind}");
        run.Line($"VERSION:    {kind.ApiVersion.Split('/')[^1]}\n");
        if (path.Length > 1) run.Line($"FIELD: {path[^1]} <{NameOf(type)}>\n");
        if (Element(type) is StructType fields)
        {
            run.Line($"FIELDS:");
            List(run, fields, 1, run.Flags.Is("recursive"));
        }
    }

    private static void List(Invocation run, StructType type, int level, bool recursive)
    {
        // A schema may hold itself; nobody reads deeper than this.
        const int Deepest = 12;
        foreach ((string name, FieldType field) in type.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            run.Line($"{new string(' ', 2 * level)}{name}\t<{NameOf(field)}>");
            if (recursive && level < Deepest && Element(field) is StructType inner) List(run, inner, level + 1, recursive);
        }
    }

    private static FieldType Inside(FieldType type, string field) =>
        Element(type) is StructType known && known.Fields.TryGetValue(field, out FieldType? inner)
            ? inner
            : throw new KubectlException($"field {GoText.Quote(field)} does not exist");

    private static FieldType Element(FieldType type) => type is ListType list ? Element(list.Item) : type;

    private static string NameOf(FieldType type) => type switch
    {
        ListType list => "[]" + NameOf(list.Item),
        MapType map => $"map[string]{NameOf(map.Value)}",
        StructType known => known.GoName,
        ScalarType { Name: "int" } => "integer",
        ScalarType { Name: "bool" } => "boolean",
        ScalarType scalar => scalar.Name,
        _ => "Object",
    };
}
