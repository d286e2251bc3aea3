namespace PodNet.Diagrams.Layout.Apartments;

/// <summary>The sizes of a building's parts in px.</summary>
/// <param name="Roof">Height of the roof.</param>
/// <param name="Plate">Height of the plate under it; 0: name and address stand in the roof.</param>
/// <param name="Line">Distance of an apartment's lines.</param>
/// <param name="DoorZone">Height an apartment keeps for its door; 0: the door fills the way to the hallway.</param>
/// <param name="Way">Between apartment and the tag in the hallway.</param>
/// <param name="Tag">Height of the tag of the host's end; 0: its name stands beside the door.</param>
/// <param name="Hall">Height of hallway or concierge's desk.</param>
/// <param name="Exit">Between hallway (or the apartments under it) and ground floor.</param>
/// <param name="Ground">Height of the ground floor.</param>
/// <param name="Foot">Under the ground floor.</param>
internal sealed record FloorPlan(
    double Roof, double Plate, double Line, double DoorZone, double Way, double Tag, double Hall, double Exit, double Ground, double Foot)
{
    /// <summary>One row of buildings, one row of apartments.</summary>
    public static FloorPlan Roomy { get; } = new(42, 34, 17.5, 36, 22, 24, 32, 18, 58, 0) { SaysRoomMates = true };

    /// <summary>One row of buildings, apartments on both sides of the hallway.</summary>
    public static FloorPlan TwoSided { get; } = new(30, 32, 15.5, 28, 10, 22, 28, 12, 50, 0);

    /// <summary>Two rows of buildings, apartments on both sides of the hallway.</summary>
    public static FloorPlan Crowded { get; } = new(27, 0, 15, 0, 18, 0, 21, 8, 20, 0);

    /// <summary>Two rows of buildings, one row of apartments.</summary>
    public static FloorPlan Low { get; } = new(27, 0, 15, 25, 8, 20, 24, 10, 21, 0);

    /// <summary>With a packet's way: room for its discs, and for the list of hops below.</summary>
    public static FloorPlan ForTrace { get; } = new(34, 33, 15, 34, 14, 24, 40, 16, 50, 0);

    /// <summary>The same with a flat roof, where the list is long.</summary>
    public static FloorPlan LowForTrace { get; } = ForTrace with { Roof = 28, Plate = 0 };

    /// <summary>The same for a screen in a room.</summary>
    public static FloorPlan RoomForTrace { get; } = new(27, 0, 14.5, 31.5, 10, 22, 40, 10, 50, 0) { IsLow = true };

    /// <summary>Whether every px counts.</summary>
    public bool IsLow { get; private init; }

    /// <summary>Whether a line over the containers says what they are.</summary>
    public bool SaysRoomMates { get; init; }

    /// <summary>Size of the figures that stand for containers.</summary>
    public double Figure => Line >= 17 ? 1.2 : 1;

    /// <summary>Lines an apartment has for its containers.</summary>
    public int ResidentLines { get; init; } = 1;

    /// <summary>Height of the lobby, where pods live that use the node's network; 0: none do.</summary>
    public double Lobby { get; init; }

    /// <summary>Whether doors fill the way to the hallway.</summary>
    public bool Compact => DoorZone == 0;

    /// <summary>Between roof or plate and the apartments.</summary>
    public double Ceiling => Plate > 0 ? 6 : 8;

    /// <summary>Height of an apartment.</summary>
    public double Apartment => (Compact ? 6 : 8) + Line * ((Compact ? 2 : 3) + (SaysRoomMates ? 1 : 0) + ResidentLines) + DoorZone;

    /// <summary>Height of a whole building with its roof.</summary>
    public double Height(int rows) => Roof + Plate + Ceiling + rows * (Apartment + Way + Tag) + Hall + Exit + Lobby + Ground + Foot;
}
