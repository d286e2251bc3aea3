using PodNet.Kubernetes.Specification;
using PodNet.Kubernetes.Validation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodNet.Kubernetes.Yaml;

/// <summary>Reads a text's YAML documents into trees, from the parser's events: a file of 150,000 pods must not take longer to read than
/// to build.</summary>
internal sealed class YamlTree
{
    // A text of brackets only must not overflow the stack.
    private const int DeepestNesting = 64;
    private readonly IParser _parser;
    private readonly ProblemList _problems;

    private YamlTree(string text, ProblemList problems)
    {
        _parser = new Parser(new StringReader(text));
        _problems = problems;
    }

    /// <summary>The documents up to the first place that is no YAML; that is noted as a problem.</summary>
    public static IReadOnlyList<YamlNode> Read(string text, ProblemList problems)
    {
        List<YamlNode> documents = [];
        try
        {
            YamlTree tree = new(text, problems);
            tree._parser.Consume<StreamStart>();
            while (!tree._parser.TryConsume<StreamEnd>(out _))
            {
                tree._parser.Consume<DocumentStart>();
                documents.Add(tree.ReadNode(0));
                tree._parser.Consume<DocumentEnd>();
            }
        }
        catch (YamlException e)
        {
            problems.Add(At(e.Start), $"malformed YAML: {Reason(e)}");
        }

        return documents;
    }

    private YamlNode ReadNode(int depth)
    {
        ParsingEvent next = _parser.Consume<ParsingEvent>();
        if (depth > DeepestNesting) throw new YamlException(next.Start, next.End, $"nested more than {DeepestNesting} levels deep");
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw new YamlException(next.Start, next.End, "anchors and aliases are not supported; write the value out");
        return next switch
        {
            Scalar scalar => new YamlScalar(At(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => ReadSequence(At(next.Start), depth + 1),
            MappingStart => ReadMapping(At(next.Start), depth + 1),
            _ => throw new YamlException(next.Start, next.End, "a value is expected here"),
        };
    }

    private YamlSequence ReadSequence(SourcePosition at, int depth)
    {
        List<YamlNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth));
        return new(at, items);
    }

    private YamlMapping ReadMapping(SourcePosition at, int depth)
    {
        List<(YamlScalar Key, YamlNode Value)> entries = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode key = ReadNode(depth);
            YamlNode value = ReadNode(depth);
            if (key is not YamlScalar name) _problems.Add(key.At, $"a key must be a single value, not {key.Kind}");
            else if (entries.FirstOrDefault(e => e.Key.Text == name.Text).Key is { } first)
                _problems.Add(name.At, $"key {FieldErrors.Quote(name.Text)} is there already, on line {first.At.Line}");
            else entries.Add((name, value));
        }

        return new(at, entries);
    }

    private static SourcePosition At(in Mark mark) => new((int)mark.Line, (int)mark.Column);

    private static string Reason(YamlException e) => e.InnerException?.Message ?? e.Message;
}
