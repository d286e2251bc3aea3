namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>One directive line of a submission. In the real assembly it is internal as well, and says nothing about its values.</summary>
internal sealed class DirectiveCommand(KernelCommandInvocation handler) : KernelCommand
{
    public KernelCommandInvocation Handler { get; } = handler;
}
