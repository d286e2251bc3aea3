namespace PodNet.Jupyter.Kernel;

/// <summary>Loads once, when the kernel has nothing else to do, what the first cells would have to wait for. It waits for a moment of quiet: a front end
/// that runs a whole notebook at once is not slowed down.</summary>
/// <param name="isBusy">Whether a cell runs or waits: then loading would take the machine from the one who waits for it.</param>
internal sealed class Warmup(Func<bool> isBusy, params Action[] loads)
{
    private const int GlanceMilliseconds = 50;

    private const int QuietMilliseconds = 250;

    private long _idleSince;
    private int _begun;

    /// <summary>Says that a request has just been answered.</summary>
    public void Idle()
    {
        Volatile.Write(ref _idleSince, Environment.TickCount64);
        if (Interlocked.Exchange(ref _begun, 1) == 1) return;
        Thread thread = new(Load) { IsBackground = true, Priority = ThreadPriority.BelowNormal, Name = "warm-up" };
        thread.Start();
    }

    private void Load()
    {
        foreach (Action load in loads)
        {
            WaitForQuiet();
            try
            {
                load();
            }
            catch (Exception)
            {
                // The first cell that needs it meets the same problem, and tells it.
            }
        }
    }

    private void WaitForQuiet()
    {
        while (true)
        {
            long now = Environment.TickCount64;
            if (isBusy()) Volatile.Write(ref _idleSince, now);
            if (Volatile.Read(ref _idleSince) + QuietMilliseconds <= now) return;
            Thread.Sleep(GlanceMilliseconds);
        }
    }
}
