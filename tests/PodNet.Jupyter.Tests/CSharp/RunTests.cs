using PodNet.Magics;

namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>What cells do when they run.</summary>
public class RunTests
{
    private readonly CSharpNotebook _notebook = new();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("int x = 2; x * 3", "6")]
    [InlineData("await Task.Delay(1); \"done\"", "done")]
    [InlineData("int x = 2;", null)]
    [InlineData("(string)null", "null")]
    [InlineData("Console.Write(1)", null)]
    [InlineData("async Task<int> F() { await Task.Delay(1); return 3; }\nF().Result", "3")]
    [InlineData("async Task<int> F() { await Task.Delay(-1); return 3; }\nF()", "Task<Int32> (WaitingForActivation); write await before it to get its result")]
    [InlineData("record P(int X);\nnew P(3).X", "3")]
    [InlineData("""System.Text.Json.JsonSerializer.Serialize(new { A = 1 })""", """{"A":1}""")]
    [InlineData("dynamic d = 5; d + 1", "6")]
    public void The_last_expression_is_the_value(string code, string? value) => Assert.Equal(value, _notebook.Value(code));

    [Fact]
    public void Later_cells_know_what_earlier_ones_declared()
    {
        _notebook.Value("int x = 1; record Point(int X);");
        _notebook.Value("int Next() => ++x;");
        _notebook.Error("int y = 7; throw new Exception(\"late\");");
        _notebook.Error("int z = nothing;");
        Assert.Equal("2", _notebook.Value("Next()"));
        Assert.Equal("2", _notebook.Value("new Point(x).X"));
        Assert.Equal("7", _notebook.Value("y"));
    }

    [Fact]
    public void Prints_of_threads_and_tasks_belong_to_the_cell()
    {
        CSharpNotebook other = new();
        _notebook.Value("""
            Console.Write("a"); Console.Error.Write("b");
            await Task.Run(() => Console.Write("c"));
            var thread = new System.Threading.Thread(() => Console.WriteLine("d")); thread.Start(); thread.Join();
            var late = new System.Threading.ManualResetEventSlim(); var written = Task.Run(() => { late.Wait(); Console.Write("e"); });
            """);
        other.Value("Console.Write(\"other\")");
        _notebook.Value("late.Set(); await written;");
        Console.Write("");
        Assert.Equal("a[b]cd\ne", _notebook.Printed);
        Assert.Equal("other", other.Printed);
    }

    [Fact]
    public void A_replaced_console_is_only_the_cells()
    {
        _notebook.Value("Console.SetOut(new StringWriter()); Console.Write(\"lost\");");
        _notebook.Value("Console.Write(\"found\");");
        Assert.Equal("found", _notebook.Printed);
    }

    [Fact]
    public void An_exception_on_a_thread_is_told_and_ends_nothing()
    {
        _notebook.Value("var thread = new System.Threading.Thread(() => throw new Exception(\"boom\")); thread.Start(); thread.Join();");
        Assert.Contains("Exception: boom", _notebook.Printed, StringComparison.Ordinal);
        Assert.Equal("2", _notebook.Value("1 + 1"));
    }

    [Fact]
    public void A_library_is_found_by_its_path()
    {
        string path = Path.GetRelativePath(Directory.GetCurrentDirectory(), typeof(CsCheck.Gen).Assembly.Location);
        Assert.Equal("Gen", _notebook.Value($"#r \"{path}\"\ntypeof(CsCheck.Gen)"));
        Assert.Equal("Gen", _notebook.Value("typeof(CsCheck.Gen)"));
        Assert.Equal("XmlReader", _notebook.Value("#r \"System.Private.Xml\"\ntypeof(System.Xml.XmlReader)"));
    }

    [Theory]
    [InlineData("#r \"nuget:PodNetKernel\"")]
    [InlineData("#r \"nuget: PodNetKernel, 0.1.0\"\n")]
    [InlineData("#i \"nuget:../packages\"\n#r \"nuget:PodNetKernel, *-*\"")]
    public void The_own_package_is_in_already(string code) => Assert.Null(_notebook.Value(code));

    [Fact]
    public void Displays_come_in_order_and_can_be_replaced()
    {
        Assert.Null(_notebook.Value("Html(\"<b>1</b>\"); var d = Display(new[] { 1, 2 }); d.Update(\"new\"); d"));
        Assert.Equal(["<b>1</b>", null], _notebook.Shown.Select(s => s[OutputBundle.Html]));
        Assert.Equal(["<b>1</b>", "new"], _notebook.Shown.Select(s => s[OutputBundle.Plain]));
        Assert.Null(_notebook.Value("Svg(\"<svg/>\")"));
        Assert.StartsWith("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\"", _notebook.Shown[^1][OutputBundle.Html], StringComparison.Ordinal);
        Assert.Null(_notebook.Value("Markdown(\"# x\")"));
        Assert.Equal("# x", _notebook.Shown[^1]["text/markdown"]);
    }

    [Fact]
    public void Memory_does_not_grow_with_each_cell()
    {
        _notebook.Value("int sum = 0;");
        for (int i = 0; i < 20; i++) _notebook.Value($"int warm{i} = {i}; warm{i}");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 80; i++) _notebook.Value($"int v{i} = {i}; sum += v{i}; sum");
        long perCell = (GC.GetTotalMemory(forceFullCollection: true) - before) / 80;
        Assert.True(perCell < 300_000, $"{perCell} bytes per cell");
    }
}
