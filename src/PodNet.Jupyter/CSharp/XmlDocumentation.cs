using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace PodNet.Jupyter.CSharp;

/// <summary>The XML file beside an assembly, read when somebody first asks about one of its members.</summary>
internal sealed class XmlDocumentation(string file) : DocumentationProvider
{
    private readonly Lazy<Dictionary<string, string>> _members = new(() => Read(file));

    public override bool Equals(object? obj) => obj is XmlDocumentation other && other.File == File;

    public override int GetHashCode() => File.GetHashCode(StringComparison.Ordinal);

    protected override string? GetDocumentationForSymbol(
        string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _members.Value.GetValueOrDefault(documentationMemberID);

    private string File { get; } = file;

    private static Dictionary<string, string> Read(string file)
    {
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        if (!System.IO.File.Exists(file)) return members;
        try
        {
            foreach (XElement member in XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member"))
            {
                if (member.Attribute("name") is { } name) members.TryAdd(name.Value, member.ToString(SaveOptions.DisableFormatting));
            }
        }
        catch (XmlException)
        {
            // Somebody's file beside somebody's library: then there are no words.
        }

        return members;
    }
}
