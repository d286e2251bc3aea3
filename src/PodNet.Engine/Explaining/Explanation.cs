namespace PodNet.Engine.Explaining;

/// <summary>What a step did, in a form that any host can print.</summary>
/// <param name="Act">One short sentence in the kernel's words.</param>
/// <param name="Row">The model object that decided (a route, a neighbour, an FDB row, a rule ...), or null when no row did.</param>
/// <param name="Nearest">The row that came nearest without deciding, or null.</param>
/// <param name="Command">The command that shows the row on a real node, or null when there is nothing to show.</param>
public sealed record Explanation(string Act, object? Row = null, object? Nearest = null, string? Command = null);
