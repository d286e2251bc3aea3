using System.Text.Json;
using PodNet.Jupyter.Wire;

namespace PodNet.Jupyter.Kernel;

/// <summary>What the kernel says of itself: kernel_info_reply.</summary>
internal static class KernelDescription
{
    private static readonly string Version = typeof(KernelDescription).Assembly.GetName().Version?.ToString(3) ?? "0";

    public static void Write(Utf8JsonWriter json)
    {
        json.WriteString("status", "ok");
        json.WriteString("protocol_version", MessageCodec.ProtocolVersion);
        json.WriteString("implementation", "podnet");
        json.WriteString("implementation_version", Version);
        json.WriteString("banner", $"PodNet {Version}: C# and the magics that #!lsmagic lists");
        json.WriteBoolean("debugger", false);
        json.WriteStartObject("language_info");
        json.WriteString("name", "C#");
        json.WriteString("version", "14.0");
        json.WriteString("mimetype", "text/x-csharp");
        json.WriteString("file_extension", ".csx");
        json.WriteString("pygments_lexer", "csharp");
        json.WriteString("codemirror_mode", "text/x-csharp");
        json.WriteEndObject();
        json.WriteStartArray("help_links");
        json.WriteEndArray();
        json.WriteStartArray("supported_features");
        json.WriteEndArray();
    }
}
