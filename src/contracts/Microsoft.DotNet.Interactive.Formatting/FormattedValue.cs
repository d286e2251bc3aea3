namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>A value in one MIME type.</summary>
public class FormattedValue(string mimeType, string value)
{
    public string MimeType { get; } = mimeType;

    public string Value { get; } = value;
}
