using System.Text;
using PodNet.Kubectl.Output;
using PodNet.Model.Collections;

namespace PodNet.Kubectl.JsonPaths;

/// <summary>A template that can be applied to objects. A field that is not there gives nothing, as <c>kubectl get</c> has it.</summary>
internal sealed class JsonPath
{
    private readonly ValueList<JsonPathNode> _nodes;

    private JsonPath(ValueList<JsonPathNode> nodes) => _nodes = nodes;

    /// <summary>Reads a template.</summary>
    /// <exception cref="JsonPathException">It cannot be read.</exception>
    public static JsonPath Parse(string template) => new(JsonPathParser.Parse(template));

    /// <summary>What <c>-o jsonpath</c> prints of an object; no line feed is added.</summary>
    /// <exception cref="JsonPathException">The template does not fit the object.</exception>
    public string Print(ApiValue root)
    {
        StringBuilder to = new();
        foreach (ValueList<ApiValue> results in Results(_nodes, root)) to.AppendJoin(' ', results.Select(Text));
        return to.ToString();
    }

    /// <summary>The values that all parts of the template give, one after the other.</summary>
    /// <exception cref="JsonPathException">The template does not fit the object.</exception>
    public ValueList<ApiValue> Find(ApiValue root) => Results(_nodes, root).SelectMany(static r => r).ToValueList();

    private static string Text(ApiValue value) => value is ApiMap or ApiList ? JsonWriter.Compact(value) : value is ApiNull ? "null" : value.ToString()!;

    private static IEnumerable<ValueList<ApiValue>> Results(ValueList<JsonPathNode> nodes, ApiValue root)
    {
        foreach (JsonPathNode node in nodes)
        {
            if (node is not RangeNode range)
            {
                yield return JsonPathWalk.Apply(node, [root]);
                continue;
            }

            foreach (ApiValue item in JsonPathWalk.Apply(range.Over, [root]))
            {
                foreach (ValueList<ApiValue> result in Results(range.Body, item)) yield return result;
            }
        }
    }
}
