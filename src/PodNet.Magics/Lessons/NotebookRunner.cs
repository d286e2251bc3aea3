using PodNet.Model.Collections;

namespace PodNet.Magics.Lessons;

/// <summary>A notebook after it ran.</summary>
/// <param name="Notebook">With fresh outputs up to where it stopped, and none below.</param>
/// <param name="Failure">Why it stopped early, or null.</param>
public sealed record NotebookRun(Notebook Notebook, NotebookFailure? Failure);

/// <summary>The error a notebook stopped at.</summary>
/// <param name="Cell">Number of the cell among all cells of the notebook, from 1.</param>
public sealed record NotebookFailure(int Cell, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"cell {Cell}: {Message}";
}

/// <summary>Runs the cells of one notebook, one after another, in a session of its own.</summary>
public interface ICellRunner
{
    /// <summary>Runs a cell.</summary>
    /// <param name="count">Its number among the cells that ran, from 1.</param>
    CellRun Run(string cell, int count);
}

/// <summary>What a cell gave.</summary>
/// <param name="Outputs">In order; an error is the last of them.</param>
/// <param name="Error">The error's message, or null.</param>
public sealed record CellRun(ValueList<NotebookOutput> Outputs, string? Error);

/// <summary>Runs notebooks within this process. The same notebook gives the same bytes each time.</summary>
/// <param name="begin">Makes the runner of one notebook's cells.</param>
public sealed class NotebookRunner(Func<ICellRunner> begin)
{
    /// <summary>A runner of notebooks whose cells are magics only.</summary>
    public NotebookRunner(MagicRegistry magics)
        : this(() => new MagicCells(new Session(magics)))
    {
    }

    /// <summary>Runs all code cells in order in a new session and stops at the first error, except in cells tagged
    /// <see cref="NotebookCell.MeantToFail"/>. Prose stays as it is.</summary>
    /// <param name="progress">Called after each cell with the number of cells done.</param>
    public NotebookRun Run(Notebook notebook, Action<int>? progress = null)
    {
        ICellRunner runner = begin();
        List<NotebookCell> cells = [];
        NotebookFailure? failure = null;
        int count = 0;
        foreach (NotebookCell cell in notebook.Cells)
        {
            if (cell.Kind != CellKind.Code)
            {
                cells.Add(cell);
            }
            else if (failure is not null || string.IsNullOrWhiteSpace(cell.Source))
            {
                cells.Add(cell with { ExecutionCount = null, Outputs = [] });
            }
            else
            {
                CellRun run = runner.Run(cell.Source, ++count);
                cells.Add(cell with { ExecutionCount = count, Outputs = run.Outputs });
                if (run.Error is { } error && !cell.HasTag(NotebookCell.MeantToFail)) failure = new(cells.Count, error);
            }

            progress?.Invoke(cells.Count);
        }

        return new(notebook with { Cells = cells.ToValueList() }, failure);
    }

    private sealed class MagicCells(Session session) : ICellRunner
    {
        public CellRun Run(string cell, int count)
        {
            MagicResult result = session.RunCell(cell);
            IEnumerable<NotebookOutput> outputs = result.Outputs.Select(NotebookOutput.Display);
            return new((result.Error is { } error ? outputs.Append(NotebookOutput.Error(error)) : outputs).ToValueList(), result.Error);
        }
    }
}
