namespace PodNet.Jupyter.Kernel;

/// <summary>Does things one after another on a thread of its own, which is made for the first of them.</summary>
internal sealed class WorkQueue(string name)
{
    /// <summary>The compiler goes as deep as what it reads is nested.</summary>
    private const int StackBytes = 16 << 20;

    private readonly Queue<Action> _work = new();
    private Thread? _thread;

    public void Add(Action work)
    {
        lock (_work)
        {
            _work.Enqueue(work);
            Monitor.Pulse(_work);
            if (_thread is not null) return;
            _thread = new(DoAll, StackBytes) { IsBackground = true, Name = name };
            _thread.Start();
        }
    }

    private void DoAll()
    {
        while (true) Next()();
    }

    private Action Next()
    {
        lock (_work)
        {
            while (_work.Count == 0) Monitor.Wait(_work);
            return _work.Dequeue();
        }
    }
}
