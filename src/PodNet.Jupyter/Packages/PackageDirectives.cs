using System.Text.RegularExpressions;
using PodNet.Model.Collections;

namespace PodNet.Jupyter.Packages;

/// <summary>What the lines <c>#r "nuget:NAME, VERSION"</c> and <c>#i "nuget:SOURCE"</c> of a cell ask for. The own package is in already and is no
/// request.</summary>
internal sealed partial record PackageDirectives(ValueList<PackageRequest> Packages, ValueList<string> Sources)
{
    private const string Own = "PodNetKernel";

    /// <summary>Reads them.</summary>
    /// <exception cref="PackageException">One is not written as it should be; the message names its line.</exception>
    public static PackageDirectives Of(string code)
    {
        List<PackageRequest> packages = [];
        List<string> sources = [];
        foreach (Match match in Directive().Matches(code))
        {
            if (IsOwn(match)) continue;
            string text = match.Groups["text"].Value.Trim();
            if (match.Groups["kind"].Value == "i")
            {
                sources.Add(text);
                continue;
            }

            string[] parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
            packages.Add(Request(parts[0], parts.Length > 1 ? parts[1] : "", 1 + code.AsSpan(0, match.Index).Count('\n')));
        }

        return new(packages.ToValueList(), sources.ToValueList());
    }

    /// <summary>The code with these lines blanked out, each character's place unchanged.</summary>
    public static string Blank(string code) =>
        code.Contains('#', StringComparison.Ordinal) ? Directive().Replace(code, static match => new(' ', match.Length)) : code;

    /// <summary>Whether the code is nothing but directives that ask for nothing: a notebook's first cell, which brings PodNet into other hosts.</summary>
    public static bool AskForNothing(string code) =>
        code.Contains('#', StringComparison.Ordinal) && Directive().Matches(code) is { Count: > 0 } matches && matches.All(IsOwn)
        && string.IsNullOrWhiteSpace(Blank(code));

    private static bool IsOwn(Match match) => match.Groups["kind"].Value == "r"
        && match.Groups["text"].Value.Split(',', 2)[0].Trim().Equals(Own, StringComparison.OrdinalIgnoreCase);

    private static PackageRequest Request(string name, string version, int line)
    {
        if (!Name().IsMatch(name)) throw new PackageException("BadName", $"line {line}: '{name}' cannot be a package's name; write #r \"nuget:NAME, VERSION\"");
        if (version.Length > 0 && !Version().IsMatch(version))
            throw new PackageException("BadVersion", $"line {line}: '{version}' cannot be a version of {name}; write it as 1.2.3, or none to have the newest");
        return new(name, version.Length > 0 ? version : PackageRequest.Newest, line);
    }

    [GeneratedRegex("""^[ \t]*#(?<kind>[ri])[ \t]+"nuget:(?<text>[^"\r\n]*)"[^\r\n]*""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();

    // NuGet.Packaging, PackageIdValidator.
    [GeneratedRegex(@"\A\w+([.-]\w+)*\z")]
    private static partial Regex Name();

    // A version, one with a star, or a range (NuGet documentation, "Package versioning").
    [GeneratedRegex(@"\A[\[(]?[0-9A-Za-z.+*-]*\s*(,\s*[0-9A-Za-z.+-]*)?[\])]?\z")]
    private static partial Regex Version();
}

/// <summary>A package that a cell asks for.</summary>
/// <param name="Version">As NuGet reads it: the least that will do, a range, or with stars.</param>
/// <param name="Line">Line of the cell, from 1.</param>
internal sealed record PackageRequest(string Name, string Version, int Line)
{
    /// <summary>The newest version that is not a preview.</summary>
    public const string Newest = "*";

    /// <summary>Whether what it means changes when a new version is published.</summary>
    public bool IsFloating => Version.Contains('*', StringComparison.Ordinal);
}

/// <summary>Packages cannot be had; the message is for people.</summary>
/// <param name="code">Short kind, NuGet's error number for one.</param>
internal sealed class PackageException(string code, string message) : Exception(message)
{
    /// <summary>Short kind, NuGet's error number for one.</summary>
    public string Code => code;
}
