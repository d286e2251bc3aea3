namespace PodNet.Magics.Scripting.Formatters;

/// <summary>Names the class that formats values of a type. .NET Interactive looks for an attribute of this name, whoever declared it, so that its library
/// need not be referenced (its Formatter.cs, TryGetFormatterFromAttribute and what follows).</summary>
/// <param name="formatterSourceType">A class with a parameterless constructor and a public method CreateTypeFormatters.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = true)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types to show, the best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
