namespace PodNet.Diagrams.Svg;

/// <summary>How a picture is written.</summary>
/// <param name="Theme">Light or dark card.</param>
/// <param name="Scale">Size on the page as a multiple of the view box; 1.6 is for rooms. 0.25 to 8.</param>
public sealed record SvgOptions(Theme Theme = Theme.Light, double Scale = 1)
{
    /// <summary>Light, scale 1.</summary>
    public static SvgOptions Default { get; } = new();
}
