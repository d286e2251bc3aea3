namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>The host's formatters. Here they are only remembered, by type and MIME type.</summary>
public static class Formatter
{
    internal static Dictionary<(Type Type, string MimeType), Action<object, TextWriter>> Registered { get; } = [];

    internal static Dictionary<Type, string[]> Preferred { get; } = [];

    /// <summary>Says how values of a type are written in a MIME type.</summary>
    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = "text/plain") => Registered[(type, mimeType)] = formatter;

    /// <summary>Says which MIME types a value of a type is shown in.</summary>
    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes) => Preferred[type] = preferredMimeTypes;
}
