namespace PodNet.Lab.Captures;

/// <summary>A capture file that cannot be read. The message names the property by its path, such as
/// <c>probes[3].frames[12].ip.ttl</c>, or the line where it is no JSON at all.</summary>
public sealed class CaptureFormatException(string message) : Exception(message);
