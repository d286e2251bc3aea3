using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Svg;

/// <summary>Which page the picture is made for: an image cannot see the theme of the page it is in.</summary>
public enum Theme
{
    /// <summary>A light card; looks right on light and on dark pages.</summary>
    Light,

    /// <summary>A dark card.</summary>
    Dark,
}

/// <summary>Border and ground of a kind of shape, as #rrggbb.</summary>
internal readonly record struct Paint(string Fill, string Stroke);

/// <summary>All colours of a theme, as #rrggbb. From Okabe and Ito's set, which people with any colour vision can tell apart; a test
/// computes
/// the contrasts.</summary>
internal sealed record Palette
{
    public required Paint Card { get; init; }

    public required Paint Node { get; init; }

    public required Paint Pod { get; init; }

    public required Paint Device { get; init; }

    public required Paint Bridge { get; init; }

    public required Paint RouteTable { get; init; }

    public required Paint Tunnel { get; init; }

    public required Paint NodeNetwork { get; init; }

    public required Paint Good { get; init; }

    public required Paint Bad { get; init; }

    public required Paint Warning { get; init; }

    public required Paint Command { get; init; }

    public required Paint Roof { get; init; }

    public required Paint Plate { get; init; }

    /// <summary>A container's figure.</summary>
    public required Paint Resident { get; init; }

    public required Paint Porter { get; init; }

    public required Paint Signpost { get; init; }

    /// <summary>A door's leaf; and what is seen where it stands open.</summary>
    public required (Paint Leaf, string Inside) Door { get; init; }

    /// <summary>Text on the grounds of <see cref="Good"/>, <see cref="Bad"/> and <see cref="Warning"/>.</summary>
    public required (string Good, string Bad, string Warning) Verdict { get; init; }

    public required string Ink { get; init; }

    public required string Muted { get; init; }

    public required string Wire { get; init; }

    public required string Way { get; init; }

    public required string Reply { get; init; }

    public required string Outer { get; init; }

    public required string Lost { get; init; }

    /// <summary>Ground of a request's disc, and of a reply's.</summary>
    public required (string Request, string Reply) Disc { get; init; }

    public required string OnDisc { get; init; }

    /// <summary>Ground of a changed value.</summary>
    public required string Changed { get; init; }

    /// <summary>Decoration between rows of a table; carries no meaning.</summary>
    public required string Rule { get; init; }

    /// <summary>A packet's part of a bar; and the amber of a changed time to live.</summary>
    public required (Paint Inner, Paint Ttl) Bar { get; init; }

    /// <summary>The roles that are pieces of bars.</summary>
    public static IReadOnlyList<Role> Parts { get; } =
    [
        Role.InnerPart, Role.OuterPart, Role.RoomPart, Role.ExcessPart, Role.LinkPart, Role.TtlPart, Role.NatPart, Role.FragmentPart,
    ];

    /// <summary>A piece of a bar. What has a look in other pictures has the same here.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No piece of a bar looks like that.</exception>
    public Paint PartOf(Role role) => role switch
    {
        Role.InnerPart => Bar.Inner,
        Role.OuterPart => new(Tunnel.Stroke, Tunnel.Stroke),
        Role.RoomPart => Node,
        Role.LinkPart => Resident,
        Role.TtlPart => Bar.Ttl,
        Role.NatPart => new(Good.Stroke, Good.Stroke),
        Role.FragmentPart => Signpost,
        Role.ExcessPart => new(Bad.Stroke, Bad.Stroke),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "no piece of a bar"),
    };

    public static Palette Of(Theme theme) => theme == Theme.Dark ? Dark : Light;

    private static Palette Light { get; } = new()
    {
        Card = new("#ffffff", "#d7deea"),
        Node = new("#f3f6fb", "#7f8da8"),
        Pod = new("#ffffff", "#7488ab"),
        Device = new("#ffffff", "#5b6b86"),
        Bridge = new("#dbe7f7", "#4f74ab"),
        RouteTable = new("#ffffff", "#4f74ab"),
        Tunnel = new("#e6dcf3", "#7b5aa6"),
        NodeNetwork = new("#e9edf3", "#77859f"),
        Good = new("#e2f3ec", "#00875f"),
        Bad = new("#fde8e6", "#c0261c"),
        Warning = new("#fff0cf", "#a86400"),
        Command = new("#f3f6fb", "#7f8da8"),
        Roof = new("#cad7ea", "#5f7fb0"),
        Plate = new("#ffffff", "#5f7fb0"),
        Resident = new("#56b4e9", "#0072b2"),
        Porter = new("#d98fb5", "#8d3f68"),
        Signpost = new("#ffffff", "#4f74ab"),
        Door = (new("#ecd9bd", "#855c2a"), "#fff7d6"),
        Verdict = ("#00593f", "#9d1c14", "#7a4700"),
        Ink = "#1b2333",
        Muted = "#4a5568",
        Wire = "#74829c",
        Way = "#d55e00",
        Reply = "#0072b2",
        Outer = "#7b5aa6",
        Lost = "#74829c",
        Disc = ("#b44a00", "#005f96"),
        OnDisc = "#ffffff",
        Changed = "#ffe3c2",
        Rule = "#e3e8f0",
        Bar = (new("#f3a15f", "#d55e00"), new("#f2cf63", "#a86400")),
    };

    private static Palette Dark { get; } = new()
    {
        Card = new("#141a26", "#2c374b"),
        Node = new("#1c2434", "#7585a3"),
        Pod = new("#141a26", "#8494b3"),
        Device = new("#263248", "#93a3c0"),
        Bridge = new("#1f3556", "#78a6e3"),
        RouteTable = new("#141a26", "#78a6e3"),
        Tunnel = new("#3a2b57", "#b79be6"),
        NodeNetwork = new("#283143", "#8a98b2"),
        Good = new("#123529", "#2fc79a"),
        Bad = new("#45191a", "#ff7f73"),
        Warning = new("#40300c", "#f0b03f"),
        Command = new("#1c2434", "#7585a3"),
        Roof = new("#2b3c5a", "#7f9ccb"),
        Plate = new("#141a26", "#7f9ccb"),
        Resident = new("#3f93c4", "#8ccdf3"),
        Porter = new("#9c5a80", "#e6a8ca"),
        Signpost = new("#141a26", "#78a6e3"),
        Door = (new("#6b4e2a", "#d9ab6c"), "#f5dd94"),
        Verdict = ("#7fe6c4", "#ffb3ab", "#ffd58a"),
        Ink = "#e8edf6",
        Muted = "#aab6ca",
        Wire = "#7e8eab",
        Way = "#ff8f3a",
        Reply = "#56b4e9",
        Outer = "#b79be6",
        Lost = "#8a98b2",
        Disc = ("#ffa55e", "#7cc6f0"),
        OnDisc = "#141a26",
        Changed = "#5a3a12",
        Rule = "#2c374b",
        Bar = (new("#b8632a", "#ff8f3a"), new("#8a6a1c", "#f0b03f")),
    };
}
