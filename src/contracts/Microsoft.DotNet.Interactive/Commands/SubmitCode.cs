namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Run this text.</summary>
public class SubmitCode(string code, string? targetKernelName = null) : KernelCommand(targetKernelName)
{
    public string Code { get; } = code;
}
