namespace PodNet.Lab.Recording;

/// <summary>The lab could not be built, run or read; the message names the thing and the way out.</summary>
public sealed class LabException(string message) : Exception(message);
