using Microsoft.DotNet.Interactive.Directives;

namespace Microsoft.DotNet.Interactive.Parsing;

/// <summary>A part of a submission: a directive's line, or code between such lines.</summary>
internal sealed record SubmissionPart(string Text, DirectiveLine? Directive = null);

/// <summary>A submission in parts. A directive stands at the very start of a line and is that line only.</summary>
/// <param name="Errors">Those of all its directives; with any, nothing of it runs.</param>
internal sealed record SubmissionSplit(IReadOnlyList<SubmissionPart> Parts, IReadOnlyList<string> Errors)
{
    public static SubmissionSplit Of(string code, IReadOnlyList<KernelActionDirective> directives)
    {
        List<SubmissionPart> parts = [];
        List<string> errors = [], below = [];
        foreach (string line in code.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith("#!", StringComparison.Ordinal))
            {
                below.Add(line);
                continue;
            }

            AddCode(parts, below);
            string name = line.Split([' ', '\t'], 2)[0];
            if (directives.FirstOrDefault(d => d.Name == name) is not { } directive)
            {
                errors.Add($"DNI101: Unknown magic command '{name}'");
                continue;
            }

            DirectiveLine read = DirectiveLine.Of(line, directive);
            errors.AddRange(read.Errors);
            parts.Add(new(line, read));
        }

        AddCode(parts, below);
        return new(parts, errors);
    }

    private static void AddCode(List<SubmissionPart> parts, List<string> lines)
    {
        string text = string.Join('\n', lines);
        if (!string.IsNullOrWhiteSpace(text)) parts.Add(new(text));
        lines.Clear();
    }
}
