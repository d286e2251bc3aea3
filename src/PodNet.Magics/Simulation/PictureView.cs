namespace PodNet.Magics.Simulation;

/// <summary>Which picture of the same objects is drawn.</summary>
public enum PictureView
{
    /// <summary>Nodes, pods and devices.</summary>
    Network,

    /// <summary>An apartment complex: buildings, apartments, doors.</summary>
    Apartment,
}

/// <summary>How a view is asked for.</summary>
public static class PictureViews
{
    /// <summary>The views by name; the first is the default.</summary>
    public static IReadOnlyList<string> Names { get; } = ["network", "apartment"];

    /// <summary>The parameter of every magic that has more than one view.</summary>
    public static MagicParameter Parameter { get; } =
        new("--view", "network (default), or apartment: nodes as buildings, pods as apartments, with both words on everything", "VIEW")
        {
            Completions = static _ => Names,
        };

    /// <summary>Reads <see cref="Parameter"/>.</summary>
    /// <exception cref="MagicException">No such view; the nearest is suggested.</exception>
    public static PictureView Of(MagicCall call) => Of(call.OneOf(Parameter.Name, [.. Names]));

    /// <summary>A view from its name; null: the default.</summary>
    public static PictureView Of(string? name) => name == Names[1] ? PictureView.Apartment : PictureView.Network;
}
