using PodNet.Model.Collections;

namespace PodNet.Diagrams.Scenes;

/// <summary>How a shape is set off from others of its role.</summary>
public enum Emphasis
{
    None,

    /// <summary>The packet passed here.</summary>
    OnWay,

    /// <summary>Only the reply passed here.</summary>
    OnReply,

    /// <summary>The packet was dropped here.</summary>
    Dropped,

    /// <summary>The packet was refused here, and the sender told.</summary>
    Refused,

    /// <summary>The packet passed here, and a program at the device sent it on.</summary>
    Redirected,
}

/// <summary>Which part of a text stands at its point.</summary>
public enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Signs drawn as shapes, so that no font has to have them.</summary>
public enum MarkKind
{
    Check,
    Cross,
    Reject,
    Hourglass,
}

/// <summary>One thing in a picture: plain data with coordinates, no drawing instructions.</summary>
public abstract record Shape(Role Role)
{
    /// <summary>The full text where the visible one is shortened, or a remark; null: none.</summary>
    public string? Title { get; init; }

    public Emphasis Emphasis { get; init; }

    /// <summary>The area it covers.</summary>
    public abstract Rect Bounds { get; }

    /// <summary>The area its words cover, or null when it has none.</summary>
    public virtual Rect? TextBounds => null;
}

/// <summary>A rectangle with rounded corners.</summary>
public sealed record Box(Role Role, Rect Area, double Radius) : Shape(Role)
{
    /// <inheritdoc/>
    public override Rect Bounds => Area;
}

/// <summary>A small rectangle with one centred line of text.</summary>
public sealed record Chip(Role Role, Rect Area, string Text, TextStyle Style) : Shape(Role)
{
    /// <inheritdoc/>
    public override Rect Bounds => Area;

    /// <inheritdoc/>
    public override Rect? TextBounds =>
        TextMetrics.Area(new(Area.CenterX, TextMetrics.CenteredBaseline(Area.CenterY, Style)), Text, Style, Anchor.Middle);
}

/// <summary>The mouth of a tunnel: wider at its upper edge. One or two centred lines of text.</summary>
public sealed record Trapezoid(Role Role, Rect Area, string Text, string Note) : Shape(Role)
{
    /// <summary>How far each lower corner is set in.</summary>
    public const double Inset = 12;

    /// <inheritdoc/>
    public override Rect Bounds => Area;

    /// <summary>Baseline of the first line.</summary>
    public double TextBaseline => Note.Length == 0 ? TextMetrics.CenteredBaseline(Area.CenterY, TextStyle.Mono) : Area.CenterY - 3;

    /// <summary>Baseline of the second line.</summary>
    public double NoteBaseline => Area.CenterY + 12;

    /// <inheritdoc/>
    public override Rect? TextBounds
    {
        get
        {
            double width = Math.Max(TextMetrics.Width(Text, TextStyle.Mono), TextMetrics.Width(Note, TextStyle.Word));
            double height = Note.Length == 0 ? 14 : 29;
            return new(Area.CenterX - width / 2, Area.CenterY - height / 2, width, height);
        }
    }
}

/// <summary>A roof: its lower edge is as wide as its area, its ridge is in the middle.</summary>
/// <param name="Ridge">Width of the upper edge in px; 0: a point.</param>
public sealed record Roof(Role Role, Rect Area, double Ridge) : Shape(Role)
{
    /// <inheritdoc/>
    public override Rect Bounds => Area;
}

/// <summary>A door: a network device. A closed one lets nothing through.</summary>
public sealed record Door(Role Role, Rect Area, bool Closed) : Shape(Role)
{
    /// <inheritdoc/>
    public override Rect Bounds => Area;
}

/// <summary>A board on a post.</summary>
/// <param name="Board">Where its words are.</param>
/// <param name="Ground">Where the post stands.</param>
/// <param name="PointsRight">Which way its arrow points.</param>
public sealed record Signpost(Role Role, Rect Board, double Ground, bool PointsRight) : Shape(Role)
{
    /// <summary>Length of the arrow's point in px.</summary>
    public const double Tip = 9;

    /// <inheritdoc/>
    public override Rect Bounds => Board with { Height = Ground - Board.Y };
}

/// <summary>Small pictures drawn as shapes, so that no font has to have them.</summary>
public enum GlyphKind
{
    Person,
    Porter,
    Handset,

    /// <summary>Somebody with a list in his hand.</summary>
    Caretaker,
}

/// <summary>One small picture, or several of the same in a row.</summary>
/// <param name="At">Upper left corner.</param>
/// <param name="Size">1, or larger where there is room.</param>
public sealed record Glyph(Role Role, GlyphKind Kind, Point At, int Count = 1, double Size = 1) : Shape(Role)
{
    /// <summary>From one to the next in px at size 1.</summary>
    public const double Pitch = 14;

    /// <summary>Width of one in px at size 1.</summary>
    public const double Width = 12;

    /// <summary>Height in px at size 1.</summary>
    public double Height => Kind switch { GlyphKind.Person => 13, GlyphKind.Porter => 17, GlyphKind.Caretaker => 15, _ => 12 };

    /// <inheritdoc/>
    public override Rect Bounds => new(At.X, At.Y, ((Count - 1) * Pitch + Width) * Size, Height * Size);
}

/// <summary>A line through two or more points.</summary>
public sealed record Line(Role Role, ValueList<Point> Points) : Shape(Role)
{
    /// <inheritdoc/>
    public override Rect Bounds => Around(Points);

    internal static Rect Around(ValueList<Point> points)
    {
        double left = points.Min(p => p.X), top = points.Min(p => p.Y);
        return new(left, top, points.Max(p => p.X) - left, points.Max(p => p.Y) - top);
    }
}

/// <summary>A dot that runs along a way, for those who like movement.</summary>
public sealed record Runner(ValueList<Point> Points) : Shape(Role.Runner)
{
    /// <inheritdoc/>
    public override Rect Bounds => Line.Around(Points);
}

/// <summary>A numbered disc.</summary>
public sealed record Disc(Role Role, Point Center, int Number) : Shape(Role)
{
    /// <summary>Radius in px: wider for two digits.</summary>
    public double Radius => Number < 10 ? 9.5 : 11;

    /// <inheritdoc/>
    public override Rect Bounds => new Rect(Center.X, Center.Y, 0, 0).Grow(Radius);
}

/// <summary>A sign on a disc of its role's colour.</summary>
public sealed record Mark(Role Role, Point Center, MarkKind Kind) : Shape(Role)
{
    /// <summary>Radius in px.</summary>
    public const double Radius = 9;

    /// <inheritdoc/>
    public override Rect Bounds => new Rect(Center.X, Center.Y, 0, 0).Grow(Radius);
}

/// <summary>One line of text. <paramref name="At"/> is on its baseline.</summary>
public sealed record Label(Role Role, Point At, string Text, TextStyle Style, Anchor Anchor = Anchor.Start) : Shape(Role)
{
    /// <inheritdoc/>
    public override Rect Bounds => TextMetrics.Area(At, Text, Style, Anchor);

    /// <inheritdoc/>
    public override Rect? TextBounds => Bounds;
}

/// <summary>A picture as data. Shapes stand in the order they are painted.</summary>
/// <param name="Title">What the picture is, in a few words.</param>
/// <param name="Description">One sentence that stands for the picture where it cannot be seen (an image's alt text).</param>
public sealed record Scene(double Width, double Height, string Title, string Description, ValueList<Shape> Shapes);
