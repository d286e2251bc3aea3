using PodNet.Engine.Tracing;

namespace PodNet.Magics.Simulation;

/// <summary>The packets of a magic that may send its own or take those of the last one.</summary>
internal static class LastTrace
{
    /// <summary>A new trace where the call asks for one, else the last.</summary>
    /// <param name="example">A call that would do, for messages.</param>
    /// <param name="done">What is done with a trace: "charted".</param>
    /// <exception cref="MagicException">There is none, or the call asks for half of one.</exception>
    public static (SessionState After, Exchange Exchange) OrNew(MagicCall call, SessionState state, string example, string done)
    {
        if (TraceParameters.Given(call) is { } request)
        {
            (SessionState after, TraceResult result) = request.Run(state);
            return (after, result.Exchange);
        }

        if (TraceParameters.All(required: false).FirstOrDefault(p => call.Has(p.Name)) is { } alone)
            throw new MagicException($"{alone.Name} needs --from and --to beside it; without all of them the last trace is {done}");
        _ = state.RequiredCluster;
        return (state, state.LastExchange ?? throw new MagicException($"nothing was traced yet; say --from and --to, for example: {example}"));
    }

    /// <summary>The refusal when the cluster is not any more what the last trace went through.</summary>
    public static MagicException Gone() => new("the last trace went through a pod that is no longer there; trace again, or say --from and --to");
}
