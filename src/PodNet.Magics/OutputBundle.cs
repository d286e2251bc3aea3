using PodNet.Model.Collections;

namespace PodNet.Magics;

/// <summary>One output in several forms; a host shows the richest form it can.</summary>
/// <param name="Forms">Contents by MIME type, in ordinal order of the types.</param>
public sealed record OutputBundle(ValueList<OutputForm> Forms)
{
    /// <summary>MIME type of the rich form.</summary>
    public const string Html = "text/html";

    /// <summary>MIME type of the form every host can show.</summary>
    public const string Plain = "text/plain";

    /// <summary>The content of that MIME type, or null.</summary>
    public string? this[string mime] => Forms.FirstOrDefault(f => f.Mime == mime)?.Content;

    /// <summary>A bundle of HTML and the plain text that says the same.</summary>
    public static OutputBundle Of(string html, string plain) => new([new(Html, html), new(Plain, plain)]);

    /// <summary>Text in a fixed-width font, the same in both forms.</summary>
    public static OutputBundle OfText(string text) => OfText(text, Markup.Escape(text));

    /// <summary>Text in a fixed-width font whose lines are not broken, for tables would fall apart.</summary>
    /// <param name="html">The same text as HTML, with parts of it set off.</param>
    public static OutputBundle OfText(string text, string html) => Of($"<pre style=\"white-space:pre;overflow-x:auto\">{html}</pre>", text);
}

/// <summary>One form of an output.</summary>
public sealed record OutputForm(string Mime, string Content);
