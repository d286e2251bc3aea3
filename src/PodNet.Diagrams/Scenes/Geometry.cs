namespace PodNet.Diagrams.Scenes;

/// <summary>A place in a picture, in units of the view box (px at scale 1); y grows downwards.</summary>
public readonly record struct Point(double X, double Y);

/// <summary>An upright rectangle in a picture.</summary>
public readonly record struct Rect(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double CenterX => X + Width / 2;

    public double CenterY => Y + Height / 2;

    /// <summary>Whether all of <paramref name="other"/> lies in this rectangle; edges may touch.</summary>
    public bool Contains(Rect other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;

    /// <summary>Whether the two share an area; touching edges share none.</summary>
    public bool Overlaps(Rect other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>This rectangle with <paramref name="by"/> more on each side.</summary>
    public Rect Grow(double by) => new(X - by, Y - by, Width + 2 * by, Height + 2 * by);
}
