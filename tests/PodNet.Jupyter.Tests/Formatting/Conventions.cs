namespace PodNet.Jupyter.Tests.Formatting.Conventions;

/// <summary>An attribute of a library that references nothing of .NET Interactive: only the name and the properties are agreed on.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}
