using PodNet.Model.Collections;

namespace PodNet.Kubectl.Shell;

/// <summary>A word or an operator of a command line.</summary>
internal abstract record ShellToken;

/// <summary>"|", "&amp;&amp;", "||", ";", "&lt;", "&lt;&lt;", "&gt;", "&gt;&gt;", "&amp;".</summary>
internal sealed record OperatorToken(string Text) : ShellToken;

/// <summary>A word, of which parts may have to be filled in.</summary>
internal sealed record WordToken(ValueList<WordPart> Parts) : ShellToken
{
    /// <summary>The word as it was written, where nothing has to be filled in; else null.</summary>
    public string? Literal => Parts.All(p => p.Kind == WordPartKind.Text) ? string.Concat(Parts.Select(p => p.Text)) : null;
}

/// <summary>What a part of a word is.</summary>
internal enum WordPartKind
{
    /// <summary>Text as it is.</summary>
    Text,

    /// <summary>The value of a variable.</summary>
    Variable,

    /// <summary>What a command prints.</summary>
    Command,
}

/// <summary>A part of a word.</summary>
/// <param name="Text">The text, the variable's name, or the command.</param>
/// <param name="IsQuoted">Whether it stands in quotes: then its blanks part no words.</param>
internal sealed record WordPart(WordPartKind Kind, string Text, bool IsQuoted);

/// <summary>A block cannot be read or uses what is not served; the message says what to do.</summary>
public sealed class ShellException(string message) : Exception(message);
