using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive;

/// <summary>One root command on its way, with what was said so far.</summary>
public class KernelInvocationContext
{
    private static readonly AsyncLocal<KernelInvocationContext?> Ambient = new();

    private readonly List<KernelEvent> _events = [];

    internal KernelInvocationContext(KernelCommand command) => Command = command;

    /// <summary>That of the code that asks, or null.</summary>
    public static KernelInvocationContext? Current
    {
        get => Ambient.Value;
        internal set => Ambient.Value = value;
    }

    /// <summary>The root command.</summary>
    public KernelCommand Command { get; }

    public CancellationToken CancellationToken => CancellationToken.None;

    public bool IsComplete { get; private set; }

    internal IReadOnlyList<KernelEvent> Events => _events;

    /// <summary>Says that a command is done; when it is the root command, nothing more of it runs.</summary>
    public void Complete(KernelCommand command) => End(command, new CommandSucceeded(command));

    /// <summary>Says that a command failed, with it the root command.</summary>
    public void Fail(KernelCommand command, Exception? exception = null, string? message = null) =>
        End(Command, new CommandFailed(command, exception, message ?? exception?.ToString() ?? "Command failed."));

    public void Publish(KernelEvent @event)
    {
        if (!IsComplete) _events.Add(@event);
    }

    private void End(KernelCommand command, KernelEvent end)
    {
        if (!ReferenceEquals(command, Command)) return;
        Publish(end);
        IsComplete = true;
    }
}
