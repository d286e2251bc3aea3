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
    private SourcePosition _last = new(1, 1);

    private YamlTree(string text, ProblemList problems)
    {
        _parser = new Parser(new StringReader(text));
        _problems = problems;
    }

    /// <summary>The documents up to the first place that is no YAML; that is noted as a problem.</summary>
    public static IReadOnlyList<YamlNode> Read(string text, ProblemList problems)
    {
        List<YamlNode> documents = [];
        YamlTree tree = new(text, problems);
        try
        {
            tree.ReadDocuments(documents);
        }
        catch (YamlException e)
        {
            problems.Add(At(e.End), $"malformed YAML: {e.InnerException?.Message ?? e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException)
        {
            // The scanner does not foresee every text and then breaks down with whatever it met ("[1, 2" and a key on the next line).
            problems.Add(tree._last, "malformed YAML: the text cannot be read from here on; is a bracket or a quote left open?");
        }

        return documents;
    }

    private void ReadDocuments(List<YamlNode> documents)
    {
        _parser.Consume<StreamStart>();
        while (!_parser.TryConsume<StreamEnd>(out _))
        {
            _parser.Consume<DocumentStart>();
            documents.Add(ReadNode(0));
            _parser.Consume<DocumentEnd>();
        }
    }

    private YamlNode ReadNode(int depth)
    {
        ParsingEvent next = _parser.Consume<ParsingEvent>();
        _last = At(next.Start);
        if (depth > DeepestNesting) throw new YamlException(next.Start, next.End, $"nested more than {DeepestNesting} levels deep");
        if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw new YamlException(next.Start, next.Start, "anchors and aliases are not supported; write the value out");
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
}
