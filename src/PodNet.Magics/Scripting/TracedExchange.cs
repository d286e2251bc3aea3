using PodNet.Engine.Tracing;
using PodNet.Magics.Simulation;
using PodNet.Model.Collections;
using PodNet.Model.Topology;

namespace PodNet.Magics.Scripting;

/// <summary>A packet's way and its answer's, to ask questions of; shown, it is the picture that <c>#!trace</c> draws.</summary>
public sealed class TracedExchange : IShowable
{
    private readonly Lazy<Picture> _picture;

    internal TracedExchange(Cluster cluster, TraceResult result, ulong seed)
    {
        Exchange = result.Exchange;
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

    /// <inheritdoc/>
    public OutputBundle Show() => _picture.Value.ToOutput("Every hop in words");

    /// <inheritdoc/>
    public override string ToString() => _picture.Value.Text;
}
