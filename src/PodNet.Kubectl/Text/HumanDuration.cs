using System.Globalization;

namespace PodNet.Kubectl.Text;

/// <summary>Durations as the AGE column shows them (k8s.io/apimachinery/pkg/util/duration, HumanDuration).</summary>
internal static class HumanDuration
{
    /// <summary>"5s", "3m20s", "2d4h": two units at most, fewer as it gets longer.</summary>
    public static string Of(TimeSpan duration)
    {
        long seconds = (long)duration.TotalSeconds, minutes = seconds / 60, hours = minutes / 60, days = hours / 24;
        if (seconds < -1) return "<invalid>";
        if (seconds < 0) return "0s";
        if (seconds < 120) return Text(seconds, 's');
        if (minutes < 10) return Text(minutes, 'm', seconds % 60, 's');
        if (minutes < 180) return Text(minutes, 'm');
        if (hours < 8) return Text(hours, 'h', minutes % 60, 'm');
        if (hours < 48) return Text(hours, 'h');
        if (hours < 192) return Text(days, 'd', hours % 24, 'h');
        if (days < 730) return Text(days, 'd');
        return days < 2920 ? Text(days / 365, 'y', days % 365, 'd') : Text(days / 365, 'y');
    }

    /// <summary>How long ago a time of an object was; "&lt;unknown&gt;" where there is none.</summary>
    public static string Since(string? time, DateTimeOffset now) => Time(time) is { } then ? Of(now - then) : "<unknown>";

    /// <summary>A time as the API writes it (RFC 3339), or null.</summary>
    public static DateTimeOffset? Time(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            ? at
            : null;

    /// <summary>A time as kubectl describe prints it (RFC 1123 with a numeric zone).</summary>
    public static string Rfc1123(string? time) =>
        (Time(time) ?? new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static string Text(long number, char unit, long rest = 0, char restUnit = ' ') => rest == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{number}{unit}")
        : string.Create(CultureInfo.InvariantCulture, $"{number}{unit}{rest}{restUnit}");
}
