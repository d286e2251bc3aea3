using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Events;

/// <summary>Something a kernel says while it works.</summary>
public abstract class KernelEvent(KernelCommand command)
{
    public KernelCommand Command { get; } = command;
}

/// <summary>Something to show.</summary>
public abstract class DisplayEvent(object? value, KernelCommand command, IReadOnlyCollection<FormattedValue>? formattedValues = null, string? valueId = null)
    : KernelEvent(command)
{
    public object? Value { get; } = value;

    public IReadOnlyCollection<FormattedValue> FormattedValues { get; } = formattedValues ?? [];

    public string? ValueId { get; } = valueId;
}

/// <summary>Show this value in the cell.</summary>
public class DisplayedValueProduced(
    object? value, KernelCommand command, IReadOnlyCollection<FormattedValue>? formattedValues = null, string? valueId = null)
    : DisplayEvent(value, command, formattedValues, valueId);

/// <summary>The command ended well.</summary>
internal sealed class CommandSucceeded(KernelCommand command) : KernelEvent(command);

/// <summary>The command failed.</summary>
internal sealed class CommandFailed(KernelCommand command, Exception? exception, string message) : KernelEvent(command)
{
    public Exception? Exception { get; } = exception;

    public string Message { get; } = message;
}
