using PodNet.Jupyter.Languages;
using PodNet.Magics;

namespace PodNet.Jupyter.Cells;

/// <summary>Takes all that a cell shows.</summary>
internal interface ICellSink : ICellOutput
{
    /// <summary>Shows the value of the cell.</summary>
    /// <param name="count">The cell's number.</param>
    void Result(OutputBundle value, int count);
}
