using System.Globalization;
using System.Text;
using PodNet.Model.Collections;

namespace PodNet.Magics.Simulation;

/// <summary>A picture with the words that say the same.</summary>
/// <param name="Svg">The picture.</param>
/// <param name="Alt">One sentence for those who do not see it.</param>
/// <param name="Text">The full account.</param>
public sealed record Picture(string Svg, string Alt, string Text)
{
    /// <summary>HTML with the picture as an image of its own, which no style or script of the page can touch, and the full account folded
    /// below; plain text with the full account.</summary>
    /// <param name="summary">What the folded part is called.</param>
    public OutputBundle ToOutput(string summary) => OutputBundle.Of($"{ToImage()}\n{ToDetails(summary)}", Text);

    /// <summary>The picture as an HTML element.</summary>
    internal string ToImage()
    {
        string data = Convert.ToBase64String(Encoding.UTF8.GetBytes(Svg));
        return $"<img src=\"data:image/svg+xml;base64,{data}\" alt=\"{Markup.Escape(Alt)}\" style=\"max-width:100%;height:auto\">";
    }

    /// <summary>The full account as an HTML element, folded.</summary>
    internal string ToDetails(string summary) =>
        $"<details><summary style=\"display:list-item;cursor:pointer\">{Markup.Escape(summary)}</summary>\n<pre>{Markup.Escape(Text)}</pre>\n</details>";
}

/// <summary>How pictures are drawn, as the user asked for it.</summary>
/// <param name="Dark">Light on dark instead of dark on light.</param>
/// <param name="Scale">1 for a column of text, 1.6 for a room.</param>
public sealed record PictureStyle(bool Dark = false, double Scale = 1)
{
    private const double Room = 1.5;
    private const double Screen = 1000;

    /// <summary>Greatest height of a picture for a room, in px before scaling: what a browser shows on a screen of 1080 px. Null for reading, where
    /// a page can be scrolled.</summary>
    public double? Height => Scale >= Room ? Math.Floor(Screen / Scale) : null;

    /// <summary>The parameters every magic with a picture has.</summary>
    public static ValueList<MagicParameter> Parameters { get; } =
    [
        new("--theme", "light or dark; light is the default and looks right on dark pages too", "THEME")
        {
            Completions = static _ => ["dark", "light"],
        },
        new("--scale", "size of the letters: 1 for reading (default) to 2; from 1.5 on, for a room, pictures say less and fit a screen", "FACTOR")
        {
            Completions = static _ => ["1", "1.6", "2"],
        },
    ];

    /// <summary>Reads <see cref="Parameters"/>.</summary>
    /// <exception cref="MagicException">A value is none of those allowed.</exception>
    public static PictureStyle Of(MagicCall call) => Of(call.OneOf("--theme", "light", "dark"), call.Text("--scale"));

    /// <summary>A style from its words; null: the default.</summary>
    /// <exception cref="MagicException">The scale is no number from 1 to 2.</exception>
    public static PictureStyle Of(string? theme, string? scale) => new(theme == "dark", scale is null ? 1 : Factor(scale));

    private static double Factor(string text)
    {
        bool isNumber = double.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double factor);
        return isNumber && factor is >= 1 and <= 2
            ? factor
            : throw new MagicException($"--scale is '{text}'; it has to be a number from 1 to 2, for example 1.6");
    }
}
