using System.Text;
using PodNet.Diagrams.Layout;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Diagrams.Text;

/// <summary>A pod's network stack in plain text.</summary>
internal static class StackText
{
    public static string Write(ClusterPod pod, ValueList<StackLayer> layers, string seed)
    {
        StringBuilder text = new();
        text.Append(Printable.Clean($"network stack of {pod.DisplayName}, {pod.Address} on {pod.Node}{seed}")).Append('\n');
        for (int i = 0; i < layers.Count; i++)
        {
            StackLayer layer = layers[i];
            text.Append('\n').Append(' ', 2 * i).Append(layer.Name).Append('\n');
            foreach (string line in (ReadOnlySpan<string>)
                [layer.Facts, layer.Row, layer.Where == "anywhere" ? $"$ {layer.Command}" : $"{layer.Where}$ {layer.Command}"])
            {
                text.Append(' ', 2 * i + 2).Append(Printable.Clean(line)).Append('\n');
            }
        }

        return text.ToString();
    }
}
