namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Something a kernel is asked to do.</summary>
public abstract class KernelCommand
{
    protected KernelCommand(string? targetKernelName = null) => TargetKernelName = targetKernelName;

    /// <summary>The command this one is a part of, or null.</summary>
    public KernelCommand? Parent { get; internal set; }

    public string? TargetKernelName { get; internal set; }
}
