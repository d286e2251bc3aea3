using System.Globalization;
using PodNet.Kubernetes.Objects;
using PodNet.Model.Collections;

namespace PodNet.Kubernetes.Api;

/// <summary>JSON patches (RFC 6902): a list of operations, each with a path (RFC 6901).</summary>
public static class JsonPatch
{
    /// <summary>The document after all operations.</summary>
    /// <exception cref="ApiException">An operation cannot be read, or its path leads nowhere, or a test fails: in the API server's words.</exception>
    public static ApiMap Apply(ApiMap target, IEnumerable<ApiMap> operations)
    {
        foreach (ApiMap operation in operations)
        {
            string[] path = Path(operation.Text("path"));
            target = (operation.Text("op") switch
            {
                "add" => Edit(target, path, 0, operation["value"] ?? ApiNull.Value, isNew: true),
                "replace" => Edit(target, path, 0, operation["value"] ?? ApiNull.Value, isNew: false),
                "remove" => Edit(target, path, 0, null, isNew: false),
                "copy" => Edit(target, path, 0, At(target, Path(operation.Text("from"))), isNew: true),
                "move" => Edit(Edit(target, Path(operation.Text("from")), 0, null, isNew: false), path, 0, At(target, Path(operation.Text("from"))), isNew: true),
                "test" when At(target, path) == operation["value"] => target,
                _ => throw Refused(),
            }) as ApiMap ?? throw Refused();
        }

        return target;
    }

    private static string[] Path(string? written) => written is { Length: > 0 } && written[0] == '/'
        ? [.. written[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
        : throw Refused();

    private static ApiValue At(ApiValue value, string[] path) =>
        path.Aggregate(value, (at, part) => at is ApiMap map && map[part] is { } field ? field : at is ApiList list ? list.Items[Index(list, part, 0)] : throw Refused());

    // Null takes the value away.
    private static ApiValue Edit(ApiValue at, string[] path, int depth, ApiValue? value, bool isNew)
    {
        bool isLast = depth == path.Length - 1;
        if (at is ApiMap map)
        {
            if (!isLast) return map.With(path[depth], Edit(map[path[depth]] ?? throw Refused(), path, depth + 1, value, isNew));
            return isNew || map.Has(path[depth]) ? map.With(path[depth], value) : throw Refused();
        }

        if (at is not ApiList list) throw Refused();
        int index = path[depth] == "-" && isLast && isNew ? list.Items.Count : Index(list, path[depth], isLast && isNew ? 1 : 0);
        ValueList<ApiValue> items = list.Items;
        if (!isLast) return new ApiList(items.RemoveAt(index).Insert(index, Edit(items[index], path, depth + 1, value, isNew)));
        if (!isNew) items = items.RemoveAt(index);
        return new ApiList(value is null ? items : items.Insert(index, value));
    }

    private static int Index(ApiList list, string part, int beyond) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Items.Count + beyond ? index : throw Refused();

    private static ApiException Refused() => new("Invalid", "request is invalid: the server rejected our request due to an error in our request");
}
