using System.Text.RegularExpressions;

namespace PodNet.Jupyter.CSharp;

/// <summary>Notebooks that other hosts run too begin with <c>#r "nuget:..."</c>. Here nothing is downloaded: the own package is in already, any other is
/// refused with the way out.</summary>
internal static partial class ReferenceDirectives
{
    private const string Own = "PodNetKernel";

    /// <summary>The code with directives that mean nothing here blanked out, each character's place unchanged.</summary>
    /// <param name="refusal">What is wrong with the first directive that cannot be done, or null.</param>
    public static string Blank(string code, out string? refusal)
    {
        string? wrong = null;
        string blanked = !code.Contains('#', StringComparison.Ordinal) ? code : Directive().Replace(code, match =>
        {
            string package = match.Groups["package"].Value;
            if (match.Groups["kind"].Value == "r" && !package.Equals(Own, StringComparison.OrdinalIgnoreCase))
            {
                int line = 1 + code.AsSpan(0, match.Index).Count('\n');
                wrong ??= $"line {line}: packages are not downloaded here, so '{package}' is not there. Build or download the library yourself and name "
                    + $"its file: #r \"path/to/{package}.dll\"";
            }

            return new(' ', match.Length);
        });
        refusal = wrong;
        return blanked;
    }

    [GeneratedRegex("""^[ \t]*#(?<kind>[ri])[ \t]+"nuget:[ \t]*(?<package>[^",\r\n]*?)[ \t]*(,[^"\r\n]*)?"[^\r\n]*""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();
}
