namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>What is said when a cell fails.</summary>
public class ErrorTests
{
    private readonly CSharpNotebook _notebook = new();

    [Fact]
    public void Compiler_errors_show_the_line_and_the_place()
    {
        Languages.CodeError error = _notebook.Error("int a = 1;\n\tint b = a + missing;\nstring c = 5;");
        Assert.Equal("CS0103", error.Name);
        Assert.Equal(
            """
            line 2: The name 'missing' does not exist in the current context (CS0103)
              	int b = a + missing;
              	            ^^^^^^^
            line 3: Cannot implicitly convert type 'int' to 'string' (CS0029)
              string c = 5;
                         ^
            """,
            error.Message);
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"outer\", new ArgumentException(\"inner\"));",
        "InvalidOperationException: outer\nbecause of ArgumentException: inner\nline 1 of the cell")]
    [InlineData("int Div(int a, int b)\n{\n    return a / b;\n}\n\nDiv(1, 0)", "DivideByZeroException: Attempted to divide by zero.\nline 3 of the cell")]
    [InlineData("await Task.Yield();\nawait Task.Run(() => throw new Exception(\"x\"));", "Exception: x\nline 2 of the cell")]
    [InlineData("Task.Run(() => throw new Exception(\"x\")).Wait();", "Exception: x\nline 1 of the cell")]
    [InlineData("\nConsole.ReadLine()", "InvalidOperationException: a cell cannot read from the keyboard; put the value into a variable\nline 2 of the cell")]
    [InlineData("cluster.Pods", "there is no cluster yet; make one first, for example: #!cluster --nodes 2\nline 1 of the cell")]
    public void Exceptions_say_what_and_where_without_a_stack(string code, string message) => Assert.Equal(message, _notebook.Error(code).Message);

    [Fact]
    public void An_exception_in_an_earlier_cells_code_names_both_places()
    {
        _notebook.Value("int Div(int a, int b)\n{\n    return a / b;\n}");
        Assert.EndsWith("line 3 of an earlier cell, called from line 2 of this one", _notebook.Error("var q = 1;\nDiv(q, 0)").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace A { }", "cells have no namespaces; leave it out")]
    [InlineData("static class A { public static int Twice(this int n) => 2 * n; }", "write an ordinary method")]
    [InlineData("#r \"nowhere.dll\"", "a path is relative to the notebook's folder")]
    public void What_cells_cannot_do_comes_with_a_way_out(string code, string wayOut) =>
        Assert.Contains(wayOut, _notebook.Error(code).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(", "1", ")", 100_000, "TooDeep")]
    [InlineData("List<", "int", "> x;", 100_000, "TooDeep")]
    [InlineData("x = 1;\n", "", "", 100_000, "TooLong")]
    [InlineData("!", "true", "", 50_000, "CS8078")]
    public void Code_that_the_compiler_would_not_survive_is_refused(string open, string inner, string close, int times, string name)
    {
        string code = string.Concat(Enumerable.Repeat(open, times)) + inner + string.Concat(Enumerable.Repeat(close, times));
        Assert.Equal(name, _notebook.Error(code).Name);
        _notebook.Language.Complete(code, times);
        _notebook.Language.Inspect(code, times);
        _notebook.Language.CompletenessOf(code);
        Assert.Equal("2", _notebook.Value("1 + 1"));
    }

    [Fact]
    public void A_long_text_is_no_long_code()
    {
        string text = new('(', 1_000_000);
        Assert.Equal("1000000", _notebook.Value($"/* {text} */\n\"{text}\".Length"));
    }
}
