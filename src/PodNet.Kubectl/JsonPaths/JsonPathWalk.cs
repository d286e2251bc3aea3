using PodNet.Kubectl.Output;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.JsonPaths;

/// <summary>Applies the parts of a template to values.</summary>
internal static class JsonPathWalk
{
    /// <summary>The values that a part finds in each of those given.</summary>
    /// <exception cref="JsonPathException">The part does not fit.</exception>
    public static ValueList<ApiValue> Apply(JsonPathNode node, ValueList<ApiValue> to) => node switch
    {
        TextNode(var text) => [text],
        LiteralNode(var value) => [value],
        ActionNode action => action.Nodes.Aggregate(to, static (values, next) => Apply(next, values)),
        FieldNode(var name) => to.Select(v => (v as ApiMap)?[name]).OfType<ApiValue>().Where(static v => v is not ApiNull).ToValueList(),
        WildcardNode => to.SelectMany(Children).ToValueList(),
        RecursiveNode => to.SelectMany(Descendants).ToValueList(),
        UnionNode(var parts) => parts.SelectMany(p => Apply(p, to)).ToValueList(),
        ArrayNode array => to.SelectMany(v => Elements(array, v)).ToValueList(),
        FilterNode filter => to.SelectMany(v => Matching(filter, v)).ToValueList(),
        _ => throw new JsonPathException("unexpected Node"),
    };

    private static IEnumerable<ApiValue> Children(ApiValue value) => value switch
    {
        ApiMap map => map.Fields.Select(f => f.Value),
        ApiList list => list.Items,
        _ => [],
    };

    private static IEnumerable<ApiValue> Descendants(ApiValue value) =>
        Children(value).Any() ? [value, .. Children(value).SelectMany(Descendants)] : [];

    private static IEnumerable<ApiValue> Elements(ArrayNode array, ApiValue value)
    {
        if (value is not ApiList { Items: var items }) throw new JsonPathException($"{GoValues.TypeOf(value)} is not array or slice");
        long count = items.Count;
        long start = array.Start ?? 0;
        long end = array.IsOne ? start + 1 : array.End ?? count;
        if (start < 0) start += count;
        if (end < 0 || (end == 0 && array.IsOne)) end += count;
        if (start == end) return [];
        if (start < 0 || start >= count) throw new JsonPathException($"array index out of bounds: index {start}, length {count}");
        if (end < 0 || end > count) throw new JsonPathException($"array index out of bounds: index {end - 1}, length {count}");
        if (start > end) throw new JsonPathException($"starting index {start} is greater than ending index {end}");
        long step = array.Step ?? 1;
        if (step <= 0) throw new JsonPathException("step must be > 0");
        return items.Skip((int)start).Take((int)(end - start)).Where((_, i) => i % step == 0);
    }

    private static IEnumerable<ApiValue> Matching(FilterNode filter, ApiValue value)
    {
        if (value is not ApiList { Items: var items }) throw new JsonPathException($"{GoValues.TypeOf(value)} is not array or slice and cannot be filtered");
        return items.Where(item =>
        {
            ValueList<ApiValue> left = Apply(filter.Left, [item]);
            if (filter.Operator == "exists" || left.Count == 0) return left.Count > 0;
            ValueList<ApiValue> right = Apply(filter.Right, [item]);
            if (left.Count > 1 || right.Count > 1) throw new JsonPathException("can only compare one element at a time");
            return right.Count == 1 && Compare(left[0], filter.Operator, right[0]);
        });
    }

    private static bool Compare(ApiValue left, string operation, ApiValue right) => operation switch
    {
        "==" => Order(left, right) == 0,
        "!=" => Order(left, right) != 0,
        "<" => Order(left, right) < 0,
        "<=" => Order(left, right) <= 0,
        ">" => Order(left, right) > 0,
        ">=" => Order(left, right) >= 0,
        _ => throw new JsonPathException($"unrecognized filter operator {operation}"),
    };

    private static int Order(ApiValue left, ApiValue right)
    {
        if (GoValues.Number(left) is { } a && GoValues.Number(right) is { } b) return a.CompareTo(b);
        return (left, right) switch
        {
            (ApiText x, ApiText y) => string.CompareOrdinal(x.Text, y.Text),
            (ApiFlag x, ApiFlag y) => x.Flag.CompareTo(y.Flag),
            (ApiMap or ApiList, _) or (_, ApiMap or ApiList) => throw new JsonPathException("invalid type for comparison"),
            _ => throw new JsonPathException("incompatible types for comparison"),
        };
    }
}
