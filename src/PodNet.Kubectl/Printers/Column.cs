namespace PodNet.Kubectl.Printers;

/// <summary>A column of <c>kubectl get</c>.</summary>
/// <param name="Header">"STATUS".</param>
/// <param name="IsWide">Whether only <c>-o wide</c> shows it.</param>
/// <param name="IsTime">Whether what it shows depends on when it is asked.</param>
public sealed record Column(string Header, bool IsWide = false, bool IsTime = false)
{
    /// <summary>The age of an object.</summary>
    public static Column Age { get; } = new("AGE", IsTime: true);

    /// <summary>A column that is always shown.</summary>
    public static implicit operator Column(string header) => new(header);

    /// <summary>A column for <c>-o wide</c>.</summary>
    public static Column Wide(string header) => new(header, IsWide: true);
}
