using PodNet.Model.Collections;

namespace PodNet.Magics;

/// <summary>One command of a notebook, <c>#!name</c>. It knows no host: what it takes and gives back is the same in Jupyter, in
/// .NET Interactive and in the <c>podnet</c> tool. A class that implements this and has a parameterless constructor is found by
/// <see cref="MagicRegistry"/>; nothing else has to be written.</summary>
public interface IMagic
{
    /// <summary>The name with its mark, for example "#!trace".</summary>
    string Name { get; }

    /// <summary>One line: what it does.</summary>
    string Help { get; }

    /// <summary>Everything that may stand on its line.</summary>
    ValueList<MagicParameter> Parameters { get; }

    /// <summary>What the lines below it are, or null when it takes none.</summary>
    string? BodyHelp => null;

    /// <summary>Words to offer while a line of the body is typed, in the place of its last word.</summary>
    /// <param name="line">The line up to the cursor.</param>
    IEnumerable<string> BodyCompletions(string line, SessionState state) => [];

    /// <summary>Whole cells that run in an empty session; a test runs each.</summary>
    ValueList<MagicExample> Examples { get; }

    /// <summary>Does it. A pure function of its input: the state that comes back replaces the one given.</summary>
    /// <exception cref="MagicException">The request is wrong; the message says what and the way out.</exception>
    MagicOutcome Run(MagicCall call, SessionState state);
}

/// <summary>A cell that shows how a magic is used.</summary>
/// <param name="Shows">What it shows, without a full stop.</param>
public sealed record MagicExample(string Cell, string Shows);

/// <summary>What a magic gives back when it succeeds.</summary>
/// <param name="State">The session's state from now on.</param>
public sealed record MagicOutcome(SessionState State, ValueList<OutputBundle> Outputs);

/// <summary>A request that cannot be done. The message is shown to the user as it is.</summary>
public sealed class MagicException(string message) : Exception(message)
{
    /// <summary>The message alone: hosts that print an exception print this, and no learner is to meet a stack trace.</summary>
    public override string ToString() => Message;
}
