namespace PodNet.Jupyter.Real.Tests.Browser;

/// <summary>Waits for other processes.</summary>
internal static class Wait
{
    /// <summary>Looks again and again; fails after a minute.</summary>
    public static void Until(string what, Func<bool> happened)
    {
        for (int tries = 0; tries < 300; tries++)
        {
            if (happened()) return;
            Thread.Sleep(200);
        }

        Assert.Fail($"{what}: not within a minute");
    }

    /// <summary>Cleaning up that may fail: a browser lets go of its files late.</summary>
    public static void Quietly(Action act)
    {
        try
        {
            act();
        }
        catch (Exception late) when (late is IOException or UnauthorizedAccessException)
        {
            // The system's temporary folder is emptied some day.
        }
    }
}
