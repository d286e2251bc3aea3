using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace PodNet.Jupyter.CSharp;

/// <summary>What <see cref="Checkpoints"/> lets the code of cells call. Not for people: completion does not show it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Checkpoint
{
    /// <summary>How many cells are being ended. A loop reads this each time round, so it is a number and nothing more; who is meant is asked only when
    /// somebody is.</summary>
    private static readonly StrongBox<int> Ending = new();

    /// <summary>Stands at the head of each loop and before each goto.</summary>
    /// <exception cref="OperationCanceledException">The calling code belongs to a cell that was interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Loop()
    {
        if (Volatile.Read(ref Ending.Value) != 0) CurrentCell.ThrowIfInterrupted();
    }

    /// <summary>Stands at the head of each function.</summary>
    /// <exception cref="InsufficientExecutionStackException">Functions call each other so deep that the process is about to end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Call()
    {
        Loop();
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    /// <summary>From now on checkpoints look whether they are meant.</summary>
    internal static void Watch() => Interlocked.Increment(ref Ending.Value);

    /// <summary>Undoes one <see cref="Watch"/>.</summary>
    internal static void Unwatch() => Interlocked.Decrement(ref Ending.Value);
}
