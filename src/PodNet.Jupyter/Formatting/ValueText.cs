using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace PodNet.Jupyter.Formatting;

/// <summary>Values as text: whole where a value stands alone, short where it is a cell of a table.</summary>
internal static class ValueText
{
    private const int LongestCell = 80;
    private const int LongestLine = 100;
    private const int MostNested = 5;

    /// <summary>Whether the value is one thing with a text of its own, and not parts to be listed.</summary>
    public static bool IsOne(object value) => value switch
    {
        string or IFormattable or Type or Delegate or Exception or Task or JsonNode or ITuple => true,
        IEnumerable or DictionaryEntry => false,
        _ when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) => false,
        _ => HasOwnText(value.GetType()),
    };

    /// <summary>The text of one thing.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        Type type => TypeName(type),
        Exception exception => CSharp.RuntimeErrors.Describe(exception),
        Task task => $"{TypeName(DeclaredTask(task.GetType()))} ({task.Status}); write await before it to get its result",
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Nested(tuple[i])))})",
        _ => value.ToString() ?? "",
    };

    /// <summary>A value within a table: one line, not long. What the value's own code throws is said in its place.</summary>
    public static string Cell(Func<object?> read)
    {
        try
        {
            return Clip(Short(read()));
        }
        catch (Exception e) when (IsOrdinary(e))
        {
            Exception thrown = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            return Clip($"({thrown.GetType().Name}: {thrown.Message})");
        }
    }

    /// <summary>Things in a row: on one line where they fit, else one on each.</summary>
    public static string List(Rows rows)
    {
        IEnumerable<string> items = rows.Items.Select(Nested);
        if (rows.Rest is { } rest) items = items.Append(rest);
        string[] all = [.. items];
        string line = $"[{string.Join(", ", all)}]";
        return line.Length <= LongestLine && !line.Contains('\n') ? line : string.Join('\n', all);
    }

    /// <summary>A type as C# writes it, without namespaces.</summary>
    public static string TypeName(Type type)
    {
        if (type.IsArray) return $"{TypeName(type.GetElementType()!)}[]";
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (!type.IsGenericType || tick < 0) return type.Name;
        return $"{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>";
    }

    // An async method's task is of a class the compiler made.
    private static Type DeclaredTask(Type type)
    {
        while (type != typeof(Task) && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))) type = type.BaseType!;
        return type.IsGenericType && !type.GetGenericArguments()[0].IsVisible && type.GetGenericArguments()[0].Namespace == type.Namespace ? typeof(Task) : type;
    }

    /// <summary>Whether an exception is an answer of the value's own code, and not the end of the cell.</summary>
    public static bool IsOrdinary(Exception e) => e is not (ThreadAbortException or ThreadInterruptedException or OperationCanceledException);

    private static string Short(object? value)
    {
        if (value is null) return "";
        if (IsOne(value)) return Of(value);
        if (value is IEnumerable sequence)
        {
            Rows first = Rows.Read(sequence, MostNested);
            IEnumerable<string> items = first.Items.Select(Nested);
            return $"[{string.Join(", ", first.Rest is null ? items : items.Append("..."))}]";
        }

        return IsRecord(value.GetType()) ? value.ToString() ?? "" : TypeName(value.GetType());
    }

    private static string Nested(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char c => $"'{c}'",
        _ when IsOne(value) => Of(value),
        _ => Short(value),
    };

    private static string Clip(string text)
    {
        string line = Model.Text.Printable.Clean(text.ReplaceLineEndings(" "));
        if (line.Length <= LongestCell) return line;
        int end = char.IsHighSurrogate(line[LongestCell - 2]) ? LongestCell - 2 : LongestCell - 1;
        return line[..end] + "…";
    }

    /// <summary>Whether somebody wrote a ToString for it; a record's is the compiler's.</summary>
    private static bool HasOwnText(Type type)
    {
        MethodInfo? own = type.GetMethod(nameof(ToString), Type.EmptyTypes);
        return own?.DeclaringType is { } declared && declared != typeof(object) && declared != typeof(ValueType)
            && !own.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !declared.Name.StartsWith("<>", StringComparison.Ordinal);
    }

    private static bool IsRecord(Type type) => type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } declared
        && declared != typeof(object) && declared != typeof(ValueType);
}
