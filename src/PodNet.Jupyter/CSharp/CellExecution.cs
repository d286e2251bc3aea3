using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace PodNet.Jupyter.CSharp;

/// <summary>How a cell's code came to its end.</summary>
internal enum CellEnd
{
    /// <summary>It ran through, or threw.</summary>
    ByItself,

    /// <summary>It was interrupted.</summary>
    Interrupted,

    /// <summary>It was interrupted and still runs.</summary>
    WouldNot,
}

/// <summary>Runs the code of one cell so that it can be ended: at its next <see cref="Checkpoint"/>, and where it waits. Nothing is ended by force: aborting
/// a thread inside a library often took the whole process with it, and with it all that the notebook had. It is also the scheduler of what the cell awaits:
/// continuations run on pool threads, each known here, so that one which blocks is woken too. (A synchronization context would keep them on one thread,
/// and <c>F().Wait()</c> would then wait for itself.)</summary>
[SuppressMessage("Design", "CA1001", Justification = "Continuations that outlive the cell still register with its sources, which hold nothing to free.")]
internal sealed class CellExecution : TaskScheduler
{
    /// <summary>How long a cell has to heed <see cref="Cancel"/> before what it waits for is broken off.</summary>
    private static readonly TimeSpan Wake = TimeSpan.FromMilliseconds(50);

    /// <summary>How long to wait for code without checkpoints, in a library, before it is left to itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long the checkpoints of what a cell started and left behind go on looking whether they are meant.</summary>
    private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(5);

    /// <summary>Room for a learner's deep recursion; only what is used counts.</summary>
    private const int StackBytes = 8 << 20;

    private readonly Lock _gate = new();
    private readonly HashSet<Thread> _running = [];
    private readonly ManualResetEventSlim _ended = new();

    private ExceptionDispatchInfo? _thrown;

    private readonly CancellationTokenSource _cancel = new();

    /// <summary>Cancelled when the user interrupts.</summary>
    public CancellationToken Cancel => _cancel.Token;

    /// <summary>Runs code until it ends, on a thread of its own, which can be left behind.</summary>
    /// <exception cref="Exception">What the code threw.</exception>
    public CellEnd Run(Func<Task> code, CancellationToken interrupt)
    {
        new Thread(() => RunHere(code), StackBytes) { IsBackground = true, Name = "cell" }.Start();
        using CancellationTokenRegistration registration = interrupt.UnsafeRegister(
            static (self, _) => new Thread(((CellExecution)self!).End) { IsBackground = true, Name = "interrupt" }.UnsafeStart(), this);
        try
        {
            _ended.Wait(interrupt);
        }
        catch (OperationCanceledException)
        {
            if (!_ended.Wait(Patience, CancellationToken.None)) return CellEnd.WouldNot;
        }

        if (_thrown is not null && interrupt.IsCancellationRequested) return CellEnd.Interrupted;
        _thrown?.Throw();
        return CellEnd.ByItself;
    }

    private void RunHere(Func<Task> code)
    {
        try
        {
            Woken(() =>
            {
                Task<Task> start = new(code);
                start.RunSynchronously(this);
                start.Unwrap().GetAwaiter().GetResult();
            });
        }
        catch (Exception e)
        {
            _thrown = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _ended.Set();
        }
    }

    protected override void QueueTask(Task task) => ThreadPool.UnsafeQueueUserWorkItem(static work =>
    {
        try
        {
            work.Self.Woken(() => work.Self.TryExecuteTask(work.Task));
        }
        catch (Exception) when (work.Self._cancel.IsCancellationRequested)
        {
            // The cell was interrupted; it says so itself.
        }
    }, (Self: this, Task: task), preferLocal: false);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void Woken(Action code)
    {
        Thread self = Thread.CurrentThread;
        lock (_gate) _running.Add(self);
        try
        {
            code();
        }
        finally
        {
            Leave(self);
        }
    }

    /// <summary>From here on nobody wakes this thread; a wake-up that is still pending is taken, or the next thing that waits on it would get it.</summary>
    private void Leave(Thread self)
    {
        bool left = false;
        while (!left)
        {
            try
            {
                lock (_gate) _running.Remove(self);
                left = true;
                if (_cancel.IsCancellationRequested) Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                // Taken.
            }
        }
    }

    /// <summary>Does something of the host's on a thread of the cell: while it goes on, nobody wakes that thread, and a host's lock that it waits for is
    /// not broken off.</summary>
    public void Shelter(Action act)
    {
        Thread self = Thread.CurrentThread;
        bool isOurs;
        lock (_gate) isOurs = _running.Remove(self);
        try
        {
            act();
        }
        finally
        {
            if (isOurs)
            {
                lock (_gate) _running.Add(self);
            }
        }
    }

    /// <summary>Ends the cell: asks it, then wakes it. On a thread of its own: the pool may be full of the cell's own loops.</summary>
    private void End()
    {
        Checkpoint.Watch();
        _ = _cancel.CancelAsync();
        if (!_ended.Wait(Wake)) WakeWaiting();
        Thread.Sleep(Stragglers);
        Checkpoint.Unwatch();
    }

    /// <summary>Wakes what waits or sleeps, until the cell ends.</summary>
    private void WakeWaiting()
    {
        do
        {
            lock (_gate)
            {
                foreach (Thread thread in _running)
                {
                    if ((thread.ThreadState & ThreadState.WaitSleepJoin) != 0) thread.Interrupt();
                }
            }
        }
        while (!_ended.Wait(TimeSpan.FromMilliseconds(20)));
    }
}
