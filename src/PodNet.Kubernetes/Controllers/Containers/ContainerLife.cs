namespace PodNet.Kubernetes.Controllers.Containers;

/// <summary>Where a container is in its life at a moment: run, end, wait, run again (kubernetes, pkg/kubelet, doBackOff: ten seconds, doubled
/// each time up to five minutes).</summary>
/// <param name="State">Running, ended for good, or waiting to be started again.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="Started">When its current or last run began.</param>
/// <param name="LastEnd">When the run before that ended, or the last one where it runs no more; null: none did.</param>
/// <param name="BackOff">How long it waits before the next run, in state Waiting.</param>
internal sealed record ContainerLife(ContainerState State, int Restarts, DateTimeOffset Started, DateTimeOffset? LastEnd, TimeSpan BackOff)
{
    private static readonly TimeSpan FirstRestart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MostBackOff = TimeSpan.FromMinutes(5);

    /// <summary>When the run before <see cref="Started"/> began.</summary>
    public DateTimeOffset? PreviousStart { get; init; }

    /// <summary>The life of a program that was first started at a time.</summary>
    public static ContainerLife At(DateTimeOffset now, DateTimeOffset firstStart, ContainerProgram program, string restartPolicy)
    {
        if (program.Runs is not { } runs) return new(ContainerState.Running, 0, firstStart, null, default);
        bool again = restartPolicy == "Always" || (restartPolicy == "OnFailure" && program.ExitCode != 0);
        DateTimeOffset start = firstStart;
        DateTimeOffset? previousStart = null, previousEnd = null;
        TimeSpan backOff = TimeSpan.Zero;
        for (int restarts = 0; ; restarts++)
        {
            DateTimeOffset end = start + runs;
            if (now < end) return new(ContainerState.Running, restarts, start, previousEnd, default) { PreviousStart = previousStart };
            TimeSpan wait = restarts == 0 ? FirstRestart : backOff;
            bool isWaiting = again && restarts > 0 && now < end + wait;
            if (isWaiting) return new(ContainerState.Waiting, restarts, start, end, backOff) { PreviousStart = start };
            if (!again || now < end + wait) return new(ContainerState.Terminated, restarts, start, end, default) { PreviousStart = previousStart };
            // A run of ten minutes makes the kubelet forget.
            backOff = restarts == 0 || runs >= 2 * MostBackOff ? FirstBackOff : backOff * 2 < MostBackOff ? backOff * 2 : MostBackOff;
            (previousStart, previousEnd, start) = (start, end, end + wait);
        }
    }
}

/// <summary>What a container's state says.</summary>
internal enum ContainerState
{
    /// <summary>Its program runs.</summary>
    Running,

    /// <summary>Its program ended.</summary>
    Terminated,

    /// <summary>Its program ended and is started again later.</summary>
    Waiting,
}
