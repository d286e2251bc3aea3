using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive;

/// <summary>What the host looks for in a package's <c>interactive-extensions/dotnet</c>.</summary>
public interface IKernelExtension
{
    /// <param name="kernel">The root kernel.</param>
    Task OnLoadAsync(Kernel kernel);
}

/// <summary>A kernel that does one kind of command.</summary>
public interface IKernelCommandHandler<TCommand>
    where TCommand : KernelCommand
{
    Task HandleAsync(TCommand command, KernelInvocationContext context);
}

/// <summary>Does a command.</summary>
public delegate Task KernelCommandInvocation(KernelCommand command, KernelInvocationContext context);

/// <summary>Stands between a kernel and the command it is sent.</summary>
public delegate Task KernelCommandPipelineMiddleware(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next);

/// <summary>What comes after a middleware.</summary>
public delegate Task KernelPipelineContinuation(KernelCommand command, KernelInvocationContext context);
