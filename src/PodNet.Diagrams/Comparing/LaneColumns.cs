using PodNet.Diagrams.Layout;
using PodNet.Diagrams.Scenes;
using PodNet.Model.Collections;

namespace PodNet.Diagrams.Comparing;

/// <summary>The columns of a comparison: a namespace that several CNIs lead through stands at the same place in each lane.</summary>
internal sealed class LaneColumns
{
    private const double Gap = 14;
    private const double MostHead = 100;
    private const double Room = ClusterLayout.Width - 2 * ClusterLayout.Margin;
    private readonly List<LanePlace> _places = [];
    private readonly double[] _left;
    private readonly double[] _width;

    private LaneColumns(IReadOnlyList<ValueList<LanePlace>> lanes)
    {
        foreach (ValueList<LanePlace> lane in lanes) Merge(lane);
        _width = Widths(lanes);
        _left = new double[_width.Length];
        double spare = _width.Length == 0 ? 0 : (Room - Total(_width)) / _width.Length, x = ClusterLayout.Margin;
        for (int i = 0; i < _width.Length; i++)
        {
            _width[i] += spare;
            _left[i] = x;
            x += _width[i] + Gap;
        }
    }

    /// <summary>The columns that lanes with these places need.</summary>
    public static LaneColumns Of(IEnumerable<ValueList<LanePlace>> lanes) => new([.. lanes]);

    /// <summary>The part of a lane that a place has, from left to right.</summary>
    public (double Left, double Width) Of(LanePlace place)
    {
        int i = IndexOf(place, 0);
        return (_left[i], _width[i]);
    }

    /// <summary>The names of the places above their columns.</summary>
    public void PaintHeads(SceneBuilder scene, double baseline)
    {
        for (int i = 0; i < _places.Count; i++)
        {
            string name = Head(_places[i]);
            string shown = SceneBuilder.ShortName(Printable.Clean(name), TextStyle.Name, _width[i]);
            scene.Text(new(_left[i] + _width[i] / 2, baseline), shown, TextStyle.Name, _width[i], Anchor.Middle, full: name);
        }
    }

    // What is not there yet goes behind what came before it in its own lane.
    private void Merge(ValueList<LanePlace> lane)
    {
        int at = 0;
        foreach (LanePlace place in lane)
        {
            int found = IndexOf(place, at);
            if (found < 0) _places.Insert(at, place);
            at = (found < 0 ? at : found) + 1;
        }
    }

    private int IndexOf(LanePlace place, int from) => _places.FindIndex(from, p => p.Name == place.Name && p.Visit == place.Visit && p.Role == place.Role);

    // As wide as their names ask for; or with devices in two rows; or as wide as there is room for.
    private double[] Widths(IReadOnlyList<ValueList<LanePlace>> lanes)
    {
        double[] widths = Widths(lanes, p => DeviceRows.OneRow(p.Devices, DeviceRows.LegibleDevice));
        for (double device = DeviceRows.MostDevice; device >= DeviceRows.LeastDevice && Total(widths) > Room; device--)
        {
            double most = device;
            widths = Widths(lanes, p => DeviceRows.Least(p.Devices, most));
        }

        return widths;
    }

    private double[] Widths(IReadOnlyList<ValueList<LanePlace>> lanes, Func<LanePlace, double> need)
    {
        double[] widths = new double[_places.Count];
        foreach (LanePlace place in lanes.SelectMany(l => l))
        {
            int i = IndexOf(place, 0);
            widths[i] = Math.Max(widths[i], Math.Max(need(place), Math.Min(MostHead, HeadWidth(place))));
        }

        return widths;
    }

    private static string Head(LanePlace place) => place.Role == Role.NodeNetwork ? "network" : place.Name;

    private static double HeadWidth(LanePlace place) => Math.Ceiling(TextMetrics.Width(Printable.Clean(Head(place)), TextStyle.Name));

    private static double Total(double[] widths) => widths.Sum() + (widths.Length - 1) * Gap;
}
