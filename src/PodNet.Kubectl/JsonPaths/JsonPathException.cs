namespace PodNet.Kubectl.JsonPaths;

/// <summary>A template cannot be read, or does not fit the object; the message is client-go's.</summary>
internal sealed class JsonPathException(string message) : Exception(message);
