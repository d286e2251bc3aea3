using System.Globalization;
using PodNet.Diagrams.Charts;
using PodNet.Engine.Tracing;
using PodNet.Magics.Scripting.Formatters;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Magics.Scripting;

/// <summary>A packet's way and its answer's, to ask questions of; shown, it is the picture that <c>#!trace</c> draws.</summary>
[TypeFormatterSource(typeof(ShowableFormatterSource), PreferredMimeTypes = [OutputBundle.Html, OutputBundle.Plain])]
public sealed class TracedExchange : IShowable
{
    private readonly Lazy<Picture> _picture;
    private readonly Session _session;
    private readonly Cluster _cluster;
    private readonly ulong _seed;

    internal TracedExchange(Session session, Cluster cluster, TraceResult result, ulong seed)
    {
        (_session, _cluster, _seed, Exchange) = (session, cluster, seed, result.Exchange);
        _picture = new(() =>
            Pictures.Trace(cluster, result, seed, new(), PictureView.Network, all: false, reply: false), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Everything that happened.</summary>
    public Exchange Exchange { get; }

    /// <summary>What the asking program got to know.</summary>
    public OutcomeKind Outcome => Exchange.Outcome;

    /// <summary>Whether an answer came.</summary>
    public bool Answered => Outcome == OutcomeKind.Answered;

    /// <summary>Every packet's journey, in the order they began.</summary>
    public ValueList<Journey> Journeys => Exchange.Journeys;

    /// <summary>The first journey that carries the question, or null when the own kernel refused.</summary>
    public Journey? Request => Exchange.Request;

    /// <summary>The journey that answers it, or null when none came.</summary>
    public Journey? Answer => Exchange.Answer;

    /// <summary>The visits of the question on its way, one for each network namespace; empty when the own kernel refused.</summary>
    public ValueList<Hop> Hops => Request?.Main ?? [];

    /// <summary>What the kernels did with the question, in order.</summary>
    public ValueList<Step> Steps => (Request?.MainSteps.Select(s => s.Step) ?? []).ToValueList();

    /// <summary>The numbers behind the charts, one row for each device that saw the question: bytes, MTU, TTL, rewrites.</summary>
    public ValueList<HopFigures> Figures => HopFigures.Of(_cluster, Exchange);

    /// <summary>A ready-made chart of the question's way, as <c>#!chart</c> draws it.</summary>
    /// <param name="of">"bytes" on the wire, "mtu" left, or "rewrites" of headers.</param>
    /// <param name="theme">"light" or "dark".</param>
    /// <param name="scale">Size of the letters: 1 for reading, to 2 for a room.</param>
    /// <exception cref="MagicException">No such chart; the nearest is suggested.</exception>
    public TraceChart Chart(string of = "bytes", string theme = "light", double scale = 1) =>
        new(_session, TraceCharts.Of(_cluster, Exchange, ChartSubjects.Of(of), _seed), PictureStyle.Of(theme, scale.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public OutputBundle Show() => _picture.Value.ToOutput("Every hop in words");

    /// <inheritdoc/>
    public override string ToString() => _picture.Value.Text;
}
