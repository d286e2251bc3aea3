using PodNet.Model.Collections;

namespace PodNet.Kubectl.JsonPaths;

/// <summary>A part of a template of kubectl's JSONPath dialect (k8s.io/client-go/util/jsonpath).</summary>
internal abstract record JsonPathNode;

/// <summary>Text between braces, or a quoted text in them.</summary>
internal sealed record TextNode(string Text) : JsonPathNode;

/// <summary>A literal in a filter: a number or a truth value.</summary>
internal sealed record LiteralNode(ApiValue Value) : JsonPathNode;

/// <summary>".name".</summary>
internal sealed record FieldNode(string Name) : JsonPathNode;

/// <summary>".*".</summary>
internal sealed record WildcardNode : JsonPathNode;

/// <summary>"..": the value and all below it.</summary>
internal sealed record RecursiveNode : JsonPathNode;

/// <summary>"[1]", "[0:3]", "[*]", "[-1:]".</summary>
/// <param name="IsOne">Whether only the start was written: one element.</param>
internal sealed record ArrayNode(long? Start, long? End, long? Step, bool IsOne) : JsonPathNode;

/// <summary>"['a','b']", "[0,2]": each of these on the same value.</summary>
internal sealed record UnionNode(ValueList<ActionNode> Parts) : JsonPathNode;

/// <summary>"[?(@.name=="x")]"; the operator "exists" stands for a filter of one path.</summary>
internal sealed record FilterNode(ActionNode Left, string Operator, ActionNode Right) : JsonPathNode;

/// <summary>What stands between two braces: parts that are applied one after the other.</summary>
internal sealed record ActionNode(ValueList<JsonPathNode> Nodes) : JsonPathNode;

/// <summary>"{range PATH} ... {end}".</summary>
internal sealed record RangeNode(ActionNode Over, ValueList<JsonPathNode> Body) : JsonPathNode;
