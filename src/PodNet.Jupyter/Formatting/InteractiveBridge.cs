using Microsoft.DotNet.Interactive.Formatting;
using PodNet.Magics;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Formatting;

/// <summary>The only class that names the library's types, so that it is loaded only when a method of this class runs.</summary>
internal static class InteractiveBridge
{
    /// <summary>The value in the forms its formatters make, with plain text added where they make none.</summary>
    /// <param name="all">Whether the library's own formatters count too, not only registered ones.</param>
    public static OutputBundle? TryFormat(object value, bool all)
    {
        Type type = value.GetType();
        string[] mimes = all
            ? [.. Formatter.GetPreferredMimeTypesFor(type)]
            : [.. Formatter.RegisteredFormatters(includeDefaults: false).Where(f => Takes(f.Type, type)).Select(f => f.MimeType)];
        if (mimes.Length == 0) return null;
        IEnumerable<OutputForm> forms = mimes.Distinct(StringComparer.Ordinal)
            .Select(mime => new OutputForm(mime, Formatter.ToDisplayString(value, mime).ReplaceLineEndings("\n")));
        if (!mimes.Contains(OutputBundle.Plain)) forms = forms.Append(new(OutputBundle.Plain, ValueText.Cell(() => value)));
        return new(forms.OrderBy(f => f.Mime, StringComparer.Ordinal).ToValueList());
    }

    private static bool Takes(Type registered, Type type) => registered.IsAssignableFrom(type)
        || (registered.IsGenericTypeDefinition && Generics(type).Contains(registered));

    private static IEnumerable<Type> Generics(Type type)
    {
        IEnumerable<Type> kinds = type.GetInterfaces();
        for (Type? t = type; t is not null; t = t.BaseType) kinds = kinds.Append(t);
        return kinds.Where(t => t.IsGenericType).Select(t => t.GetGenericTypeDefinition());
    }
}
