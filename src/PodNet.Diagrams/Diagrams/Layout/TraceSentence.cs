using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Tracing;
using PodNet.Engine.Tracing;

namespace PodNet.Diagrams.Layout;

/// <summary>The box under the table that says in one sentence what went wrong, by which row, and how to see it on a real node.</summary>
internal sealed class TraceSentence
{
    private const double Left = 20, Right = 880, Padding = 12;
    private const double LineHeight = 16;

    private readonly Role _role;
    private readonly string? _command;
    private readonly string _row;
    private readonly IReadOnlyList<string> _sentence;
    private readonly IReadOnlyList<string> _rowLines;

    private TraceSentence(Role role, string sentence, string row, string? command, int rowLines)
    {
        (_role, _row) = (role, Printable.Clean(row));
        _command = command is null ? null : TextMetrics.Shorten(Printable.Clean($"$ {command}"), TextStyle.Mono, 320);
        double room = Right - Left - 2 * Padding - (CommandWidth > 0 ? CommandWidth + Padding : 0);
        _sentence = TextMetrics.Wrap(Printable.Clean(sentence), TextStyle.Strong, room, 2);
        _rowLines = _row.Length == 0 ? [] : TextMetrics.Wrap(_row, TextStyle.Mono, room, rowLines);
    }

    /// <summary>Height in px, with the space around it.</summary>
    public double Height => BoxHeight + 14;

    private double BoxHeight => (_sentence.Count + _rowLines.Count) * LineHeight + 14;

    private double CommandWidth => _command is null ? 0 : TextMetrics.Width(_command, TextStyle.Mono) + 20;

    /// <summary>The box for a story; null when nothing went wrong.</summary>
    /// <param name="brief">Whether the row has one line only.</param>
    public static TraceSentence? Of(TraceStory story, bool brief = false)
    {
        int lines = brief ? 1 : 3;
        if (story.Sentence is not { } sentence) return null;
        if (story.Failed is not { } failed) return new(Role.Bad, sentence, story.NotSentBy.Row, story.NotSentBy.Command, lines);
        RuleMatched? rule = failed.Journey.Main.SelectMany(h => h.Steps).OfType<RuleMatched>().LastOrDefault();
        TerminalStep ending = failed.Journey.Ending;
        Role role = DispositionWords.Sign(ending.Disposition).Role;
        return new(role, sentence, StepWords.EndingRow(ending, rule) ?? "", StepWords.Command(ending), lines);
    }

    /// <summary>Draws it.</summary>
    /// <returns>Where it ends, with the space under it.</returns>
    public double Paint(SceneBuilder scene, double top)
    {
        Rect box = new(Left, top + 6, Right - Left, BoxHeight);
        scene.Box(_role, box, 8);
        double y = box.Y + 19;
        foreach (string line in _sentence) y = Write(scene, y, line, TextStyle.Strong, null);
        foreach (string line in _rowLines) y = Write(scene, y, line, TextStyle.Mono, line == _row ? null : _row);
        if (_command is not null)
        {
            Rect chip = new(Right - 8 - CommandWidth, box.CenterY - 11, CommandWidth, 22);
            scene.Add(Layer.Devices, new Chip(Role.Command, chip, _command, TextStyle.Mono));
        }

        return box.Bottom + 8;
    }

    private static double Write(SceneBuilder scene, double y, string line, TextStyle style, string? full)
    {
        scene.Text(new(Left + Padding, y), line, style, full: full);
        return y + LineHeight;
    }
}
