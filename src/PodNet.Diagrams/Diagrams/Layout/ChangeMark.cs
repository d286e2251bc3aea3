using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Layout;

/// <summary>How a value looks that is another than at the hop before: a ground and a sign before it.</summary>
internal static class ChangeMark
{
    /// <summary>Room in px that it takes before the value.</summary>
    public const double Width = 13;

    /// <summary>Draws it for a label.</summary>
    public static void Paint(SceneBuilder scene, Label label)
    {
        Rect ground = label.Bounds.Grow(2.2);
        scene.Add(Layer.Ground, new Box(Role.Changed, new(ground.X - 11, ground.Y, ground.Width + 11, ground.Height), 3));
        scene.Add(Layer.Labels, new Label(Role.Label, new(label.Bounds.X - 3, label.At.Y), "▸", TextStyle.MonoBold, Anchor.End));
    }
}
