using PodNet.Diagrams.Scenes;
using PodNet.Diagrams.Svg;

namespace PodNet.Diagrams.Charts;

/// <summary>The colours of a chart as #rrggbb, for whoever draws it otherwise than as our SVG.</summary>
public sealed class ChartColors
{
    private readonly Palette _palette;

    private ChartColors(Theme theme) => _palette = Palette.Of(theme);

    /// <summary>The ground.</summary>
    public string Card => _palette.Card.Fill;

    /// <summary>Text that counts.</summary>
    public string Ink => _palette.Ink;

    /// <summary>Other text.</summary>
    public string Muted => _palette.Muted;

    /// <summary>Lines of the grid.</summary>
    public string Rule => _palette.Rule;

    /// <summary>The colours of a theme.</summary>
    public static ChartColors Of(Theme theme) => new(theme);

    /// <summary>Ground and border of a piece of a bar.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No piece of a bar looks like that.</exception>
    public (string Fill, string Stroke) Of(Role role)
    {
        Paint paint = _palette.PartOf(role);
        return (paint.Fill, paint.Stroke);
    }
}
