namespace PodNet.Lab.Recording;

/// <summary>What one run recorded.</summary>
/// <param name="Probes">Text of <c>probes.json</c>, the capture format.</param>
/// <param name="States">Text of each namespace's state file, by namespace.</param>
/// <param name="BuildScript">Every command that built it, after the versions of kernel and tools.</param>
public sealed record LabRecording(string Probes, IReadOnlyDictionary<string, string> States, string BuildScript)
{
    /// <summary>Writes it into a directory, which is made when it is not there.</summary>
    public void Write(string directory)
    {
        string state = Path.Combine(directory, "state");
        Directory.CreateDirectory(state);
        File.WriteAllText(Path.Combine(directory, "probes.json"), Probes);
        File.WriteAllText(Path.Combine(directory, "build.sh"), BuildScript);
        // Names were checked when the plan was made: none leads out of the directory.
        foreach ((string ns, string text) in States) File.WriteAllText(Path.Combine(state, $"{ns}.txt"), text);
    }
}
