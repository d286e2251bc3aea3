using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive;

/// <summary>How a command went.</summary>
public class KernelCommandResult
{
    internal KernelCommandResult(IReadOnlyList<KernelEvent> events) => Events = events;

    public IReadOnlyList<KernelEvent> Events { get; }
}
