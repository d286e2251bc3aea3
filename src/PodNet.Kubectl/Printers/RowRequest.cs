namespace PodNet.Kubectl.Printers;

/// <summary>How rows are asked for.</summary>
/// <param name="Now">The time of asking, for ages.</param>
/// <param name="IsWide">Whether long cells are shown in full (<c>-o wide</c>).</param>
public readonly record struct RowRequest(DateTimeOffset Now, bool IsWide);
