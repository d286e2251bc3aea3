using PodNet.Jupyter.Wire;

namespace PodNet.Jupyter.Kernel;

/// <summary>Says on the publishing channel when the kernel is busy and when idle. Front ends show the newest word: while a cell runs, the "idle" of
/// another request is followed by the cell's "busy".</summary>
internal sealed class Publisher(Channels channels)
{
    private readonly Lock _states = new();
    private Message? _cell;

    /// <summary>Does something between "busy" and "idle".</summary>
    public void Around(Message message, Action act)
    {
        Publish(message, "busy");
        act();
        lock (_states)
        {
            Publish(message, "idle");
            if (_cell is not null) Publish(_cell, "busy");
        }
    }

    /// <summary>As <see cref="Around"/>, for a cell.</summary>
    public void AroundCell(Message message, Action act)
    {
        lock (_states)
        {
            Publish(message, "busy");
            _cell = message;
        }

        try
        {
            act();
        }
        finally
        {
            lock (_states)
            {
                _cell = null;
                Publish(message, "idle");
            }
        }
    }

    private void Publish(Message message, string state) =>
        channels.Publish(message, "status", json => json.WriteString("execution_state", state));
}
