using System.Collections.Concurrent;

namespace PodNet.Jupyter.Kernel;

/// <summary>Does things one after another on a thread of its own, which is made for the first of them.</summary>
internal sealed class WorkQueue(string name)
{
    private readonly ConcurrentQueue<Action> _work = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private Thread? _thread;

    public void Add(Action work)
    {
        _work.Enqueue(work);
        _waiting.Release();
        if (_thread is not null) return;
        Thread thread = new(DoAll) { IsBackground = true, Name = name };
        if (Interlocked.CompareExchange(ref _thread, thread, null) is null) thread.Start();
    }

    private void DoAll()
    {
        while (true)
        {
            _waiting.Wait();
            if (_work.TryDequeue(out Action? work)) work();
        }
    }
}
