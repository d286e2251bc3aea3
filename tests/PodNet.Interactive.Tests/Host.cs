using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;

namespace PodNet.Interactive.Tests;

/// <summary>A host in memory: a root kernel with a C# kernel below it that writes down what it is given.</summary>
internal sealed class Host
{
    private Host(CompositeKernel root, CSharpKernel csharp) => (Root, CSharp) = (root, csharp);

    public CompositeKernel Root { get; }

    public CSharpKernel CSharp { get; }

    /// <summary>A host that has loaded the extension, with directives of its own: <c>#!time</c>, <c>#!lsmagic</c>.</summary>
    public static async Task<Host> Loaded()
    {
        CompositeKernel root = [];
        CSharpKernel csharp = new();
        root.Add(csharp);
        root.AddDirective(new KernelActionDirective("#!time"), static (_, _) => Task.CompletedTask);
        root.AddDirective(new KernelActionDirective("#!lsmagic"), static (_, _) => Task.CompletedTask);
        await new PodNetExtension().OnLoadAsync(root);
        return new(root, csharp);
    }

    public async Task<CellResult> Run(string cell)
    {
        KernelCommandResult result = await Root.SendAsync(new SubmitCode(cell), TestContext.Current.CancellationToken);
        return new([.. result.Events.OfType<DisplayedValueProduced>()], result.Events.OfType<CommandFailed>().FirstOrDefault()?.Message);
    }

    /// <summary>What a cell showed, and why it failed.</summary>
    internal sealed record CellResult(IReadOnlyList<DisplayedValueProduced> Shown, string? Error)
    {
        public string Text(int output) => Form(output, "text/plain");

        public string Form(int output, string mime) => Shown[output].FormattedValues.Single(f => f.MimeType == mime).Value;
    }

    internal sealed class CSharpKernel() : Kernel("csharp"), IKernelCommandHandler<SubmitCode>, IKernelCommandHandler<SendValue>
    {
        /// <summary>Code and names of values, as they came.</summary>
        public List<string> Taken { get; } = [];

        public Dictionary<string, object> Values { get; } = [];

        public Task HandleAsync(SubmitCode command, KernelInvocationContext context)
        {
            Taken.Add(command.Code);
            return Task.CompletedTask;
        }

        public Task HandleAsync(SendValue command, KernelInvocationContext context)
        {
            Assert.NotNull(command.FormattedValue); // The real one would make JSON of the value to have one.
            Taken.Add($"({command.Name})");
            Values[command.Name] = command.Value;
            return Task.CompletedTask;
        }
    }
}
