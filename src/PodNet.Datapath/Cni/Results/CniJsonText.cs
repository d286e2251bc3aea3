using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodNet.Kubernetes.Objects;

namespace PodNet.Datapath.Cni.Results;

/// <summary>CNI's JSON as libcni prints it: json.MarshalIndent with four spaces, fields in the order of its structures (pkg/types/100).</summary>
internal static class CniJsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Result, Interface, IPConfig, Route, DNS: no two of them contradict each other, so one order is enough.
    private static readonly string[] Order =
    [
        "cniVersion", "interfaces", "ips", "routes", "dns", "name", "mac", "interface", "address", "gateway", "dst", "gw", "mtu", "advmss", "priority", "table",
        "scope", "sandbox", "nameservers", "domain", "search", "options",
    ];

    /// <summary>Prints a result or a part of one. Fields that are none of the specification's come last.</summary>
    public static string Print(ApiMap map)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options)) Write(json, map);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ApiValue value)
    {
        switch (value)
        {
            case ApiMap map:
                json.WriteStartObject();
                foreach ((string name, ApiValue field) in map.Fields.OrderBy(f => (uint)Array.IndexOf(Order, f.Key)))
                {
                    json.WritePropertyName(name);
                    Write(json, field);
                }

                json.WriteEndObject();
                break;
            case ApiList list:
                json.WriteStartArray();
                foreach (ApiValue item in list.Items) Write(json, item);
                json.WriteEndArray();
                break;
            case ApiNumber number: json.WriteNumberValue(number.Number); break;
            case ApiFlag flag: json.WriteBooleanValue(flag.Flag); break;
            case ApiFraction fraction: json.WriteRawValue(fraction.Digits); break;
            case ApiText text: json.WriteStringValue(text.Text); break;
            default: json.WriteNullValue(); break;
        }
    }
}
