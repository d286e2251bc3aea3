using System.Globalization;

namespace PodNet.Kubernetes.Specification;

/// <summary>A place in a text; lines and columns count from 1. The default value stands for "not from a file".</summary>
public readonly record struct SourcePosition(int Line, int Column);

/// <summary>Something wrong in a cluster file.</summary>
/// <param name="Line">Line in the file, from 1; 0 when what is wrong was not read from a file.</param>
/// <param name="Column">Column in the line, from 1; 0 as for <paramref name="Line"/>.</param>
/// <param name="Message">What is wrong, beginning with the field's path where there is one, and the way out.</param>
public sealed record Problem(int Line, int Column, string Message)
{
    /// <summary>"line 3, column 5: MESSAGE"; the message alone when there is no line.</summary>
    public override string ToString() => Line == 0
        ? Message
        : string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}: {Message}");
}

/// <summary>A cluster file (or a cluster description made in code) that cannot become a cluster. The message lists every problem, one
/// per line.</summary>
public sealed class ClusterFileException(IReadOnlyList<Problem> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>All that is wrong, in the order of the file; never empty.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems;
}

/// <summary>Collects problems, so that a person sees all of them at once.</summary>
public sealed class ProblemList
{
    private const int MostShown = 100;
    private readonly HashSet<Problem> _problems = [];

    /// <summary>How much is wrong so far.</summary>
    public int Count => _problems.Count;

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => _problems.Count == 0;

    /// <summary>Notes a problem; the same one twice counts once.</summary>
    public void Add(SourcePosition at, string message) => _problems.Add(new(at.Line, at.Column, message));

    /// <summary>The problems so far in the order of the file, at most a hundred of them and then how many more there are.</summary>
    public IReadOnlyList<Problem> Sorted()
    {
        IEnumerable<Problem> sorted = _problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ThenBy(p => p.Message, StringComparer.Ordinal);
        if (Count <= MostShown) return [.. sorted];
        string rest = string.Create(CultureInfo.InvariantCulture, $"and {Count - MostShown} problems more");
        return [.. sorted.Take(MostShown), new(0, 0, rest)];
    }

    /// <summary>Ends the work if anything is wrong.</summary>
    /// <exception cref="ClusterFileException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty) throw new ClusterFileException(Sorted());
    }
}
