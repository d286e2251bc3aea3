using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;
using PodNet.Magics;
using PodNet.Magics.Scripting;

namespace PodNet.Interactive;

/// <summary>Gives C# cells what they have in PodNet's own kernel: the variable <c>cluster</c> and the names of our namespaces. It is declared right before
/// the first C# cell runs, since the compiler takes a second to load and that cell waits for it anyway.</summary>
internal sealed class CSharpCells(Kernel csharp, Session session)
{
    private bool _declared;

    /// <summary>Stands before the kernel from now on.</summary>
    public void Attach() => csharp.AddMiddleware(Declare);

    private async Task Declare(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        if (!_declared && command is SubmitCode)
        {
            _declared = true; // Before it is done: what is sent here comes through here again.
            await csharp.SendAsync(new SubmitCode(Names(), csharp.Name)).ConfigureAwait(false);
            // With a form of its own, or the host would write the whole cluster as JSON to make one.
            FormattedValue form = new(OutputBundle.Plain, "the cluster of this notebook");
            await csharp.SendAsync(new SendValue("cluster", new SessionCluster(session), form, csharp.Name)).ConfigureAwait(false);
        }

        // After what was declared, which was a cell as well.
        if (command is SubmitCode cell) session.BeginCell(((cell.Parent as SubmitCode) ?? cell).Code);
        await next(command, context).ConfigureAwait(false);
    }

    private static string Names() => string.Concat(CellGlobals.Usings.Select(name => $"using {name};\n"));
}
