using System.Globalization;

namespace PodNet.Model.Linux;

/// <summary>A moment on the simulated clock, in microseconds since 1970-01-01T00:00:00Z. Time is an input everywhere.</summary>
public readonly record struct SimulatedTime(long Microseconds) : IComparable<SimulatedTime>
{
    /// <summary>2026-01-01T00:00:00Z, where each session's clock starts.</summary>
    public static SimulatedTime Start { get; } = new(1_767_225_600_000_000);

    /// <summary>The moment so much later.</summary>
    public SimulatedTime Plus(TimeSpan span) => new(Microseconds + span.Ticks / 10);

    /// <summary>How long after <paramref name="earlier"/>.</summary>
    public TimeSpan Since(SimulatedTime earlier) => TimeSpan.FromMicroseconds(Microseconds - earlier.Microseconds);

    /// <summary>As a calendar date in UTC.</summary>
    public DateTime ToDateTime() => DateTime.UnixEpoch.AddTicks(Microseconds * 10);

    /// <inheritdoc/>
    public int CompareTo(SimulatedTime other) => Microseconds.CompareTo(other.Microseconds);

    /// <inheritdoc/>
    public override string ToString() => ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static bool operator <(SimulatedTime left, SimulatedTime right) => left.Microseconds < right.Microseconds;

    public static bool operator >(SimulatedTime left, SimulatedTime right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(SimulatedTime left, SimulatedTime right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(SimulatedTime left, SimulatedTime right) => left.Microseconds >= right.Microseconds;
}
