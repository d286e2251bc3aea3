using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using PodNet.Magics;
using PodNet.Magics.Parsing;

namespace PodNet.Interactive;

/// <summary>One directive for each magic. The host checks a directive's line and offers completions for it; what a line and the lines below it mean is read
/// by <see cref="Cell"/>, as in every other host: the host's own binding drops values without a word, and knows no lines below.</summary>
internal sealed class MagicDirectives(Session session)
{
    private MagicRegistry _ours = new([]);
    private SubmitCode? _cell;
    private Queue<MagicPart> _left = [];

    /// <summary>Adds the magics whose names the host does not use for something else (<c>#!lsmagic</c> is its own).</summary>
    /// <returns>Whether there was anything to add; not when the extension is loaded a second time.</returns>
    public bool AddTo(Kernel kernel)
    {
        HashSet<string> taken = [.. kernel.KernelInfo.SupportedDirectives.Select(d => d.Name)];
        _ours = new(session.Magics.All.Where(m => !taken.Contains(m.Name)));
        foreach (IMagic magic in _ours.All) kernel.AddDirective(Directive(magic), Run);
        return _ours.All.Count > 0;
    }

    private KernelActionDirective Directive(IMagic magic) => new(magic.Name, magic.Help) { Parameters = [.. magic.Parameters.Select(Parameter)] };

    private KernelDirectiveParameter Parameter(MagicParameter parameter)
    {
        KernelDirectiveParameter declared = new(parameter.Name, parameter.Help)
        {
            AllowImplicitName = parameter.Kind == ParameterKind.Implicit,
            Flag = parameter.Kind == ParameterKind.Flag,
            Required = parameter.Required,
        };
        return declared.AddCompletions(() => parameter.Offers(session.State));
    }

    /// <summary>The host calls this once for each directive, in their order; the command says nothing of its line, only of the cell it is from.</summary>
    private Task Run(KernelCommand command, KernelInvocationContext context)
    {
        if ((command.Parent as SubmitCode ?? context.Command as SubmitCode) is not { } cell)
        {
            context.Fail(command, message: "PodNet's magics run in cells only");
            return Task.CompletedTask;
        }

        try
        {
            if (!ReferenceEquals(cell, _cell))
            {
                session.BeginCell(cell.Code);
                (_left, _cell) = (new(Cell.MagicsOf(cell.Code, _ours)), cell);
            }

            MagicPart part = _left.Dequeue();
            MagicResult result = session.Run(part.Call);
            foreach (OutputBundle output in result.Outputs) context.Publish(Shown(output, context.Command));
            if (result.PrintableError is { } error) context.Fail(command, message: error);
            // The lines below were the magic's: the host is not to run them as C#.
            else if (part.Call.Body is not null) context.Complete(cell);
        }
        catch (MagicException refused)
        {
            context.Fail(command, message: MagicResult.Printable(refused.Message));
        }

        return Task.CompletedTask;
    }

    private static DisplayedValueProduced Shown(OutputBundle output, KernelCommand command) =>
        new(output, command, [.. output.Forms.Select(f => new FormattedValue(f.Mime, f.Content))]);
}
