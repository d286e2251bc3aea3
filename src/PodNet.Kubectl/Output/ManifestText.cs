using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodNet.Kubectl.Output;

/// <summary>Reads YAML (and JSON, which is YAML) into values as sigs.k8s.io/yaml does.</summary>
internal sealed class ManifestText
{
    // A text of brackets only must not overflow the stack.
    private const int DeepestNesting = 64;
    private readonly Parser _parser;

    private ManifestText(string text) => _parser = new(new StringReader(text));

    /// <summary>The documents of a text; empty ones are left out.</summary>
    /// <exception cref="KubectlException">The text is no YAML.</exception>
    public static IReadOnlyList<ApiMap> Read(string text, string source)
    {
        try
        {
            return [.. new ManifestText(text).Documents(source)];
        }
        catch (YamlException wrong)
        {
            throw Refusal(source, $"line {wrong.Start.Line}: {wrong.InnerException?.Message ?? wrong.Message}");
        }
        catch (Exception unforeseen) when (unforeseen is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException)
        {
            // The scanner does not foresee every text and then breaks down with whatever it met.
            throw Refusal(source, "did not find expected node content");
        }
    }

    private static KubectlException Refusal(string source, string problem) => new($"error parsing {source}: error converting YAML to JSON: yaml: {problem}");

    private IEnumerable<ApiMap> Documents(string source)
    {
        _parser.Consume<StreamStart>();
        while (!_parser.TryConsume<StreamEnd>(out _))
        {
            _parser.Consume<DocumentStart>();
            ApiValue document = Node(0);
            _parser.Consume<DocumentEnd>();
            if (document is ApiNull) continue;
            yield return document as ApiMap
                ?? throw new KubectlException($"error parsing {source}: json: cannot unmarshal {GoValues.TypeOf(document)} into Go value of type map[string]interface {{}}");
        }
    }

    private ApiValue Node(int depth)
    {
        ParsingEvent next = _parser.Consume<ParsingEvent>();
        if (depth > DeepestNesting) throw new YamlException(next.Start, next.End, $"nested more than {DeepestNesting} levels deep");
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw new YamlException(next.Start, next.Start, "anchors and aliases are not supported here; write the value out");
        switch (next)
        {
            case Scalar { Style: ScalarStyle.Plain } plain:
                return YamlScalars.Resolve(plain.Value);
            case Scalar quoted:
                return quoted.Value;
            case SequenceStart:
                List<ApiValue> items = [];
                while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
                return ApiList.Of(items);
            case MappingStart:
                return Map(depth + 1);
            default:
                throw new YamlException(next.Start, next.End, "did not find expected node content");
        }
    }

    private ApiMap Map(int depth)
    {
        Dictionary<string, ApiValue> fields = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            Mark at = _parser.Current!.Start;
            string key = Node(depth) is { } name and not (ApiMap or ApiList or ApiNull) ? name.ToString()! : throw new YamlException(at, at, "a key must be a single value");
            if (!fields.TryAdd(key, Node(depth))) throw new YamlException(at, at, $"key {GoText.Quote(key)} already set in map");
        }

        return ApiMap.Of(fields);
    }
}
