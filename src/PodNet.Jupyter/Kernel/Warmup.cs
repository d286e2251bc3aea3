using PodNet.Jupyter.Languages;

namespace PodNet.Jupyter.Kernel;

/// <summary>Loads the language once the kernel has nothing else to do, so that the first cell of code need not wait for that. It waits for a moment of
/// quiet: a front end that runs a whole notebook of magics at once is not slowed down.</summary>
internal sealed class Warmup(Lazy<ICodeLanguage> language)
{
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
        while (Volatile.Read(ref _idleSince) + QuietMilliseconds - Environment.TickCount64 is > 0 and long left) Thread.Sleep((int)left);
        try
        {
            language.Value.WarmUp();
        }
        catch (Exception)
        {
            // The first cell of code meets the same problem, and tells it.
        }
    }
}
