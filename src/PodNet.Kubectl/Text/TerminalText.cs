namespace PodNet.Kubectl.Text;

/// <summary>Texts of objects on their way to a terminal.</summary>
internal static class TerminalText
{
    /// <summary>A text without what could command a terminal (k8s.io/cli-runtime, EscapeTerminal).</summary>
    public static string Escape(string text) => text.IndexOfAny(['\u001b', '\u009b', '\r']) < 0
        ? text
        : text.Replace("\u001b", "^[", StringComparison.Ordinal).Replace("\u009b", "\\u009b",
            StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
