using PodNet.Jupyter.Cells;
using PodNet.Jupyter.CSharp;
using PodNet.Jupyter.Languages;
using PodNet.Magics;
using PodNet.Magics.Lessons;
using PodNet.Model.Collections;

namespace PodNet.Jupyter;

/// <summary>Runs a notebook's cells as the kernel does, magics and C#, without a front end. C# is loaded when the first cell of it comes.</summary>
public sealed class NotebookCells : ICellRunner
{
    private readonly CellProgram _program;

    /// <summary>Cells in a new session.</summary>
    public NotebookCells(MagicRegistry magics)
    {
        Session session = new(magics);
        _program = new(new(() => session), new(() => new CSharpLanguage(session)));
    }

    /// <inheritdoc/>
    public CellRun Run(string cell, int count)
    {
        Collected shown = new();
        CodeError? error = _program.Run(cell, shown, count, CancellationToken.None);
        if (error is not null) shown.Add(NotebookOutput.Error(error.Message, error.Name));
        return new(shown.Outputs.ToValueList(), error?.Message);
    }

    private sealed class Collected : ICellSink
    {
        private readonly Lock _order = new();
        private readonly List<NotebookOutput> _outputs = [];
        private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);
        private (string Text, bool ToStandardError) _printed = ("", false);

        public IReadOnlyList<NotebookOutput> Outputs
        {
            get
            {
                lock (_order)
                {
                    Flush();
                    return [.. _outputs];
                }
            }
        }

        public void Print(string text, bool toStandardError = false)
        {
            lock (_order)
            {
                if (toStandardError != _printed.ToStandardError) Flush();
                _printed = (_printed.Text + text, toStandardError);
            }
        }

        public void Display(OutputBundle output, string? displayId = null)
        {
            lock (_order)
            {
                Add(NotebookOutput.Display(output));
                if (displayId is not null) _named[displayId] = _outputs.Count - 1;
            }
        }

        public void Update(OutputBundle output, string displayId)
        {
            lock (_order)
            {
                if (_named.TryGetValue(displayId, out int at)) _outputs[at] = NotebookOutput.Display(output);
            }
        }

        public void Result(OutputBundle value, int count)
        {
            lock (_order) Add(NotebookOutput.Result(value, count));
        }

        public void Add(NotebookOutput output)
        {
            lock (_order)
            {
                Flush();
                _outputs.Add(output);
            }
        }

        // What was printed in several pieces is one output, as front ends store it.
        private void Flush()
        {
            if (_printed.Text.Length > 0) _outputs.Add(NotebookOutput.Printed(_printed.Text, _printed.ToStandardError));
            _printed = ("", _printed.ToStandardError);
        }
    }
}
