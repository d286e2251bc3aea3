using System.Text.Json;
using PodNet.Jupyter.Languages;

namespace PodNet.Jupyter.Kernel;

/// <summary>Writes errors as messages have them. The traceback is the message itself: what a person can act on, and no stack.</summary>
internal static class Errors
{
    /// <summary>The fields of an answer with status "error".</summary>
    public static void Write(Utf8JsonWriter json, CodeError error)
    {
        json.WriteString("status", "error");
        WriteFields(json, error);
    }

    /// <summary>The fields of an "error" output.</summary>
    public static void WriteFields(Utf8JsonWriter json, CodeError error)
    {
        json.WriteString("ename", error.Name);
        json.WriteString("evalue", error.Message);
        json.WriteStartArray("traceback");
        json.WriteStringValue(error.Message);
        json.WriteEndArray();
    }
}
