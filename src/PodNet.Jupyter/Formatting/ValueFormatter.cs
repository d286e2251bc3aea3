using System.Collections;
using PodNet.Magics;
using PodNet.Magics.Scripting;

namespace PodNet.Jupyter.Formatting;

/// <summary>Any value as something to look at. First what the value or its type says of itself: <see cref="IShowable"/>, a formatter registered for .NET
/// Interactive; then text for what is one thing; then a table for what has parts. The same value gives the same output each time.</summary>
public static class ValueFormatter
{
    /// <summary>The forms of a value; plain text is always among them.</summary>
    /// <param name="session">Knows which output of the document carries what others need.</param>
    public static OutputBundle Format(object? value, Session session)
    {
        try
        {
            return value switch
            {
                null => Plain("null"),
                OutputBundle bundle => bundle,
                _ => InteractiveFormatters.TryFormat(value) ?? PlotlyNetCharts.TryFormat(value, session) ?? OfOurs(value),
            };
        }
        catch (Exception e) when (ValueText.IsOrdinary(e))
        {
            // Code of the value itself: its enumerator, its formatter.
            return Plain($"{ValueText.TypeName(value!.GetType())}, which could not be shown: {e.GetType().Name}: {e.Message}");
        }
    }

    private static OutputBundle OfOurs(object value)
    {
        if (value is IShowable showable) return showable.Show();
        if (value is string text) return Plain(text);
        if (value is Task task) return Plain(ValueText.Of(task));
        if (ValueText.IsOne(value)) return Plain(ValueText.Of(value));
        return value is IEnumerable sequence ? OfSequence(sequence) : Table.OfParts(value).ToOutput();
    }

    private static OutputBundle OfSequence(IEnumerable sequence)
    {
        Rows rows = Rows.Read(sequence);
        if (rows.Items.Count == 0) return Plain("(empty)");
        return rows.Items.All(i => i is null || ValueText.IsOne(i)) ? Plain(ValueText.List(rows)) : Table.OfRows(rows).ToOutput();
    }

    private static OutputBundle Plain(string text) => new([new(OutputBundle.Plain, text)]);
}
