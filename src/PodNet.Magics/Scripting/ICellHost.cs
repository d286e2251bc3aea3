namespace PodNet.Magics.Scripting;

/// <summary>What the running cell's host does for <see cref="CellGlobals"/>.</summary>
public interface ICellHost
{
    /// <summary>Cancelled when the user interrupts the running cell.</summary>
    CancellationToken Cancel { get; }

    /// <summary>The forms of any value.</summary>
    OutputBundle Format(object? value);

    /// <summary>Shows an output in the running cell.</summary>
    /// <returns>The name by which it can be replaced.</returns>
    string Display(OutputBundle output);

    /// <summary>Replaces an output.</summary>
    void Update(OutputBundle output, string displayId);
}
