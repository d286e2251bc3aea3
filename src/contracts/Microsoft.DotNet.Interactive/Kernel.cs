using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Parsing;

namespace Microsoft.DotNet.Interactive;

/// <summary>Takes commands: cuts a submission into directives and code, and lets each be done.</summary>
public abstract class Kernel
{
    private readonly Dictionary<string, KernelCommandInvocation> _directives = new(StringComparer.Ordinal);
    private readonly List<KernelCommandPipelineMiddleware> _middleware = [];

    protected Kernel(string name) => Name = name;

    public string Name { get; }

    public KernelInfo KernelInfo { get; } = new();

    internal virtual string DefaultTarget => Name;

    /// <summary>Makes a directive known, with what does it.</summary>
    public void AddDirective(KernelActionDirective directive, KernelCommandInvocation handler)
    {
        if (KernelInfo.SupportedDirectives.Any(d => d.Name == directive.Name)) throw new ArgumentException($"{directive.Name} is there already.");
        KernelInfo.SupportedDirectives.Add(directive);
        _directives[directive.Name] = handler;
    }

    /// <summary>Puts a step before all commands sent to this kernel.</summary>
    public void AddMiddleware(KernelCommandPipelineMiddleware middleware, [CallerMemberName] string? caller = null) => _middleware.Add(middleware);

    /// <summary>Does a command. One that is sent while another is being done is a part of that.</summary>
    public async Task<KernelCommandResult> SendAsync(KernelCommand command, CancellationToken cancellationToken = default)
    {
        KernelInvocationContext? outer = KernelInvocationContext.Current;
        KernelInvocationContext context = outer ?? new(command);
        KernelInvocationContext.Current = context;
        try
        {
            await Send(command, context).ConfigureAwait(false);
            if (outer is null) context.Complete(command);
        }
        catch (Exception thrown) when (outer is null)
        {
            context.Fail(command, thrown);
        }
        finally
        {
            KernelInvocationContext.Current = outer;
        }

        return new(context.Events);
    }

    internal virtual Kernel? Find(string name) => name == Name ? this : null;

    private async Task Send(KernelCommand command, KernelInvocationContext context)
    {
        if (command is not SubmitCode submission || KernelInfo.SupportedDirectives.Count == 0)
        {
            await Dispatch(command, context).ConfigureAwait(false);
            return;
        }

        SubmissionSplit split = SubmissionSplit.Of(submission.Code, [.. KernelInfo.SupportedDirectives.OfType<KernelActionDirective>()]);
        if (split.Errors.Count > 0)
        {
            context.Fail(command, message: string.Join('\n', split.Errors));
            return;
        }

        foreach (SubmissionPart part in split.Parts)
        {
            if (context.IsComplete) return;
            KernelCommand child = part.Directive is { } line
                ? new DirectiveCommand(_directives[line.Directive.Name]) { Parent = command }
                : new SubmitCode(part.Text, submission.TargetKernelName) { Parent = command };
            await Dispatch(child, context).ConfigureAwait(false);
        }
    }

    private Task Dispatch(KernelCommand command, KernelInvocationContext context)
    {
        if (command is DirectiveCommand directive) return directive.Handler(directive, context);
        Kernel target = Find(command.TargetKernelName ?? DefaultTarget)
            ?? throw new InvalidOperationException($"No kernel is named '{command.TargetKernelName ?? DefaultTarget}'.");
        KernelPipelineContinuation last = target.Handle;
        foreach (KernelCommandPipelineMiddleware middleware in target._middleware.AsEnumerable().Reverse())
        {
            KernelPipelineContinuation next = last;
            last = (c, x) => middleware(c, x, next);
        }

        return last(command, context);
    }

    private Task Handle(KernelCommand command, KernelInvocationContext context) => (command, this) switch
    {
        (SubmitCode code, IKernelCommandHandler<SubmitCode> kernel) => kernel.HandleAsync(code, context),
        (SendValue value, IKernelCommandHandler<SendValue> kernel) => kernel.HandleAsync(value, context),
        _ => throw new InvalidOperationException($"Kernel '{Name}' does not take {command.GetType().Name}."),
    };
}
