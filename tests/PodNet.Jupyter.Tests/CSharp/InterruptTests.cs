namespace PodNet.Jupyter.Tests.CSharp;

/// <summary>A cell that runs on and on can be ended, and the notebook goes on.</summary>
public class InterruptTests
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("await Task.Delay(-1, Cancel);")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("while (true) { try { System.Math.Sqrt(2); } catch (Exception) { } finally { System.Math.Sqrt(3); } }")]
    [InlineData("while (true) { try { System.Threading.Thread.Sleep(1); } catch { } }")]
    [InlineData("var all = new List<byte[]>(); while (true) { all.Add(new byte[1000]); if (all.Count > 10_000) all.Clear(); }")]
    [InlineData("Parallel.For(0, 4, i => { while (true) { } });")]
    [InlineData("while (true) Console.Write('.');")]
    [InlineData("Enumerable.Repeat(1, int.MaxValue).SelectMany(x => Enumerable.Repeat(x, int.MaxValue)).Where(x => x < 0).ToList();")]
    [InlineData("while (true) { try { } finally { while (true) { } } }")]
    [InlineData("again: goto again;")]
    [InlineData("IEnumerable<int> Endless() { while (true) { } yield return 1; }\nEndless()")]
    public void It_ends_and_the_state_of_earlier_cells_stays(string code)
    {
        CSharpNotebook notebook = new();
        notebook.Value("int x = 41;");
        Languages.CodeOutcome outcome = notebook.Run($"x = 42; Console.Write(\"go\");\n{code}", interrupt: true);
        Assert.Equal("The cell was interrupted. What earlier cells declared is still there.", outcome.Error?.Message);
        Assert.Equal("42", notebook.Value("await Task.Delay(1); System.Threading.Thread.Sleep(1); x"));
    }

    [Fact]
    public void One_interrupt_after_another_is_heard()
    {
        CSharpNotebook notebook = new();
        for (int i = 0; i < 5; i++)
        {
            notebook.Run("Console.Write(\"go\"); while (true) { try { while (true) { } } catch (Exception) { } }", interrupt: true);
            notebook.Run("Console.Write(\"go\"); while (true) { try { throw new Exception(); } catch (Exception) { } }", interrupt: true);
        }

        Assert.Equal("2", notebook.Value("1 + 1"));
    }
}
