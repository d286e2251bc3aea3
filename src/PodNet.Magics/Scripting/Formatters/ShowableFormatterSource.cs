using System.Diagnostics.CodeAnalysis;

namespace PodNet.Magics.Scripting.Formatters;

/// <summary>The formatters of every <see cref="IShowable"/>, for .NET Interactive.</summary>
public sealed class ShowableFormatterSource
{
    /// <summary>One for each form.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = ".NET Interactive calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() => [new ShowableFormatter(OutputBundle.Html), new ShowableFormatter(OutputBundle.Plain)];
}

/// <summary>Writes one form of what an <see cref="IShowable"/> shows.</summary>
/// <param name="mimeType">Which form.</param>
public sealed class ShowableFormatter(string mimeType)
{
    /// <summary>The form's MIME type.</summary>
    public string MimeType => mimeType;

    /// <summary>Writes it.</summary>
    /// <returns>False when the value has no such form.</returns>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not IShowable showable) return false;
        if ((mimeType == OutputBundle.Plain ? showable.PlainText : showable.Show()[mimeType]) is not { } content) return false;
        writer.Write(content);
        return true;
    }
}
