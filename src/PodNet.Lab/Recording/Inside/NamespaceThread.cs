using Microsoft.Win32.SafeHandles;

namespace PodNet.Lab.Recording.Inside;

/// <summary>Runs code in a network namespace: sockets it opens belong there for good, whoever uses them later.</summary>
internal static class NamespaceThread
{
    /// <summary>File that holds a namespace open, as iproute2 names it.</summary>
    public static string FileOf(string ns) => $"/run/netns/{ns}";

    /// <summary>Runs <paramref name="action"/> in <paramref name="ns"/> and waits for it.</summary>
    /// <exception cref="LabException">The namespace cannot be entered, or the action threw it.</exception>
    public static void Run(string ns, Action action)
    {
        Exception? problem = null;
        // A thread of its own: a namespace sticks to the thread, and the pool's threads are everybody's.
        Thread thread = new(() =>
        {
            try
            {
                Enter(ns);
                action();
            }
            catch (Exception caught)
            {
                problem = caught;
            }
        });
        thread.Start();
        thread.Join();
        if (problem is not null) throw new LabException($"in namespace {ns}: {problem.Message}");
    }

    private static void Enter(string ns)
    {
        using SafeFileHandle file = File.OpenHandle(FileOf(ns));
        if (Native.SetNamespace((int)file.DangerousGetHandle(), Native.CloneNewNet) != 0) throw Native.Failed("cannot enter it");
    }
}
