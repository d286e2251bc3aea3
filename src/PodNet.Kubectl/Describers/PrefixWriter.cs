using System.Globalization;
using System.Text;

namespace PodNet.Kubectl.Describers;

/// <summary>Collects the lines of a description: two blanks a level, tabs between label and value (k8s.io/kubectl/pkg/describe, PrefixWriter).</summary>
internal sealed class PrefixWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line.</summary>
    public void Line(int level, FormattableString line) => _text.Append(' ', 2 * level).Append(Clean(line)).Append('\n');

    /// <summary>Adds text without a line feed.</summary>
    public void Text(FormattableString text) => _text.Append(Clean(text));

    /// <summary>The description with its columns aligned.</summary>
    public string Aligned() => TabWriter.Description(_text.ToString());

    /// <summary>The description with its tabs.</summary>
    public override string ToString() => _text.ToString();

    private static string Clean(FormattableString text) => TerminalText.Escape(text.ToString(CultureInfo.InvariantCulture));
}
