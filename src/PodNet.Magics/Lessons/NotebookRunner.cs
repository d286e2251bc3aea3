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

/// <summary>Runs notebooks of magics within this process. The same notebook gives the same bytes each time.</summary>
public sealed class NotebookRunner(MagicRegistry magics)
{
    /// <summary>Runs all code cells in order in a new session and stops at the first error, except in cells tagged
    /// <see cref="NotebookCell.MeantToFail"/>. Prose stays as it is.</summary>
    /// <param name="progress">Called after each cell with the number of cells done.</param>
    public NotebookRun Run(Notebook notebook, Action<int>? progress = null)
    {
        Session session = new(magics);
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
                MagicResult result = session.RunCell(cell.Source);
                cells.Add(cell with { ExecutionCount = ++count, Outputs = OutputsOf(result) });
                if (!result.Succeeded && !cell.HasTag(NotebookCell.MeantToFail)) failure = new(cells.Count, result.Error!);
            }

            progress?.Invoke(cells.Count);
        }

        return new(notebook with { Cells = cells.ToValueList() }, failure);
    }

    private static ValueList<NotebookOutput> OutputsOf(MagicResult result)
    {
        IEnumerable<NotebookOutput> outputs = result.Outputs.Select(NotebookOutput.Display);
        return (result.Error is { } error ? outputs.Append(NotebookOutput.Error(error)) : outputs).ToValueList();
    }
}
