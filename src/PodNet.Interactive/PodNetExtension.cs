using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using PodNet.Magics;

namespace PodNet.Interactive;

/// <summary>Makes PodNet's magics directives of a .NET Interactive host. <c>#r "nuget:PodNetKernel"</c> finds and loads it; after <c>#r "path"</c> a cell
/// calls <see cref="Load"/> itself.</summary>
public sealed class PodNetExtension : IKernelExtension
{
    /// <summary>Called by the host when the package has been restored. Never throws: a host that meets an exception here may hang.</summary>
    /// <param name="kernel">The root kernel.</param>
    public Task OnLoadAsync(Kernel kernel)
    {
        try
        {
            Load(kernel);
        }
        catch (Exception failed)
        {
            Tell($"PodNet could not be loaded into this host ({failed.GetType().Name}: {failed.Message}). Its own kernel does without it: podnet jupyter install");
        }

        return Task.CompletedTask;
    }

    /// <summary>Adds what is not there yet: <c>PodNet.Interactive.PodNetExtension.Load(Microsoft.DotNet.Interactive.Kernel.Root);</c></summary>
    /// <param name="kernel">The root kernel.</param>
    public static void Load(Kernel kernel)
    {
        Session session = new(MagicRegistry.Default);
        if (!new MagicDirectives(session).AddTo(kernel)) return; // It is loaded already.
        new PlotlyNetFormatters(session).Attach();
        if (kernel.FindKernelByName("csharp") is { } csharp) new CSharpCells(csharp, session).Attach();
        // So that the first magic answers as soon as the tenth.
        new Thread(() => Session.WarmUp(session.Magics)) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "PodNet's warm-up" }.Start();
    }

    private static void Tell(string text)
    {
        if (KernelInvocationContext.Current is not { } context) return;
        context.Publish(new DisplayedValueProduced(text, context.Command, [new FormattedValue(OutputBundle.Plain, text)]));
    }
}
