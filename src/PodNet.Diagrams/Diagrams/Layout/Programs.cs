using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Diagrams.Layout;

/// <summary>The mark of a device that programs are attached to.</summary>
internal static class Programs
{
    /// <summary>Least width in px of a tag that has the mark at its corner and a wire at its middle.</summary>
    public const double LeastTag = 96;

    private const double Height = 15;

    /// <summary>The programs attached to a device: "cil_from_container (tc ingress)".</summary>
    public static ValueList<string> On(NetDevice device) =>
    [
        .. device.Attachments.Xdp.Select(p => $"{p.Name} (xdp)"),
        .. device.Attachments.TcIngress.Select(p => $"{p.Name} (tc ingress)"),
        .. device.Attachments.TcEgress.Select(p => $"{p.Name} (tc egress)"),
    ];

    /// <summary>Draws the mark over a corner at the right of a device's shape, if programs are attached to it.</summary>
    /// <param name="below">At the lower corner.</param>
    /// <param name="emphasis">How the device is set off.</param>
    /// <returns>Whether there is one.</returns>
    public static bool PaintMark(SceneBuilder scene, NetDevice device, Rect shape, Emphasis emphasis, bool below = false)
    {
        ValueList<string> programs = On(device);
        if (programs.Count == 0) return false;
        bool redirects = emphasis == Emphasis.Redirected;
        string text = redirects ? "bpf →" : "bpf";
        double width = Math.Ceiling(TextMetrics.Width(text, TextStyle.Mono) + 8);
        Rect mark = new(shape.Right + 3 - width, below ? shape.Bottom - 4 : shape.Y + 4 - Height, width, Height);
        string words = redirects ? "redirected here by a program" : "programs attached";
        scene.Add(Layer.Labels, new Chip(Role.Program, mark, text, TextStyle.Mono)
        {
            Emphasis = redirects ? Emphasis.Redirected : Emphasis.None,
            Title = Printable.Clean($"{words}: {string.Join(", ", programs)}"),
        });
        return true;
    }
}
