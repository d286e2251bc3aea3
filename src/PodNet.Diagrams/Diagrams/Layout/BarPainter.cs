using System.Globalization;
using PodNet.Diagrams.Charts;
using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams.Layout;

/// <summary>Draws a chart of hops: heading, legend, bars with their scale, and the numbers behind them.</summary>
internal sealed class BarPainter
{
    private const double Left = 20, Right = ClusterLayout.Width - 20;
    private const double NameLeft = 50, DeviceLeft = 194, BarLeft = 324;
    private const double Pitch = 29, Thick = 17, MostNote = 330;

    /// <summary>Bars in a picture; the text has all.</summary>
    private const int MostBars = 24;

    private const int MostMarks = 6;

    private readonly SceneBuilder _scene;
    private readonly BarChart _chart;
    private readonly double _noteLeft, _noteWidth, _scale;

    public BarPainter(SceneBuilder scene, BarChart chart)
    {
        (_scene, _chart) = (scene, chart);
        double widest = Shown.Select(b => TextMetrics.Width(Printable.Clean(b.Note), TextStyle.Mono)).DefaultIfEmpty().Max();
        _noteWidth = Math.Min(MostNote, Math.Ceiling(widest));
        _noteLeft = Right - _noteWidth;
        _scale = (_noteLeft - 16 - BarLeft) / Math.Max(1, chart.Longest);
    }

    private IEnumerable<Bar> Shown => _chart.Bars.Take(MostBars);

    /// <summary>Paints it all.</summary>
    /// <returns>The height of the picture.</returns>
    public double Paint()
    {
        _scene.Text(new(Left, 32), _chart.Title, TextStyle.Heading, Right - Left);
        double y = 52;
        foreach (string line in TextMetrics.Wrap(Printable.Clean(_chart.Subtitle), TextStyle.Word, Right - Left, 2))
        {
            _scene.Text(new(Left, y), line, TextStyle.Word, Right - Left, full: _chart.Subtitle);
            y += 18;
        }

        if (_chart.Remark is { } remark)
        {
            _scene.Text(new(Left, y), remark, TextStyle.Strong, Right - Left);
            y += 18;
        }

        if (_chart.Bars.Count == 0) return y + 4;
        double top = PaintLegend(y + 10) + 14, bottom = top + Shown.Count() * Pitch;
        PaintAxis(top, bottom);
        double row = top;
        foreach (Bar bar in Shown)
        {
            Paint(bar, row);
            row += Pitch;
        }

        int rest = _chart.Bars.Count - MostBars;
        if (rest > 0) _scene.Text(new(NameLeft, bottom + 16), PodWords.Count(rest, "more hop") + ", listed below", TextStyle.Word, BarLeft - NameLeft - 12);
        return bottom + 52;
    }

    private double PaintLegend(double y)
    {
        double x = Left;
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            BarSeries series = _chart.Series[i];
            if (_chart.Bars.All(b => b.Values[i] == 0)) continue;
            _scene.Box(series.Role, new(x, y - 10, 22, 12), 3);
            x = _scene.Text(new(x + 30, y), series.Name, TextStyle.Word) + 26;
        }

        return y;
    }

    private void PaintAxis(double top, double bottom)
    {
        int step = Step(_chart.Longest);
        for (int value = 0; value <= _chart.Longest; value += step)
        {
            double x = BarLeft + value * _scale;
            _scene.Add(Layer.Ground, new Line(Role.Rule, [new(x, top), new(x, bottom + 4)]));
            _scene.Text(new(x, bottom + 18), value.ToString(CultureInfo.InvariantCulture), TextStyle.Word, anchor: Anchor.Middle);
        }

        _scene.Text(new(BarLeft - 3, bottom + 36), _chart.Axis, TextStyle.Word, Right - BarLeft);
    }

    private void Paint(Bar bar, double top)
    {
        double middle = top + Pitch / 2;
        _scene.Add(Layer.Discs, new Disc(Role.Hop, new(Left + 11, middle), bar.Hop));
        double name = TextMetrics.CenteredBaseline(middle, TextStyle.Name);
        _scene.Name(new(NameLeft, name), bar.Where, TextStyle.Name, DeviceLeft - NameLeft - 10);
        _scene.Text(new(DeviceLeft, TextMetrics.CenteredBaseline(middle, TextStyle.Mono)), bar.Device, TextStyle.Mono, BarLeft - DeviceLeft - 12);
        double x = BarLeft;
        for (int i = 0; i < bar.Values.Count; i++)
        {
            double width = bar.Values[i] * _scale;
            if (width <= 0) continue;
            string title = string.Create(CultureInfo.InvariantCulture, $"{_chart.Series[i].Name}: {bar.Values[i]}");
            _scene.Box(_chart.Series[i].Role, new(x, middle - Thick / 2, width, Thick), 2, title);
            x += width;
        }

        _scene.Text(new(_noteLeft, TextMetrics.CenteredBaseline(middle, TextStyle.Mono)), bar.Note, TextStyle.Mono, _noteWidth);
    }

    /// <summary>From one mark of the scale to the next: 1, 2 or 5 times a power of ten, so that there are few.</summary>
    private static int Step(int longest)
    {
        for (int power = 1; ; power *= 10)
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if ((long)factor * power * MostMarks >= longest) return factor * power;
            }
        }
    }
}
