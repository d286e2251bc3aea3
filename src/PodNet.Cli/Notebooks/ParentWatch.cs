using System.Diagnostics;
using System.Globalization;

namespace PodNet.Cli.Notebooks;

/// <summary>Ends a kernel whose front end is gone without having said so. Jupyter tells its kernels its process id in JPY_PARENT_PID.</summary>
internal static class ParentWatch
{
    /// <param name="parent">The process id as it was told; null or no number: nobody is watched.</param>
    public static void Start(string? parent, Action gone)
    {
        if (!int.TryParse(parent, NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id <= 1) return;
        Thread thread = new(() => Watch(id, gone)) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    private static void Watch(int id, Action gone)
    {
        try
        {
            Thread.Sleep(1000); // the kernel starts first
            using Process process = Process.GetProcessById(id);
            process.WaitForExit();
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or SystemException and not ArgumentException)
        {
            return; // a process that may not be watched
        }
        catch (ArgumentException)
        {
            // it is gone already
        }

        gone();
    }
}
