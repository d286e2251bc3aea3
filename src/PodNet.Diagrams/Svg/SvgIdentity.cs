using System.Globalization;
using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Svg;

/// <summary>A picture's id: a 64-bit FNV-1a hash of what it shows, so that two pictures in one page have different ones and the
/// same picture always the same.</summary>
internal static class SvgIdentity
{
    public static string Of(Scene scene, SvgOptions options)
    {
        ulong hash = 14695981039346656037;
        Mix(ref hash, scene.Title);
        Mix(ref hash, scene.Description);
        Mix(ref hash, (ulong)options.Theme);
        Mix(ref hash, (ulong)BitConverter.DoubleToInt64Bits(options.Scale));
        foreach (Shape shape in scene.Shapes)
        {
            Mix(ref hash, (ulong)shape.Role);
            Mix(ref hash, (ulong)shape.Emphasis);
            Rect bounds = shape.Bounds;
            Mix(ref hash, (ulong)(long)(bounds.X * 10));
            Mix(ref hash, (ulong)(long)(bounds.Y * 10));
            if (shape.Title is not null) Mix(ref hash, shape.Title);
            if (TextOf(shape) is { } text) Mix(ref hash, text);
        }

        return "p" + hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string? TextOf(Shape shape) => shape switch
    {
        Label label => label.Text,
        Chip chip => chip.Text,
        Trapezoid trapezoid => trapezoid.Text,
        _ => null,
    };

    private static void Mix(ref ulong hash, string text)
    {
        foreach (char c in text) hash = (hash ^ c) * 1099511628211;
        Mix(ref hash, (ulong)text.Length);
    }

    private static void Mix(ref ulong hash, ulong value)
    {
        for (int shift = 0; shift < 64; shift += 8) hash = (hash ^ (value >> shift & 255)) * 1099511628211;
    }
}
