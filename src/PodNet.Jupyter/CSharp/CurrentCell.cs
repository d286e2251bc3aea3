using System.Runtime.ExceptionServices;
using PodNet.Jupyter.Languages;

namespace PodNet.Jupyter.CSharp;

/// <summary>Which cell the running code belongs to. It flows into threads, tasks and timers that a cell starts, so what they print is the cell's
/// however late it comes; code that belongs to no cell, the kernel's own, prints where it always did. The one static state of this project: the
/// console is the process's, and so is this.</summary>
internal static class CurrentCell
{
    private static readonly AsyncLocal<(ICellOutput? Output, CellExecution? Execution)> Flowing = new();

    private static readonly Lock Gate = new();

    private static (TextWriter Out, TextWriter Error, TextReader In)? _ours;

    /// <summary>The output of the cell that the calling code belongs to, or null.</summary>
    public static ICellOutput? Output => Flowing.Value.Output;

    /// <summary>From here on the calling code, and all it starts, belongs to a cell.</summary>
    public static void Enter(ICellOutput output, CellExecution execution) => Flowing.Value = (output, execution);

    /// <summary>From here on the calling code belongs to no cell.</summary>
    public static void Leave() => Flowing.Value = default;

    /// <exception cref="OperationCanceledException">The calling code belongs to a cell that was interrupted.</exception>
    public static void ThrowIfInterrupted() => Flowing.Value.Execution?.Cancel.ThrowIfCancellationRequested();

    /// <summary>Puts writers before the console that ask for the current cell. A cell may have replaced the console's, so this is done before each.</summary>
    public static void TakeConsole()
    {
        lock (Gate)
        {
            if (_ours is null)
            {
                Console.SetOut(new CellWriter(Console.Out, toStandardError: false));
                Console.SetError(new CellWriter(Console.Error, toStandardError: true));
                Console.SetIn(new CellReader());
                _ours = (Console.Out, Console.Error, Console.In);
                ExceptionHandling.SetUnhandledExceptionHandler(TellOfUnhandled);
            }

            (TextWriter output, TextWriter error, TextReader input) = _ours.Value;
            if (Console.Out != output) Console.SetOut(output);
            if (Console.Error != error) Console.SetError(error);
            if (Console.In != input) Console.SetIn(input);
        }
    }

    /// <summary>Hands something to the cell's host. That is the host's code: what it prints is not the cell's, and nobody wakes it where it waits.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted. Code that prints on and on ends here.</exception>
    public static void Hand(ICellOutput cell, Action<ICellOutput> take)
    {
        (ICellOutput? Output, CellExecution? Execution) outer = Flowing.Value;
        outer.Execution?.Cancel.ThrowIfCancellationRequested();
        Flowing.Value = default;
        try
        {
            if (outer.Execution is { } execution) execution.Shelter(() => take(cell));
            else take(cell);
        }
        finally
        {
            Flowing.Value = outer;
        }
    }

    /// <summary>An exception that nobody catches on a thread that a cell started would end the process; the cell hears of it instead.</summary>
    private static bool TellOfUnhandled(Exception exception)
    {
        if (Output is not { } output) return false;
        output.Print($"On a thread that a cell started: {RuntimeErrors.Describe(exception)}\n", toStandardError: true);
        return true;
    }

    private sealed class CellWriter(TextWriter outside, bool toStandardError) : TextWriter
    {
        public override System.Text.Encoding Encoding => outside.Encoding;

        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string NewLine => "\n";

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

        public override void WriteLine() => Write("\n");

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Write(string? value)
        {
            if (string.IsNullOrEmpty(value)) return;
            if (Output is { } cell) Hand(cell, o => o.Print(value, toStandardError));
            else outside.Write(value);
        }

        public override void Flush() => outside.Flush();
    }

    private sealed class CellReader : TextReader
    {
        public override int Peek() => throw Refusal();

        public override int Read() => throw Refusal();

        public override int Read(char[] buffer, int index, int count) => throw Refusal();

        public override string? ReadLine() => throw Refusal();

        private static InvalidOperationException Refusal() => new("a cell cannot read from the keyboard; put the value into a variable");
    }
}
