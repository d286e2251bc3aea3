using PodNet.Model.Collections;

namespace PodNet.Diagrams.Scenes;

/// <summary>The order in which shapes are painted.</summary>
internal enum Layer
{
    Ground,
    Wires,
    Tubes,
    Ways,
    Devices,
    Labels,
    Discs,
}

/// <summary>Collects the shapes of a picture layer by layer. Text is cleaned, measured and shortened here, in one place.</summary>
internal sealed class SceneBuilder
{
    /// <summary>Names longer than this are shortened in the middle.</summary>
    public const int LongestName = 24;

    private readonly List<Shape>[] _layers = [.. Enum.GetValues<Layer>().Select(_ => new List<Shape>())];

    public void Add(Layer layer, Shape shape) => _layers[(int)layer].Add(shape);

    public void Box(Role role, Rect area, double radius, string? title = null) =>
        Add(Layer.Ground, new Box(role, area, radius) { Title = title is null ? null : Printable.Clean(title) });

    /// <summary>A line of text of at most <paramref name="width"/> px; its full form becomes the title when it does not fit.</summary>
    /// <returns>The x at which the text ends (begins, for <see cref="Anchor.End"/>).</returns>
    public double Text(Point at, string text, TextStyle style, double width = double.MaxValue, Anchor anchor = Anchor.Start, Role role = Role.Label)
    {
        string clean = Printable.Clean(text);
        string shown = TextMetrics.Shorten(clean, style, width);
        if (shown.Length == 0) return at.X;
        Label label = new(role, at, shown, style, anchor) { Title = shown == clean ? null : clean };
        Add(Layer.Labels, label);
        return anchor == Anchor.End ? label.Bounds.X : label.Bounds.Right;
    }

    /// <summary>As <see cref="Text"/>, for a name: also shortened when it has more than <see cref="LongestName"/> characters.</summary>
    public double Name(Point at, string name, TextStyle style, double width, Anchor anchor = Anchor.Start)
    {
        string clean = Printable.Clean(name);
        string shown = ShortName(clean, style, width);
        Label label = new(Role.Label, at, shown, style, anchor) { Title = shown == clean ? null : clean };
        Add(Layer.Labels, label);
        return anchor == Anchor.End ? label.Bounds.X : label.Bounds.Right;
    }

    /// <summary>A device's tag.</summary>
    public void Chip(Role role, Rect area, string text, Emphasis emphasis, TextStyle style = TextStyle.Mono, string? title = null)
    {
        string clean = Printable.Clean(text);
        string shown = ShortName(clean, style, area.Width - 6);
        Add(Layer.Devices, new Chip(role, area, shown, style)
        {
            Emphasis = emphasis,
            Title = title is not null ? Printable.Clean(title) : shown == clean ? null : clean,
        });
    }

    /// <summary>The finished picture.</summary>
    public Scene Build(double width, double height, string title, string description)
    {
        Box card = new(Role.Card, new(0.5, 0.5, width - 1, height - 1), 14);
        return new(width, height, Printable.Clean(title), Printable.Clean(description), _layers.SelectMany(l => l).Prepend(card).ToValueList());
    }

    public static string ShortName(string clean, TextStyle style, double width) =>
        TextMetrics.Shorten(TextMetrics.ShortenTo(clean, LongestName), style, width);
}
